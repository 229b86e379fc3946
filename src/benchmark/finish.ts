// The last stage of a build: from drafted cases to the files of the benchmark folder. Selection and letters
// look at all tasks, so they run here, in one thread and in input order; of each task they keep a line of
// numbers, and all texts stream from file to file.
import { dirname, join } from 'node:path'
import { Failure } from '../kit/errors.ts'
import { groupBy } from '../kit/group.ts'
import { contentId, hashFile } from '../kit/hash.ts'
import { createInterner } from '../kit/intern.ts'
import { openLineWriter, readJsonl, writeJson, writeJsonl, writeText, type LineWriter } from '../kit/jsonl.ts'
import type { Benchmark, SplitName, SplitRow } from '../records/benchmark.ts'
import type { Task } from '../records/task.ts'
import { auditFolder, type BenchmarkAudit } from './audit.ts'
import type { BuildControls, BuildOptions } from './build.ts'
import { readCandidates } from './candidates.ts'
import { createCoverageCounter } from './coverage.ts'
import type { DraftedCase } from './draft.ts'
import { copyImages } from './copy-images.ts'
import { benchmarkFiles, type BenchmarkStatistics } from './folder.ts'
import type { GuessableRequest } from './guessable.ts'
import { createLetterBalancer } from './letters.ts'
import { fewestToFilter } from './luck.ts'
import type { PreparedCase } from './prepare.ts'
import { shareRows, type Counted } from './quota.ts'
import { benchmarkReadme } from './readme.ts'
import { selectTasks, type Candidate, type LeftOut } from './select.ts'
import { splitTasks } from './splits.ts'
import { createStatisticsCounter } from './statistics.ts'
import type { TypeFile } from './type-files.ts'
import { onTypeFiles } from './type-jobs.ts'

export interface FinishInput {
  readonly casesPath: string
  readonly folder: string
  /** Folder of work in progress; removed by the caller. */
  readonly work: string
  readonly prepared: string
  readonly drafted: string
  readonly recipeHash: string
  readonly options: BuildOptions
  readonly controls: BuildControls
}

type Statistics = ReturnType<typeof createStatisticsCounter>

export async function finishBenchmark(input: FinishInput): Promise<Benchmark> {
  const { folder, options, controls } = input
  const path = (name: keyof typeof benchmarkFiles): string => join(folder, benchmarkFiles[name])
  controls.onProgress?.('selection', 0, undefined)
  const leftOut = await selectionOf(input)
  controls.onProgress?.('files', 0, undefined)
  const statistics = createStatisticsCounter()
  const counts = await writeCaseFiles(input, statistics)
  const { tasks, rejected, coverage } = await writeTasks(input, leftOut, statistics)
  const splits = splitTasks(tasks, options.splits, options.seed)
  await writeJsonl(path('splits'), splitRows(tasks, splits))
  const summary: BenchmarkStatistics = {
    dataset: statistics.result(),
    coverage,
    ...(options.shares === undefined ? {} : { shares: shareRows(options.shares, tasks) }),
  }
  await writeJson(path('statistics'), summary)

  const rows = [...splits].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const sizeOf = (name: SplitName): number => rows.filter(([, split]) => split === name).length
  const header: Benchmark = {
    format: 'behaviorbench/1',
    id: contentId('bench', [rows, tasks.map((task) => task.id)]),
    recipe: input.recipeHash,
    name: options.name,
    seed: options.seed,
    author: 'rules',
    ...counts,
    rejected,
    tasks: tasks.length,
    splits: { train: sizeOf('train'), validation: sizeOf('validation'), test: sizeOf('test') },
    tokenPolicy: options.tokenPolicy,
    files: {},
  }
  controls.onProgress?.('audit', 0, undefined)
  // The audit reads what was written, not what was meant to be written.
  const audit = await auditFolder(folder, {
    seed: options.seed,
    waived: options.waived,
    concurrency: controls.concurrency,
    tasks: tasks.length,
  })
  await writeJson(path('audit'), audit)
  await writeText(path('readme'), benchmarkReadme(header, summary, audit))
  refuseShortcuts(folder, audit)
  const complete = { ...header, files: await hashesOf(folder) }
  await writeJson(path('header'), complete)
  return complete
}

async function selectionOf({ casesPath, drafted, work, options, controls }: FinishInput): Promise<LeftOut> {
  const { candidates, files } = await readCandidates(drafted, work)
  const { seed, tokenPolicy, size, shares } = options
  const leftOut = await selectTasks(candidates, {
    seed,
    tokenPolicy,
    ...(size === undefined ? {} : { size }),
    ...(shares === undefined ? {} : { shares }),
    guessable: (tasks) => guessableOf(files, tasks, seed, controls.concurrency),
  })
  if (leftOut.size === candidates.length) {
    throw new Failure({
      subject: casesPath,
      what: 'no task could be made with certainty from these cases.',
      remedy: `The reasons are in ${drafted}.`,
    })
  }
  if (size !== undefined && candidates.length - leftOut.size < size) {
    throw new Failure({
      subject: casesPath,
      what: `${size} tasks were asked for and ${candidates.length - leftOut.size} can be made.`,
      remedy: 'Give more cases, or ask for fewer tasks with --tasks.',
    })
  }
  return leftOut
}

