// The last stage of a build: from drafted cases to the files of the benchmark folder. Selection and letters
// look at all tasks, so they run here, in one thread and in input order.
import { existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure } from '../kit/errors.ts'
import { canonicalJson, contentId, hashFile, sha256 } from '../kit/hash.ts'
import { readJsonl, writeJson, writeJsonl, writeText } from '../kit/jsonl.ts'
import type { Benchmark, SplitName, SplitRow } from '../records/benchmark.ts'
import type { Case } from '../records/case.ts'
import type { Task } from '../records/task.ts'
import { groupOf } from '../tasks/neighbours.ts'
import { auditBenchmark, type BenchmarkAudit } from './audit.ts'
import type { BuildControls, BuildOptions } from './build.ts'
import { createCoverageCounter } from './coverage.ts'
import type { DraftedCase } from './draft.ts'
import { benchmarkFiles, loadBenchmark, type BenchmarkStatistics } from './folder.ts'
import { createLetterBalancer } from './letters.ts'
import type { PreparedCase } from './prepare.ts'
import { benchmarkReadme } from './readme.ts'
import { selectTasks, type Candidate, type Selection } from './select.ts'
import { splitTasks } from './splits.ts'
import { createStatisticsCounter } from './statistics.ts'

export interface FinishInput {
  readonly casesPath: string
  readonly folder: string
  readonly prepared: string
  readonly drafted: string
  readonly recipeHash: string
  readonly options: BuildOptions
  readonly controls: BuildControls
}

interface Counts {
  cases: number
  conversations: number
  facts: number
  rejected: number
}

export async function finishBenchmark(input: FinishInput): Promise<Benchmark> {
  const { folder, options, controls } = input
  const path = (name: keyof typeof benchmarkFiles): string => join(folder, benchmarkFiles[name])
  controls.onProgress?.('selection', 0, undefined)
  const selection = selectTasks(await candidatesOf(input), options.seed)
  if (selection.kept.size === 0) {
    throw new Failure({
      subject: input.casesPath,
      what: 'no task could be made with certainty from these cases.',
      remedy: `The reasons are in ${input.drafted}.`,
    })
  }
  const counts: Counts = { cases: 0, conversations: 0, facts: 0, rejected: 0 }
  const statistics = createStatisticsCounter()
  const coverage = createCoverageCounter()
  await writeCaseFiles(input, counts, statistics)
  const tasks = await writeTasks(input, selection, counts, statistics, coverage)
  const splits = splitTasks(tasks, options.splits, options.seed)
  await writeJsonl(path('splits'), splitRows(tasks, splits))
  const summary: BenchmarkStatistics = { dataset: statistics.result(), coverage: coverage.result() }
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
    tasks: tasks.length,
    splits: { train: sizeOf('train'), validation: sizeOf('validation'), test: sizeOf('test') },
    tokenPolicy: options.tokenPolicy,
    files: {},
  }
  controls.onProgress?.('audit', 0, undefined)
  // The audit reads what was written, not what was meant to be written.
  const audit = auditBenchmark(await loadBenchmark(folder, header), options.seed, options.waived)
  await writeJson(path('audit'), audit)
  await writeText(path('readme'), benchmarkReadme(header, summary, audit))
  refuseShortcuts(folder, audit)
  const complete = { ...header, files: await hashesOf(folder) }
  await writeJson(path('header'), complete)
  return complete
}

/** First pass: what selection needs to know of every verified task. */
async function candidatesOf(input: FinishInput): Promise<Candidate[]> {
  const candidates: Candidate[] = []
  const cases = readJsonl<PreparedCase>(input.prepared)
  for await (const drafted of readJsonl<DraftedCase>(input.drafted)) {
    const { value } = await cases.next()
    const group = groupOf((value as PreparedCase).case)
    for (const task of drafted.tasks) {
      const { id, type, question, options, gold, caseId, challenge } = task
      candidates.push({
        id,
        type,
        question,
        options,
        gold,
        caseId,
        group,
        fingerprint: fingerprintOf(task),
        labelled: task.label !== undefined,
        ...(challenge === undefined ? {} : { challenge }),
      })
    }
  }
  await cases.return(undefined)
  return candidates
}

