// A benchmark as a report reads it: of each task a line of small values stays in memory, texts stay on disk and are
// fetched when a page needs them. At the paper's size the texts are more than half a gigabyte.
import { join } from 'node:path'
import { benchmarkFiles } from '../benchmark/folder.ts'
import { openBenchmark, type TaskEntry } from '../benchmark/open-benchmark.ts'
import { shownTurns } from '../conversations/view.ts'
import { createInterner } from '../kit/intern.ts'
import { readJsonl } from '../kit/jsonl.ts'
import type { Benchmark, SplitName } from '../records/benchmark.ts'
import { caseSchema, type Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Fact } from '../records/fact.ts'
import type { Challenge, Letter, Task } from '../records/task.ts'
import type { BehaviorToken, FiveClass } from '../taxonomy/behavior.ts'
import { openFacts } from './facts-on-disk.ts'
import { createLicenceCounter, type LicenceRow } from './licences.ts'

/** What is kept of a task. */
export interface TaskLine extends TaskEntry {
  readonly gold: Letter
  readonly class: FiveClass
  readonly token: BehaviorToken
  readonly member: Challenge['member'] | undefined
  readonly triple: string | undefined
  /** Characters of the turns that it shows, and whether they come with a table or a picture. */
  readonly shown: number
  readonly table: boolean
  readonly image: boolean
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
    for await (const source of readJsonl(join(folder, benchmarkFiles.cases), caseSchema)) licences.add(source)
    const intern = createInterner()
    const tasks = open.tasks.map((entry) => {
      const task = open.task(entry.id)
      return lineOf(entry, task, open.contextOf(task).conversation, intern)
    })
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

function lineOf(
  entry: TaskEntry,
  { gold, behavior, challenge, view }: Task,
  conversation: Conversation,
  intern: <T extends string>(text: T) => T,
): TaskLine {
  const turns = shownTurns(conversation, view)
  const kinds = new Set(
    turns.flatMap((turn) => (turn.masked ? [] : turn.attachments.map(({ kind }) => kind))),
  )
  return {
    ...entry,
    gold: intern(gold),
    class: intern(behavior.class),
    token: intern(behavior.token),
    member: challenge === undefined ? undefined : intern(challenge.member),
    triple: challenge === undefined ? undefined : intern(challenge.triple),
    shown: turns.reduce((sum, turn) => sum + turn.text.length, 0),
    table: kinds.has('table'),
    image: kinds.has('image'),
  }
}
