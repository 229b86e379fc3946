// The Hard subset as a benchmark folder of its own, which every command takes like any other. Its lines are the
// parent's, letter by letter, so that a task has one id in both and answers to the one are answers to the other.
import { join } from 'node:path'
import { contentId, hashFile } from '../../kit/hash.ts'
import { openLineWriter, readJsonl, writeJson, writeJsonl, writeText } from '../../kit/jsonl.ts'
import {
  splitNames,
  splitRowSchema,
  type Benchmark,
  type SplitName,
  type SplitRow,
} from '../../records/benchmark.ts'
import { caseSchema, type Case } from '../../records/case.ts'
import { conversationSchema } from '../../records/conversation.ts'
import type { Hard, MinedRow } from '../../records/hard.ts'
import { taskSchema, type Task } from '../../records/task.ts'
import { taskTypeIds } from '../../taxonomy/task-types.ts'
import { auditFolder } from '../audit.ts'
import { createCoverageCounter } from '../coverage.ts'
import type { RejectedDraft } from '../draft.ts'
import { copyImages } from '../copy-images.ts'
import { benchmarkFiles, type BenchmarkStatistics } from '../folder.ts'
import { createStatisticsCounter } from '../statistics.ts'
import { defaultWaivers } from '../waivers.ts'
import { bundlesOf } from './bundles.ts'
import { reasons } from './choose.ts'
import { hardReadme } from './readme.ts'
import type { TaskLine } from './task-line.ts'

/** What a Hard folder has besides the files of any benchmark. */
export const minedFile = 'mined.jsonl'

export interface HardFolder {
  readonly parentFolder: string
  readonly parent: Benchmark
  readonly folder: string
  readonly name: string
  readonly recipe: string
  readonly hard: Hard
  readonly lines: readonly TaskLine[]
  readonly kept: ReadonlySet<string>
  readonly leftOut: ReadonlyMap<string, string>
  readonly mined: Iterable<MinedRow>
  readonly concurrency: number
}

/** Returns the header, which is written last: a folder with one is whole. */
export async function writeHardFolder(input: HardFolder): Promise<Benchmark> {
  const { folder, parent, hard, kept } = input
  const path = (name: keyof typeof benchmarkFiles): string => join(folder, benchmarkFiles[name])
  const { counts, statistics } = await writeCases(input)
  const splits = await splitsOf(input.parentFolder, kept)
  await writeJsonl(path('splits'), splits)
  const rejected = await writeJsonl(path('rejected'), rejectedOf(input))
  await writeJsonl(join(folder, minedFile), input.mined)
  await writeJson(path('statistics'), statistics)
  const ids = input.lines.filter(({ id }) => kept.has(id)).map(({ id }) => id)
  const rows = splits
    .map(({ taskId, split }): [string, SplitName] => [taskId, split])
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  const sizes = Object.fromEntries(
    splitNames.map((name) => [name, splits.filter(({ split }) => split === name).length]),
  ) as Record<SplitName, number>
  const header: Benchmark = {
    format: 'behaviorbench/1',
    id: contentId('bench', [rows, ids]),
    recipe: input.recipe,
    name: input.name,
    seed: hard.settings.seed,
    author: parent.author,
    ...counts,
    rejected,
    tasks: kept.size,
    splits: sizes,
    tokenPolicy: parent.tokenPolicy,
    hard,
    files: {},
  }
  // A subset chosen by failures has shortcuts of its own; they are said, and refuse nothing.
  const audit = await auditFolder(folder, {
    seed: parent.seed,
    waived: defaultWaivers,
    concurrency: input.concurrency,
    tasks: kept.size,
  })
  await writeJson(path('audit'), audit)
  await writeText(path('readme'), hardReadme(header, hard, audit))
  const files: Record<string, string> = {}
  for (const name of [...Object.values(benchmarkFiles), minedFile])
    if (name !== benchmarkFiles.header) files[name] = await hashFile(join(folder, name))
  const complete = { ...header, files }
  await writeJson(path('header'), complete)
  return complete
}

/** cases.jsonl, facts.jsonl, conversations.jsonl, tasks.jsonl and the images that the cases name. */
async function writeCases({ parentFolder, folder, kept }: HardFolder): Promise<{
  readonly counts: Pick<Benchmark, 'cases' | 'facts' | 'conversations'>
  readonly statistics: BenchmarkStatistics
}> {
  const counts = { cases: 0, facts: 0, conversations: 0 }
  const statistics = createStatisticsCounter()
  const coverage = createCoverageCounter()
  const names = ['cases', 'facts', 'conversations', 'tasks'] as const
  const writers = await Promise.all(names.map((name) => openLineWriter(join(folder, benchmarkFiles[name]))))
  const [cases, facts, conversations, tasks] = writers as [Writer, Writer, Writer, Writer]
  try {
    for await (const bundle of bundlesOf(parentFolder, kept)) {
      const source = caseSchema.parse(JSON.parse(bundle.case))
      const own = bundle.tasks.map((line) => taskSchema.parse(JSON.parse(line)))
      statistics.addCase(source)
      statistics.addConversation(conversationSchema.parse(JSON.parse(bundle.conversation)))
      for (const task of own) statistics.addTask(task)
      coverage.add(draftedOf(source, own), () => undefined)
      await copyImages(source, parentFolder, folder)
      counts.cases += 1
      counts.conversations += 1
      counts.facts += bundle.facts.length
      await cases.write(bundle.case)
      for (const line of bundle.facts) await facts.write(line)
      await conversations.write(bundle.conversation)
      for (const line of bundle.tasks) await tasks.write(line)
    }
    for (const writer of writers) await writer.close()
  } catch (error) {
    await Promise.allSettled(writers.map((writer) => writer.discard()))
    throw error
  }
  return { counts, statistics: { dataset: statistics.result(), coverage: coverage.result() } }
}

type Writer = Awaited<ReturnType<typeof openLineWriter>>

/** A case as the counter of coverage takes it. Labels stay with the parent, whose drafts they are of. */
function draftedOf(
  source: Case,
  tasks: readonly Task[],
): Parameters<ReturnType<typeof createCoverageCounter>['add']>[0] {
  const present = new Set(tasks.map(({ type }) => type))
  return {
    caseId: source.id,
    group: source.group ?? source.id,
    source: source.provenance.source,
    corpus: source.provenance.corpus,
    labels: [],
    tasks,
    overlaps: {},
    rejected: [],
    empty: taskTypeIds
      .filter((type) => !present.has(type))
      .map((type) => ({ type, reason: 'none of its tasks is in the subset' })),
  }
}

/** Each task stays in the split it was in: what was trained on is not tested on. */
async function splitsOf(parentFolder: string, kept: ReadonlySet<string>): Promise<SplitRow[]> {
  const rows: SplitRow[] = []
  for await (const row of readJsonl(join(parentFolder, benchmarkFiles.splits), splitRowSchema))
    if (kept.has(row.taskId)) rows.push(row)
  return rows
}

/** What was mined and taken out for a doubt, in the form of a build's rejected drafts. */
function* rejectedOf({
  lines,
  leftOut,
  kept,
}: HardFolder): Generator<RejectedDraft & { readonly taskId: string }> {
  for (const { id, caseId, type, form, source, corpus } of lines) {
    const what = leftOut.get(id)
    // What only the balance leaves out is no worse than the rest.
    if (what === undefined || what === reasons.balance || kept.has(id)) continue
    yield { taskId: id, caseId, source, corpus, type, form, findings: [{ check: 'hard', what }] }
  }
}