function fingerprintOf(task: Task): string {
  const texts = task.options.map((option) => option.text.toLowerCase()).toSorted()
  const view = canonicalJson(task.view)
  return sha256([task.caseId, task.type, view, task.question.toLowerCase(), ...texts].join('\n'))
}

/** cases.jsonl, facts.jsonl, conversations.jsonl, and the images the cases name. */
async function writeCaseFiles(
  input: FinishInput,
  counts: Counts,
  statistics: ReturnType<typeof createStatisticsCounter>,
): Promise<void> {
  const { folder, prepared } = input
  const file = (name: keyof typeof benchmarkFiles): string => join(folder, benchmarkFiles[name])
  async function* cases(): AsyncGenerator<Case> {
    for await (const item of readJsonl<PreparedCase>(prepared)) {
      statistics.addCase(item.case)
      await copyImages(item.case, dirname(input.casesPath), folder)
      yield item.case
    }
  }
  async function* facts(): AsyncGenerator<unknown> {
    for await (const item of readJsonl<PreparedCase>(prepared)) yield* item.facts
  }
  async function* conversations(): AsyncGenerator<unknown> {
    for await (const { conversation } of readJsonl<PreparedCase>(prepared)) {
      if (conversation === undefined) continue
      statistics.addConversation(conversation)
      yield conversation
    }
  }
  counts.cases = await writeJsonl(file('cases'), cases())
  counts.facts = await writeJsonl(file('facts'), facts())
  counts.conversations = await writeJsonl(file('conversations'), conversations())
}

async function copyImages(source: Case, from: string, folder: string): Promise<void> {
  for (const { file } of source.images) {
    if (file === undefined || !existsSync(join(from, file))) continue
    const target = join(folder, file)
    if (existsSync(target)) continue
    await mkdir(dirname(target), { recursive: true })
    await copyFile(join(from, file), target)
  }
}

interface WrittenTask {
  readonly id: string
  readonly caseId: string
  readonly group: string
}

/** tasks.jsonl and rejected.jsonl; returns the ids for splitting. */
async function writeTasks(
  input: FinishInput,
  selection: Selection,
  counts: Counts,
  statistics: ReturnType<typeof createStatisticsCounter>,
  coverage: ReturnType<typeof createCoverageCounter>,
): Promise<WrittenTask[]> {
  const written: WrittenTask[] = []
  const letters = createLetterBalancer(input.options.seed)
  const left = (task: Task): string | undefined => {
    const silent = task.challenge !== undefined && task.challenge.member !== 'injected'
    if (silent && input.options.tokenPolicy === 'paper')
      return 'token policy "paper" leaves silent members out'
    return selection.kept.has(task.id) ? undefined : selection.leftOut.get(task.id)
  }
  async function* tasks(): AsyncGenerator<Task> {
    const cases = readJsonl<PreparedCase>(input.prepared)
    for await (const drafted of readJsonl<DraftedCase>(input.drafted)) {
      const { value } = await cases.next()
      const source = (value as PreparedCase).case
      coverage.add(source, drafted, left)
      for (const task of drafted.tasks) {
        if (left(task) !== undefined) continue
        const placed = letters.place(task)
        statistics.addTask(placed)
        written.push({ id: placed.id, caseId: placed.caseId, group: groupOf(source) })
        yield placed
      }
    }
    await cases.return(undefined)
  }
  async function* rejected(): AsyncGenerator<unknown> {
    for await (const drafted of readJsonl<DraftedCase>(input.drafted)) yield* drafted.rejected
  }
  await writeJsonl(join(input.folder, benchmarkFiles.tasks), tasks())
  counts.rejected = await writeJsonl(join(input.folder, benchmarkFiles.rejected), rejected())
  return written
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
