// A benchmark folder read case by case, as the lines stand in its files: the case with its facts, its conversation
// and those of its tasks that are wanted. The files are in one order, that of the cases, so no more than one case
// lies in memory.
import { join } from 'node:path'
import { Failure } from '../../kit/errors.ts'
import { readLines } from '../../kit/jsonl.ts'
import { benchmarkFiles } from '../folder.ts'

export interface Bundle {
  readonly caseId: string
  readonly case: string
  readonly facts: readonly string[]
  readonly conversation: string
  /** Lines of the wanted tasks, in their order. */
  readonly tasks: readonly string[]
}

/** Only cases with wanted tasks. Throws a Failure where the files are not in one order or lack something. */
export async function* bundlesOf(folder: string, wanted: ReadonlySet<string>): AsyncGenerator<Bundle> {
  const path = (name: 'cases' | 'facts' | 'conversations' | 'tasks'): string =>
    join(folder, benchmarkFiles[name])
  const facts = linesByCase(path('facts'))
  const conversations = linesByCase(path('conversations'))
  const tasks = linesByCase(path('tasks'))
  let found = 0
  for await (const source of readLines(path('cases'))) {
    const caseId = fieldOf(source, 'id')
    const own = await tasks.of(caseId)
    const conversation = (await conversations.of(caseId))[0]
    const stated = await facts.of(caseId)
    const chosen = own.filter((line) => wanted.has(fieldOf(line, 'id')))
    if (chosen.length === 0) continue
    if (conversation === undefined) throw incomplete(path('conversations'), caseId)
    found += chosen.length
    yield { caseId, case: source, facts: stated, conversation, tasks: chosen }
  }
  for (const [name, lines] of [
    ['tasks', tasks],
    ['facts', facts],
    ['conversations', conversations],
  ] as const) {
    const left = await lines.next()
    if (left !== undefined) throw incomplete(path(name), left)
  }
  if (found < wanted.size) throw incomplete(path('tasks'), `${wanted.size - found} tasks`)
}

function incomplete(path: string, about: string): Failure {
  return new Failure({
    subject: path,
    what: `does not fit the cases of the folder (${about}).`,
    remedy: 'The folder is incomplete; build it again.',
  })
}

interface LinesByCase {
  /** The next lines as long as they are of this case. */
  of(caseId: string): Promise<string[]>
  /** The case of the next line; undefined at the end. */
  next(): Promise<string | undefined>
}

function linesByCase(path: string): LinesByCase {
  const lines = readLines(path)
  let ahead: { readonly line: string; readonly caseId: string } | undefined
  const look = async (): Promise<typeof ahead> => {
    if (ahead !== undefined) return ahead
    const { done, value } = await lines.next()
    ahead = done === true ? undefined : { line: value, caseId: fieldOf(value, 'caseId') }
    return ahead
  }
  return {
    of: async (caseId) => {
      const own: string[] = []
      for (let item = await look(); item?.caseId === caseId; item = await look()) {
        own.push(item.line)
        ahead = undefined
      }
      return own
    },
    next: async () => (await look())?.caseId,
  }
}

/** Quotes inside of texts are escaped, so that the first match is the field: ids stand first in every record. */
function fieldOf(line: string, name: 'id' | 'caseId'): string {
  return new RegExp(`"${name}":"([^"\\\\]*)"`).exec(line)?.[1] ?? ''
}
