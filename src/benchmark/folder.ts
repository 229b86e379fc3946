// A benchmark folder on disk: which files it has, and how to read them back.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../kit/errors.ts'
import { readJsonl } from '../kit/jsonl.ts'
import { benchmarkSchema, splitRowSchema, type Benchmark, type SplitName } from '../records/benchmark.ts'
import { caseSchema, type Case } from '../records/case.ts'
import { conversationSchema, type Conversation } from '../records/conversation.ts'
import { taskSchema, type Task } from '../records/task.ts'
import type { Coverage } from './coverage.ts'
import type { ShareRow } from './quota.ts'
import type { DatasetStatistics } from './statistics.ts'

export const benchmarkFiles = {
  header: 'benchmark.json',
  cases: 'cases.jsonl',
  facts: 'facts.jsonl',
  conversations: 'conversations.jsonl',
  tasks: 'tasks.jsonl',
  rejected: 'rejected.jsonl',
  splits: 'splits.jsonl',
  statistics: 'statistics.json',
  audit: 'audit.json',
  readme: 'README.md',
} as const

/** statistics.json: everything a report draws from, besides the audit. */
export interface BenchmarkStatistics {
  readonly dataset: DatasetStatistics
  readonly coverage: Coverage
  /** Wished and kept shares, where shares were wished. */
  readonly shares?: readonly ShareRow[]
}

/** A benchmark in memory, as evaluation and reports need it. Facts stay on disk. */
export interface LoadedBenchmark {
  readonly folder: string
  readonly header: Benchmark
  readonly cases: ReadonlyMap<string, Case>
  readonly conversations: ReadonlyMap<string, Conversation>
  readonly tasks: readonly Task[]
  readonly splits: ReadonlyMap<string, SplitName>
}

export async function readHeader(folder: string): Promise<Benchmark> {
  const path = join(folder, benchmarkFiles.header)
  if (!existsSync(path)) {
    throw new Failure({
      subject: folder,
      what: 'is not a benchmark folder (no benchmark.json).',
      remedy: 'Make one with `behaviorbench build`; an unfinished build is completed by running it again.',
    })
  }
  const header = await parsed(path)
  const { format } = (header ?? {}) as { format?: unknown }
  const own = benchmarkSchema.unwrap().shape.format.value
  if (typeof format === 'string' && format !== own) {
    throw new Failure({
      subject: folder,
      what: `is a benchmark of format "${format.slice(0, 40)}", and this version reads "${own}".`,
      remedy: 'Build it again, or use the version that made it.',
    })
  }
  const result = benchmarkSchema.safeParse(header)
  if (result.success) return result.data
  throw new Failure({
    subject: path,
    place: `field ${result.error.issues[0]?.path.join('.') || '(record)'}`,
    what: 'does not fit.',
    remedy: 'The header is damaged; build the benchmark again.',
  })
}

async function parsed(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new Failure(
      { subject: path, what: 'is not valid JSON.', remedy: 'Build the benchmark again.' },
      { cause: error },
    )
  }
}

/** Reads a benchmark folder; throws a Failure naming file, line and field where it is damaged. */
export async function loadBenchmark(folder: string): Promise<LoadedBenchmark> {
  const header = await readHeader(folder)
  const cases = new Map<string, Case>()
  for await (const item of readJsonl(join(folder, benchmarkFiles.cases), caseSchema)) cases.set(item.id, item)
  const conversations = new Map<string, Conversation>()
  for await (const item of readJsonl(join(folder, benchmarkFiles.conversations), conversationSchema)) {
    conversations.set(item.id, item)
  }
  const splits = new Map<string, SplitName>()
  for await (const row of readJsonl(join(folder, benchmarkFiles.splits), splitRowSchema)) {
    splits.set(row.taskId, row.split)
  }
  const tasks: Task[] = []
  for await (const task of readJsonl(join(folder, benchmarkFiles.tasks), taskSchema)) tasks.push(task)
  return { folder, header, cases, conversations, tasks, splits }
}

/** Case and conversation of a task; throws a Failure when the folder lacks one. */
export function contextOf(
  benchmark: Pick<LoadedBenchmark, 'folder' | 'cases' | 'conversations'>,
  task: Pick<Task, 'id' | 'caseId' | 'conversationId'>,
): { readonly case: Case; readonly conversation: Conversation } {
  const source = benchmark.cases.get(task.caseId)
  const conversation = benchmark.conversations.get(task.conversationId)
  if (source === undefined || conversation === undefined) {
    throw new Failure({
      subject: benchmark.folder,
      place: `task ${task.id}`,
      what: `names a ${source === undefined ? 'case' : 'conversation'} that is not in the folder.`,
      remedy: 'The folder is incomplete; build it again.',
    })
  }
  return { case: source, conversation }
}

export async function readStatistics(folder: string): Promise<BenchmarkStatistics> {
  return JSON.parse(await readFile(join(folder, benchmarkFiles.statistics), 'utf8')) as BenchmarkStatistics
}
