// A benchmark as a report reads it: of each task a line of small values stays in memory, texts stay on disk and are
// fetched when a page needs them. At the paper's size the texts are more than half a gigabyte.
import { join } from 'node:path'
import { benchmarkFiles } from '../benchmark/folder.ts'
import { openBenchmark, type TaskEntry } from '../benchmark/open-benchmark.ts'
import type { ScoredTask } from '../evaluation/rows.ts'
import { createInterner } from '../kit/intern.ts'
import { readJsonl } from '../kit/jsonl.ts'
import type { Benchmark, SplitName } from '../records/benchmark.ts'
import { caseSchema, type Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Fact } from '../records/fact.ts'
import { taskSchema, type Challenge, type Letter, type Task } from '../records/task.ts'
import { openFacts } from './facts-on-disk.ts'
import { createLicenceCounter, type LicenceRow } from './licences.ts'

/** What is kept of a task: what scores and comparisons need of it, and the member of a challenge that it is. */
export interface TaskLine extends TaskEntry, Pick<ScoredTask, 'gold' | 'behavior' | 'offered'> {
  readonly member: Challenge['member'] | undefined
}

/** A task with everything around it. */
export interface WholeTask {
  readonly task: Task
  readonly split: SplitName | undefined
  readonly case: Case
  readonly conversation: Conversation
  /** In the task's order; a fact that is not in the folder is left out. */
  readonly facts: readonly Fact[]
}

export interface BenchmarkOnDisk {
  readonly folder: string
  readonly header: Benchmark
  readonly licences: readonly LicenceRow[]
  /** In the order of tasks.jsonl. */
  readonly tasks: readonly TaskLine[]
  /** Throws a Failure where the folder lacks what the task names, or where a line is damaged. */
  read(task: TaskEntry): WholeTask
  close(): void
}

/** `casesFile` is how origins name cases.jsonl. Throws a Failure naming file, line and field where it is damaged. */
export async function openBenchmarkOnDisk(folder: string, casesFile: string): Promise<BenchmarkOnDisk> {
  const open = await openBenchmark(folder)
  const facts = await openFacts(join(folder, benchmarkFiles.facts))
  const close = (): void => {
    open.close()
    facts.close()
  }
  try {
    const licences = createLicenceCounter(casesFile)
    for await (const source of readJsonl(join(folder, benchmarkFiles.cases), creditSchema))
      licences.add(source)
    const tasks = await readLines(join(folder, benchmarkFiles.tasks), open.tasks)
    return {
      folder,
      header: open.header,
      licences: licences.result(),
      tasks,
      read: ({ id, split }) => {
        const task = open.task(id)
        const own = new Map(facts.ofCase(task.caseId).map((fact) => [fact.id, fact]))
        return {
          task,
          split,
          ...open.contextOf(task),
          facts: task.facts.flatMap((fact) => own.get(fact) ?? []),
        }
      },
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

const creditSchema = caseSchema.unwrap().pick({ provenance: true, licence: true })
const lineSchema = taskSchema.unwrap().pick({ gold: true, behavior: true, challenge: true })
/** Comparisons of runs do not ask which letters were offered. */
const notAsked: readonly Letter[] = []

async function readLines(path: string, entries: readonly TaskEntry[]): Promise<TaskLine[]> {
  const tasks: TaskLine[] = []
  // Few different ones, each kept once.
  const intern = createInterner()
  const behaviors = new Map<string, TaskLine['behavior']>()
  for await (const { gold, behavior, challenge } of readJsonl(path, lineSchema)) {
    const entry = entries[tasks.length]
    if (entry === undefined) break
    const name = `${behavior.class} ${behavior.token}`
    const own = behaviors.get(name) ?? { class: behavior.class, token: behavior.token }
    behaviors.set(name, own)
    tasks.push({
      id: entry.id,
      caseId: entry.caseId,
      conversationId: entry.conversationId,
      type: entry.type,
      split: entry.split,
      group: entry.group,
      gold: intern(gold),
      behavior: own,
      offered: notAsked,
      member: challenge === undefined ? undefined : intern(challenge.member),
    })
  }
  return tasks
}
