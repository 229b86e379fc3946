// Everything a report is made of, read once: the benchmark's files and each run's, and the runs compared.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import {
  benchmarkFiles,
  loadBenchmark,
  type BenchmarkStatistics,
  type LoadedBenchmark,
} from '../benchmark/folder.ts'
import type { BenchmarkAudit } from '../benchmark/audit.ts'
import { compareRuns, type Comparison } from '../evaluation/compare.ts'
import { seedFamilies, type SeedFamily } from '../evaluation/seed-scores.ts'
import { rowsOf } from '../evaluation/rows.ts'
import { groupsOf, runFiles } from '../evaluation/run.ts'
import { Failure } from '../kit/errors.ts'
import { readJsonl } from '../kit/jsonl.ts'
import { predictionSchema, type Prediction } from '../records/prediction.ts'
import { regimeText, runSchema, type Run } from '../records/run.ts'
import { runScoresSchema, type RunScores } from '../records/score.ts'
import type { ZodType } from 'zod'
import { groupBy } from '../kit/group.ts'
import type { SourceFile } from './quantity.ts'

export interface ReportRun {
  /** Model, and what tells it from the other runs of the report. */
  readonly label: string
  readonly run: Run
  readonly runFile: SourceFile
  readonly scores: RunScores
  readonly scoresFile: SourceFile
  readonly predictions: readonly Prediction[]
  readonly predictionsFile: string
}

export interface ReportMaterial {
  readonly benchmark: LoadedBenchmark
  readonly headerFile: SourceFile
  readonly statistics: BenchmarkStatistics
  readonly statisticsFile: SourceFile
  readonly audit: BenchmarkAudit
  readonly auditFile: SourceFile
  readonly tasksFile: string
  readonly casesFile: string
  readonly runs: readonly ReportRun[]
  /** Each run but the first against the first; written beside the report, so that its numbers can be walked. */
  readonly comparisons: readonly ReportComparison[]
  readonly comparisonsFile: SourceFile
  /** Runs that differ in seeds only, against each other; written beside the report as well. */
  readonly seedFamilies: readonly SeedFamily[]
  readonly seedsFile: SourceFile
}

export interface ReportComparison {
  /** Labels of the runs; the result is the first less the second. */
  readonly run: string
  readonly against: string
  readonly result: Comparison
}

/** Throws a Failure when a file is missing or damaged, or when a run is of another benchmark. */
export async function readMaterial(
  benchmarkFolder: string,
  runFolders: readonly string[],
  output: string,
): Promise<ReportMaterial> {
  const benchmark = await loadBenchmark(benchmarkFolder)
  const named = (folder: string, file: string): string =>
    relative(output, join(folder, file)).replaceAll('\\', '/')
  const jsonOf = async (file: string): Promise<SourceFile> => ({
    file: named(benchmarkFolder, file),
    content: await readJson(join(benchmarkFolder, file), 'Build the benchmark again.'),
  })
  const statisticsFile = await jsonOf(benchmarkFiles.statistics)
  const auditFile = await jsonOf(benchmarkFiles.audit)
  const runs: Omit<ReportRun, 'label'>[] = []
  for (const folder of runFolders) {
    const run = await readRun(folder, runFiles.header, runSchema)
    if (run.benchmarkId !== benchmark.header.id) {
      throw new Failure({
        subject: folder,
        what: `is a run on benchmark ${run.benchmarkId}, but ${benchmarkFolder} is ${benchmark.header.id}.`,
        remedy: 'Report it with its own benchmark, or evaluate the model again on this one.',
      })
    }
    const scores = await readRun(folder, runFiles.scores, runScoresSchema)
    const predictions: Prediction[] = []
    for await (const line of readJsonl(join(folder, runFiles.predictions), predictionSchema)) {
      predictions.push(line)
    }
    runs.push({
      run,
      runFile: { file: named(folder, runFiles.header), content: run },
      scores,
      scoresFile: { file: named(folder, runFiles.scores), content: scores },
      predictions,
      predictionsFile: named(folder, runFiles.predictions),
    })
  }
  const finished = labelled(runs)
  const comparisons = comparisonsOf(benchmark, finished)
  const families = seedFamilies(
    finished.map(({ run, predictions }) => ({
      run,
      rows: () => rowsOf(benchmark.tasks, predictions, groupsOf(benchmark)),
    })),
  )
  return {
    benchmark,
    headerFile: { file: named(benchmarkFolder, benchmarkFiles.header), content: benchmark.header },
    statistics: statisticsFile.content as BenchmarkStatistics,
    statisticsFile,
    audit: auditFile.content as BenchmarkAudit,
    auditFile,
    tasksFile: named(benchmarkFolder, benchmarkFiles.tasks),
    casesFile: named(benchmarkFolder, benchmarkFiles.cases),
    runs: finished,
    comparisons,
    comparisonsFile: { file: 'comparisons.json', content: comparisons },
    seedFamilies: families,
    seedsFile: { file: 'seeds.json', content: families },
  }
}

function comparisonsOf(benchmark: LoadedBenchmark, runs: readonly ReportRun[]): ReportComparison[] {
  const [first, ...others] = runs
  if (first === undefined) return []
  const rows = ({ predictions }: ReportRun) => rowsOf(benchmark.tasks, predictions, groupsOf(benchmark))
  const reference = rows(first)
  return others.map((run) => ({
    run: run.label,
    against: first.label,
    result: compareRuns(rows(run), reference),
  }))
}

async function readRun<T>(folder: string, file: string, schema: ZodType<T>): Promise<T> {
  const path = join(folder, file)
  if (!existsSync(path)) {
    throw new Failure({
      subject: folder,
      what: `is not a finished run folder (no ${file}).`,
      remedy: 'Make one with `behaviorbench eval`; an interrupted run is completed by running it again.',
    })
  }
  const result = schema.safeParse(await readJson(path, 'Evaluate the model again.'))
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new Failure({
    subject: path,
    place: `field ${issue?.path.join('.') || '(record)'}`,
    what: issue?.message ?? 'does not fit.',
  })
}

async function readJson(path: string, remedy: string): Promise<unknown> {
  if (!existsSync(path)) throw new Failure({ subject: path, what: 'does not exist.', remedy })
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new Failure({ subject: path, what: 'is not valid JSON.', remedy }, { cause: error })
  }
}

/** Labels: the model; with its regime, split and at last its place in the list where that is not enough. */
function labelled(runs: readonly Omit<ReportRun, 'label'>[]): ReportRun[] {
  const forms: ((run: Run) => string)[] = [
    ({ model }) => model,
    (run) => `${run.model}, ${regimeText(run)}`,
    (run) => `${run.model}, ${regimeText(run)}, ${run.split}, seed ${run.seed}`,
  ]
  const form = forms.find((candidate) => groupBy(runs, ({ run }) => candidate(run)).size === runs.length)
  return runs.map((item, index) => ({
    ...item,
    label: form === undefined ? `${index + 1}: ${item.run.model}` : form(item.run),
  }))
}