async function guessableOf(
  files: readonly TypeFile[],
  tasks: readonly Pick<Candidate, 'id' | 'type'>[],
  seed: number,
  concurrency: number,
): Promise<string[]> {
  const found: string[] = []
  const byType = groupBy(tasks, ({ type }) => type)
  const request = ({ path, type }: TypeFile): string => {
    const value: GuessableRequest = { path, ids: (byType.get(type) ?? []).map(({ id }) => id) }
    return JSON.stringify(value)
  }
  const large = files.filter((file) => file.tasks >= fewestToFilter)
  const module = new URL('./guessable.ts', import.meta.url)
  for await (const answer of onTypeFiles(module, large, request, { seed, concurrency }))
    found.push(...(JSON.parse(answer) as string[]))
  return found
}

/** cases.jsonl, facts.jsonl, conversations.jsonl, and the images the cases name. */
async function writeCaseFiles(
  { folder, prepared, casesPath }: FinishInput,
  statistics: Statistics,
): Promise<{ readonly cases: number; readonly facts: number; readonly conversations: number }> {
  const counts = { cases: 0, facts: 0, conversations: 0 }
  const names = ['cases', 'facts', 'conversations'] as const
  await withWriters(
    names.map((name) => join(folder, benchmarkFiles[name])),
    async ([cases, facts, conversations]) => {
      for await (const item of readJsonl<PreparedCase>(prepared)) {
        statistics.addCase(item.case)
        await copyImages(item.case, dirname(casesPath), folder)
        counts.cases += 1
        await cases?.write(JSON.stringify(item.case))
        for (const fact of item.facts) {
          counts.facts += 1
          await facts?.write(JSON.stringify(fact))
        }
        if (item.conversation === undefined) continue
        statistics.addConversation(item.conversation)
        counts.conversations += 1
        await conversations?.write(JSON.stringify(item.conversation))
      }
    },
  )
  return counts
}

/** Files that all appear whole, or none. */
async function withWriters(
  paths: readonly string[],
  work: (writers: readonly LineWriter[]) => Promise<void>,
): Promise<void> {
  const writers = await Promise.all(paths.map(openLineWriter))
  try {
    await work(writers)
    for (const writer of writers) await writer.close()
  } catch (error) {
    await Promise.allSettled(writers.map((writer) => writer.discard()))
    throw error
  }
}

interface WrittenTask extends Counted {
  readonly caseId: string
  readonly group: string
}

/** tasks.jsonl and rejected.jsonl. */
async function writeTasks(
  { folder, drafted: path, options }: FinishInput,
  leftOut: LeftOut,
  statistics: Statistics,
): Promise<{
  readonly tasks: readonly WrittenTask[]
  readonly rejected: number
  readonly coverage: BenchmarkStatistics['coverage']
}> {
  const written: WrittenTask[] = []
  let rejected = 0
  const letters = createLetterBalancer(options.seed)
  const coverage = createCoverageCounter()
  const intern = createInterner()
  const left = (task: Task): string | undefined => leftOut.get(task.id)
  const names = ['tasks', 'rejected'] as const
  await withWriters(
    names.map((name) => join(folder, benchmarkFiles[name])),
    async ([tasks, refused]) => {
      for await (const drafted of readJsonl<DraftedCase>(path)) {
        coverage.add(drafted, left)
        for (const task of drafted.tasks) {
          if (left(task) !== undefined) continue
          const placed = letters.place(task)
          statistics.addTask(placed)
          written.push({
            id: placed.id,
            caseId: intern(placed.caseId),
            group: intern(drafted.group),
            type: intern(placed.type),
            class: intern(placed.behavior.class),
            complexity: intern(placed.complexity),
          })
          await tasks?.write(JSON.stringify(placed))
        }
        for (const draft of drafted.rejected) {
          rejected += 1
          await refused?.write(JSON.stringify(draft))
        }
      }
    },
  )
  return { tasks: written, rejected, coverage: coverage.result() }
}

function* splitRows(
  tasks: readonly WrittenTask[],
  splits: ReadonlyMap<string, SplitName>,
): Generator<SplitRow> {
  for (const { id, caseId } of tasks) {
    const split = splits.get(id)
    if (split !== undefined) yield { taskId: id, caseId, split }
  }
}

function refuseShortcuts(folder: string, audit: BenchmarkAudit): void {
  if (audit.failures.length === 0) return
  throw new Failure({
    subject: folder,
    what: `fails its audit: ${audit.failures.join('; ')}.`,
    remedy: `Read ${join(folder, benchmarkFiles.readme)}; to accept a type as it is, name it with --waive TYPE.`,
  })
}

async function hashesOf(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {}
  for (const name of Object.values(benchmarkFiles)) {
    if (name !== benchmarkFiles.header) hashes[name] = await hashFile(join(folder, name))
  }
  return hashes
}
