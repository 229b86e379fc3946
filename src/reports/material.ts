// Everything a report is made of: the benchmark's files and each run's, and the runs compared. What is large stays
// on disk, so the material is closed when the report is written.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { benchmarkFiles, type BenchmarkStatistics } from '../benchmark/folder.ts'
import type { BenchmarkAudit } from '../benchmark/audit.ts'
import { compareRuns, type Comparison } from '../evaluation/compare.ts'
import { seedFamilies, type SeedFamily } from '../evaluation/seed-scores.ts'
import type { Row } from '../evaluation/rows.ts'
import { decisionFiles } from '../evaluation/decision/run-decision.ts'
import { runFiles } from '../evaluation/run.ts'
import { Failure } from '../kit/errors.ts'
import { hashFile } from '../kit/hash.ts'
import { decisionSchema, type Decision } from '../records/decision.ts'
import { regimeText, runSchema, type Run } from '../records/run.ts'
import { runScoresSchema, type RunScores } from '../records/score.ts'
import type { ZodType } from 'zod'
import { groupBy } from '../kit/group.ts'
import { openBenchmarkOnDisk, type BenchmarkOnDisk, type TaskLine } from './benchmark-on-disk.ts'
import { openRunAnswers, type RunAnswers } from './run-on-disk.ts'
import { readJudged, type ReportJudged } from './judged.ts'
import type { SourceFile } from './quantity.ts'
import { readTrainings, type ReportTraining } from './trainings.ts'
import { isTrainingFolder } from '../training/folder.ts'

export interface ReportRun {
  /** Model, and what tells it from the other runs of the report. */
  readonly label: string
  readonly run: Run
  readonly runFile: SourceFile
  readonly scores: RunScores
  readonly scoresFile: SourceFile
  readonly answers: RunAnswers
  readonly predictionsFile: string
  /** Rules of when to speak, where `decide` made them for this run. */
  readonly decision?: ReportDecision
}

export interface ReportDecision {
  readonly content: Decision
  readonly file: SourceFile
}

export interface ReportMaterial {
  readonly benchmark: BenchmarkOnDisk
  readonly headerFile: SourceFile
  readonly statistics: BenchmarkStatistics
  readonly statisticsFile: SourceFile
  readonly audit: BenchmarkAudit
  readonly auditFile: SourceFile
  readonly tasksFile: string
  readonly runs: readonly ReportRun[]
  /** Each run but the first against the first; written beside the report, so that its numbers can be walked. */
  readonly comparisons: readonly ReportComparison[]
  readonly comparisonsFile: SourceFile
  readonly judged: ReportJudged
  /** Runs that differ in seeds only, against each other; written beside the report as well. */
  readonly seedFamilies: readonly SeedFamily[]
  readonly seedsFile: SourceFile
  readonly trainings: readonly ReportTraining[]
  close(): void
}

export interface ReportComparison {
  /** Labels of the runs; the result is the first less the second. */
  readonly run: string
  readonly against: string
  readonly result: Comparison
}

/**
 * `folders` are of runs and of trainings. Throws a Failure when a file is missing or damaged, or when one is of another
 * benchmark.
 */
export async function readMaterial(
  benchmarkFolder: string,
  folders: readonly string[],
  output: string,
): Promise<ReportMaterial> {
  const trainingFolders = folders.filter(isTrainingFolder)
  const runFolders = folders.filter((folder) => !isTrainingFolder(folder))
  const named = (folder: string, file: string): string =>
    relative(output, join(folder, file)).replaceAll('\\', '/')
  const jsonOf = async (file: string): Promise<SourceFile> => ({
    file: named(benchmarkFolder, file),
    content: await readJson(join(benchmarkFolder, file), 'Build the benchmark again.'),
  })
  const opened: { close(): void }[] = []
  const close = (): void => {
    for (const one of opened) one.close()
  }
  try {
    const casesFile = named(benchmarkFolder, benchmarkFiles.cases)
    const benchmark = await openBenchmarkOnDisk(benchmarkFolder, casesFile)
    opened.push(benchmark)
    const statisticsFile = await jsonOf(benchmarkFiles.statistics)
    const auditFile = await jsonOf(benchmarkFiles.audit)
    const places = new Map(benchmark.tasks.map(({ id }, place) => [id, place]))
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
      const answers = await openRunAnswers(folder, places, run.repeats)
      opened.push(answers)
      runs.push({
        run,
        runFile: { file: named(folder, runFiles.header), content: run },
        scores,
        scoresFile: { file: named(folder, runFiles.scores), content: scores },
        answers,
        predictionsFile: named(folder, runFiles.predictions),
        ...(await decisionOf(folder, named(folder, decisionFiles.summary))),
      })
    }
    const finished = labelled(runs)
    const comparisons = comparisonsOf(benchmark.tasks, finished)
    const groups = new Map(benchmark.tasks.map(({ id, group }) => [id, group]))
    const judged = await readJudged(
      benchmarkFolder,
      finished.map(({ label }, index) => ({ label, folder: runFolders[index] ?? '' })),
      (taskId) => groups.get(taskId) ?? taskId,
      output,
    )
    const families = seedFamilies(
      finished.map(({ run, answers }) => ({ run, rows: () => answerRowsOf(benchmark.tasks, answers) })),
    )
    return {
      benchmark,
      headerFile: { file: named(benchmarkFolder, benchmarkFiles.header), content: benchmark.header },
      statistics: statisticsFile.content as BenchmarkStatistics,
      statisticsFile,
      audit: auditFile.content as BenchmarkAudit,
      auditFile,
      tasksFile: named(benchmarkFolder, benchmarkFiles.tasks),
      runs: finished,
      comparisons,
      comparisonsFile: { file: 'comparisons.json', content: comparisons },
      judged,
      seedFamilies: families,
      seedsFile: { file: 'seeds.json', content: families },
      trainings: await readTrainings(trainingFolders, benchmark.header.id, named),
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

function comparisonsOf(tasks: readonly TaskLine[], runs: readonly ReportRun[]): ReportComparison[] {
  const [first, ...others] = runs
  if (first === undefined) return []
  return others.map((run) => ({
    run: run.label,
    against: first.label,
    result: compareRuns(answerRowsOf(tasks, run.answers), answerRowsOf(tasks, first.answers)),
  }))
}

/** The answers of a run by task and repeat, as far as comparisons need them. */
export function answerRowsOf(tasks: readonly TaskLine[], answers: RunAnswers): Row[] {
  const rows: Row[] = []
  const predictions = Array.from({ length: answers.repeats }, (_, repeat) => ({ repeat }))
  tasks.forEach((task, place) => {
    for (const prediction of predictions) {
      const predicted = answers.answer(place, prediction.repeat)
      if (predicted === undefined) continue
      rows.push({ task, prediction, gold: task.gold, predicted, spoke: false, group: task.group })
    }
  })
  return rows
}

async function decisionOf(folder: string, name: string): Promise<Pick<ReportRun, 'decision'>> {
  if (!existsSync(join(folder, decisionFiles.summary))) return {}
  const content = await readRun(folder, decisionFiles.summary, decisionSchema)
  if (content.predictions.test !== (await hashFile(join(folder, runFiles.predictions)))) {
    throw new Failure({
      subject: join(folder, decisionFiles.summary),
      what: 'was made from other predictions than stand there now.',
      remedy: 'Run `behaviorbench decide` on this run again.',
    })
  }
  return { decision: { content, file: { file: name, content } } }
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
