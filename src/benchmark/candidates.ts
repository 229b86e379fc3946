// First pass of the last stage: what selection needs to know of every verified task, without its texts; these
// go into a file a type, where they can be learned from.
import { join } from 'node:path'
import { canonicalJson, sha256 } from '../kit/hash.ts'
import { createInterner } from '../kit/intern.ts'
import { readJsonl } from '../kit/jsonl.ts'
import type { Task } from '../records/task.ts'
import type { DraftedCase } from './draft.ts'
import type { Candidate } from './select.ts'
import { foldableOf, openTypeFiles, type TypeFile } from './type-files.ts'

/** `files`: the tasks that are no members of planted triples, in a folder beside the drafted ones. */
export async function readCandidates(
  drafted: string,
  work: string,
): Promise<{ readonly candidates: readonly Candidate[]; readonly files: readonly TypeFile[] }> {
  const candidates: Candidate[] = []
  const typeFiles = openTypeFiles(join(work, 'guess'))
  const intern = createInterner()
  for await (const { tasks, group, overlaps } of readJsonl<DraftedCase>(drafted)) {
    for (const task of tasks) {
      const { id, challenge } = task
      const own = challenge && {
        origin: challenge.origin,
        member: challenge.member,
        triple: intern(challenge.triple),
      }
      candidates.push({
        id,
        type: intern(task.type),
        caseId: intern(task.caseId),
        fingerprint: fingerprintOf(task),
        options: task.options.length,
        class: intern(task.behavior.class),
        complexity: intern(task.complexity),
        labelled: task.label !== undefined,
        overlaps: overlaps[id] ?? 0,
        ...(own === undefined ? {} : { challenge: own }),
      })
      if (challenge?.origin !== 'planted') await typeFiles.add(foldableOf(task, group))
    }
  }
  return { candidates, files: await typeFiles.close() }
}

function fingerprintOf(task: Task): string {
  const texts = task.options.map((option) => option.text.toLowerCase()).toSorted()
  const view = canonicalJson(task.view)
  return sha256([task.caseId, task.type, view, task.question.toLowerCase(), ...texts].join('\n')).slice(0, 24)
}
