// Mines the Hard subset of a benchmark from runs on it: who failed what, what stands up to a second check, what a
// physician must look at, the part with the wished balance, how far scores drop; then writes the folder. Paper:
// section 2. Only the answers (a byte each) and a line of names a task lie in memory; texts stream.
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { answerAt } from '../../benchmark/hard/answers.ts'
import { bundlesOf } from '../../benchmark/hard/bundles.ts'
import {
  agreements,
  chooseSubset,
  countsOf,
  judgeTasks,
  minedRows,
  minedUnits,
  type Chosen,
  type Doubts,
  type MiningModel,
} from '../../benchmark/hard/choose.ts'
import { readDecisions, type Decisions } from '../../benchmark/hard/decisions.ts'
import type { Rechecked } from '../../benchmark/hard/recheck.ts'
import { readGroups, readTaskLines, type TaskLine } from '../../benchmark/hard/task-line.ts'
import type { HardUnit } from '../../benchmark/hard/units.ts'
import { wrongToFail } from '../../benchmark/hard/verdict.ts'
import { writeHardFolder } from '../../benchmark/hard/write-folder.ts'
import { benchmarkFiles, readHeader } from '../../benchmark/folder.ts'
import { openBenchmark } from '../../benchmark/open-benchmark.ts'
import { Failure, UsageError } from '../../kit/errors.ts'
import { sha256 } from '../../kit/hash.ts'
import { readJsonl, writeJson } from '../../kit/jsonl.ts'
import { runOrderedStage } from '../../kit/ordered-stage.ts'
import type { Benchmark } from '../../records/benchmark.ts'
import type { Drop, Hard, HardSettings, Miner } from '../../records/hard.ts'
import { regimeText } from '../../records/run.ts'
import { dropOf } from './drop.ts'
import { projectRun } from './project.ts'
import { groupRuns, readHardRun, refuseMixedPrompts, type HardRun, type ModelRuns } from './runs.ts'

/** Folder of the list for physicians, in the subset's folder. */
export const reviewFolder = 'review'

export interface MineInput {
  readonly benchmark: string
  readonly runs: readonly string[]
  /** Runs of models that have no part in the choice; their drop is reported. */
  readonly heldOut: readonly string[]
  /** Filled-in lists of physicians. */
  readonly reviewed: readonly string[]
  readonly output: string
  readonly name: string
  readonly settings: HardSettings
  /** Models may have been asked with different prompts. */
  readonly mixedPrompts: boolean
  /** Whether the given runs become runs on the subset. */
  readonly carryRuns: boolean
  /** What physicians are given: the doubtful tasks that nobody has decided, or all Hard ones. */
  readonly list: 'doubtful' | 'all'
  readonly writeList: (tasks: readonly DoubtfulTask[]) => Promise<void>
}

export interface MineControls {
  readonly concurrency: number
  readonly signal?: AbortSignal
  readonly onProgress?: (stage: string, done: number, total: number | undefined) => void
}

export interface Mined {
  readonly header: Benchmark
  readonly hard: Hard
  /** Tasks on the list for physicians. */
  readonly listed: number
  /** Lines of the filled-in lists without a decision. */
  readonly open: number
  /** Run folders in the subset's folder. */
  readonly runs: readonly string[]
  readonly auditFailures: readonly string[]
  readonly already: boolean
}

/** What a physician needs to know of a task besides its text. */
export interface DoubtfulTask {
  readonly line: TaskLine
  /** Answers of each model, in the order of its seeds. */
  readonly answers: readonly { readonly model: string; readonly letters: readonly string[] }[]
  readonly judges: Rechecked['judges'] | undefined
  readonly doubtful: boolean
}

/** Undefined when the signal stopped it; the same command goes on then. */
export async function mineHard(input: MineInput, controls: MineControls): Promise<Mined | undefined> {
  const { benchmark: folder, settings, output } = input
  const parent = await readHeader(folder)
  if (parent.hard !== undefined)
    throw new Failure({
      subject: folder,
      what: `is itself the Hard subset of ${parent.hard.parent.name}.`,
      remedy: 'Mine its parent.',
    })
  controls.onProgress?.('tasks', 0, undefined)
  const lines = await readTaskLines(folder)
  const groups = await readGroups(folder)
  const placeOf = new Map(lines.map(({ id }, place) => [id, place]))
  const paths = [...input.runs, ...input.heldOut]
  const read: HardRun[] = []
  for (const path of paths) {
    read.push(await readHardRun(path, { id: parent.id, folder }, placeOf))
    controls.onProgress?.('runs', read.length, paths.length)
    if (controls.signal?.aborted) return undefined
  }
  const models = groupRuns(read.slice(0, input.runs.length))
  const heldOut = groupRuns(read.slice(input.runs.length))
  refuse(input, models, heldOut)
  const decisions = await readDecisions(input.reviewed, lines)
  const recipe = recipeOf(input, parent, models, heldOut, decisions)

  const finished = await finishedFolder(output, recipe)
  const work = join(output, '.work')
  const allRuns = input.carryRuns ? [...models, ...heldOut].flatMap((model) => model.runs) : []
  if (finished?.hard !== undefined)
    return {
      header: finished,
      hard: finished.hard,
      open: decisions.open,
      already: true,
      ...(await afterwards(output, work, allRuns)),
    }
  await claim(output, work, recipe)
  const miners = models.map(
    ({ model, askings }): MiningModel => ({
      model,
      askings,
      wrongToFail: wrongToFail(settings.failedSeeds, askings.length),
    }),
  )
  const verdicts = judgeTasks(lines, miners, settings.failingModels)
  const hardIds = new Set(lines.filter((_, place) => verdicts.tasks[place] === 'hard').map(({ id }) => id))
  const isHard = (id: string): boolean => hardIds.has(id)
  const units = minedUnits(lines, verdicts, settings.triples)
  if (units.length === 0)
    throw new Failure({
      subject: folder,
      what: `has no Hard task: of ${lines.length} tasks none was failed by ${settings.failingModels} of ${models.length} models.`,
      remedy: 'Take weaker models, or lower --failing-models or --failed-seeds.',
    })
  const rechecked = await recheck(folder, work, units, controls)
  if (rechecked === undefined) return undefined
  const agreed = agreements(lines, miners)
  const doubts: Doubts = { rechecked, agreed, decisions: decisions.byTask }
  const chosen = chooseSubset(units, isHard, doubts, settings)
  const context: Context = { input, lines, groups, models, miners, doubts, units, chosen, placeOf, isHard }
  if (chosen.kept.size === 0) throw nothingLeft(folder, chosen, units)

  controls.onProgress?.('scores', 0, undefined)
  const askedBySome = lines.filter(
    (_, place) =>
      verdicts.tasks[place] === undefined &&
      models.some(({ askings }) => askings.some((asking) => answerAt(asking, place) !== 'not asked')),
  ).length
  const hard: Hard = {
    parent: { id: parent.id, recipe: parent.recipe, name: parent.name },
    settings,
    models: models.map((model, index) =>
      minerOf(model, miners[index] as MiningModel, verdicts.models[index] ?? []),
    ),
    counts: countsOf(verdicts, askedBySome, units, isHard, doubts, chosen),
    balance: chosen.balance,
    drop: dropsOf(context, heldOut, (place) => verdicts.tasks[place] !== undefined),
  }
  if (controls.signal?.aborted) return undefined
  controls.onProgress?.('files', 0, undefined)
  await input.writeList(doubtfulTasks(context))
  const header = await writeHardFolder({
    parentFolder: folder,
    parent,
    folder: output,
    name: input.name,
    recipe,
    hard,
    lines,
    kept: chosen.kept,
    leftOut: chosen.leftOut,
    mined: minedRows(lines, miners, verdicts, doubts, chosen),
    concurrency: controls.concurrency,
  })
  return { header, hard, open: decisions.open, already: false, ...(await afterwards(output, work, allRuns)) }
}

/** What comes after the header, and again where a kill came between. */
async function afterwards(
  output: string,
  work: string,
  runs: readonly HardRun[],
): Promise<Pick<Mined, 'listed' | 'runs' | 'auditFailures'>> {
  const subset = await openBenchmark(output)
  const projected: string[] = []
  try {
    for (const run of runs) projected.push(await projectRun(run, subset))
  } finally {
    subset.close()
  }
  await rm(work, { recursive: true, force: true })
  const audit = JSON.parse(await readFile(join(output, benchmarkFiles.audit), 'utf8')) as {
    readonly failures: readonly string[]
  }
  const listed = await readFile(join(output, reviewFolder, 'review.csv'), 'utf8').catch(() => '')
  return {
    listed: Math.max(0, listed.trim().split('\n').length - 1),
    runs: projected,
    auditFailures: audit.failures,
  }
}

interface Context {
  readonly input: MineInput
  readonly lines: readonly TaskLine[]
  readonly groups: ReadonlyMap<string, string>
  readonly models: readonly ModelRuns[]
  readonly miners: readonly MiningModel[]
  readonly doubts: Doubts
  readonly units: readonly HardUnit[]
  readonly chosen: Chosen
  readonly placeOf: ReadonlyMap<string, number>
  readonly isHard: (id: string) => boolean
}

function refuse(
  { settings, mixedPrompts }: MineInput,
  models: readonly ModelRuns[],
  heldOut: readonly ModelRuns[],
): void {
  if (models.length < 2)
    throw new UsageError(
      `the runs are of ${models.length} model${models.length === 1 ? '' : 's'}; a task that one model fails may be that model’s weakness: give runs of at least two (the paper: three models with three seeds each)`,
    )
  if (settings.failingModels > models.length)
    throw new UsageError(
      `--failing-models ${settings.failingModels}: the runs are of ${models.length} models (${models.map(({ model }) => model).join(', ')})`,
    )
  const { failedSeeds } = settings
  for (const { model, seeds } of models)
    if (typeof failedSeeds === 'number' && failedSeeds > seeds.length)
      throw new UsageError(`--failed-seeds ${failedSeeds}: ${model} was asked with ${seeds.length} only`)
  for (const { model, runs } of heldOut)
    if (models.some((one) => one.model === model))
      throw new UsageError(
        `--held-out ${runs[0]?.folder ?? ''}: ${model} is among the models that choose the tasks`,
      )
  if (!mixedPrompts) refuseMixedPrompts(models)
}

function recipeOf(
  { settings, name, list }: MineInput,
  parent: Benchmark,
  models: readonly ModelRuns[],
  heldOut: readonly ModelRuns[],
  { byTask }: Decisions,
): string {
  const hashes = (all: readonly ModelRuns[]): unknown =>
    all.map(({ model, runs }) => [model, runs.map(({ hash, run }) => [hash, run.seed])])
  return sha256(
    JSON.stringify({
      format: 1,
      name,
      parent: [parent.id, parent.files],
      settings,
      list,
      models: hashes(models),
      heldOut: hashes(heldOut),
      decisions: [...byTask].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    }),
  )
}

/** The header when the folder holds this very subset; a Failure when it holds something else. */
async function finishedFolder(folder: string, recipe: string): Promise<Benchmark | undefined> {
  if (!existsSync(join(folder, benchmarkFiles.header))) return undefined
  const header = await readHeader(folder)
  if (header.recipe === recipe) return header
  throw new Failure({
    subject: folder,
    what: 'already holds a benchmark made from other runs, settings or decisions.',
    remedy: 'Choose another folder with -o, or delete this one first.',
  })
}

async function claim(folder: string, work: string, recipe: string): Promise<void> {
  const path = join(work, 'recipe.json')
  if (existsSync(path)) {
    const begun = JSON.parse(await readFile(path, 'utf8')) as { readonly recipe?: string }
    if (begun.recipe === recipe) return
    throw new Failure({
      subject: folder,
      what: 'holds an unfinished subset of other runs, settings or decisions.',
      remedy: `Choose another folder with -o, or delete ${work} to give that one up.`,
    })
  }
  await mkdir(work, { recursive: true })
  await writeJson(path, { recipe })
}

/** A kill costs no more than the cases in flight. */
async function recheck(
  folder: string,
  work: string,
  units: readonly HardUnit[],
  controls: MineControls,
): Promise<ReadonlyMap<string, Rechecked> | undefined> {
  const wanted = new Set(units.flatMap(({ members }) => members.map(({ id }) => id)))
  const cases = new Set(units.flatMap(({ members }) => members.map(({ caseId }) => caseId)))
  const output = join(work, 'rechecked.jsonl')
  async function* input(): AsyncGenerator<string> {
    for await (const bundle of bundlesOf(folder, wanted)) yield JSON.stringify(bundle)
  }
  const { concurrency, signal, onProgress } = controls
  await runOrderedStage({
    module: new URL('../../benchmark/hard/recheck.ts', import.meta.url),
    setup: '',
    input: input(),
    total: cases.size,
    output,
    concurrency,
    ...(signal === undefined ? {} : { signal }),
    onLine: (done) => onProgress?.('second check, cases', done, cases.size),
  })
  if (signal?.aborted) return undefined
  const found = new Map<string, Rechecked>()
  for await (const rows of readJsonl<Rechecked[]>(output)) for (const row of rows) found.set(row.id, row)
  return found
}

function nothingLeft(folder: string, { leftOut, balance }: Chosen, units: readonly HardUnit[]): Failure {
  const mined = units.reduce((sum, { members }) => sum + members.length, 0)
  const scarce = balance.find(({ wished, available }) => (wished ?? 0) > 0 && available === 0)
  return new Failure({
    subject: folder,
    what: `has ${mined} mined tasks, but none is left: ${leftOut.size} were left out${scarce === undefined ? '' : `, and no ${scarce.label} one is there for the balance`}.`,
    remedy: 'Take --balance none, or --doubtful keep, or give runs of more models.',
  })
}

function minerOf(
  { model, runs, seeds, askings }: ModelRuns,
  { wrongToFail: toFail }: MiningModel,
  verdicts: readonly (string | undefined)[],
): Miner {
  const [first] = runs
  const number = (wished: string): number => verdicts.filter((verdict) => verdict === wished).length
  return {
    model,
    endpoint: first?.run.endpoint ?? '',
    asked: first === undefined ? '' : regimeText(first.run),
    seeds,
    wrongToFail: toFail,
    failed: number('failed'),
    passed: number('passed'),
    undecided: number('undecided'),
    failedCalls: runs.reduce((sum, run) => sum + run.failedCalls, 0),
    alike: askings.every((asking) => Buffer.compare(asking, askings[0] as Uint8Array) === 0),
  }
}

function dropsOf(
  { input, lines, groups, models, miners, doubts, chosen, placeOf }: Context,
  heldOut: readonly ModelRuns[],
  isAsked: (place: number) => boolean,
): Drop[] {
  const { settings } = input
  const placesOf = (ids: ReadonlySet<string>): ReadonlySet<number> =>
    new Set([...ids].map((id) => placeOf.get(id) as number))
  const kept = placesOf(chosen.kept)
  const drop = (kind: Drop['kind'], model: ModelRuns, hard: ReadonlySet<number>): Drop =>
    dropOf(kind, model, { lines, groups, isAsked, isHard: (place) => hard.has(place) })
  // A model on what the others alone would have chosen. They must be as many as must fail.
  const leftOut =
    models.length - 1 < settings.failingModels
      ? []
      : models.flatMap((model, index) => {
          const others = miners.filter((_, other) => other !== index)
          const verdicts = judgeTasks(lines, others, settings.failingModels)
          const ids = new Set(
            lines.filter((_, place) => verdicts.tasks[place] === 'hard').map(({ id }) => id),
          )
          const units = minedUnits(lines, verdicts, settings.triples)
          const agreed = agreements(lines, others)
          const own = chooseSubset(units, (id) => ids.has(id), { ...doubts, agreed }, settings)
          return own.kept.size === 0 ? [] : [drop('without its vote', model, placesOf(own.kept))]
        })
  return [
    ...models.map((model) => drop('mined', model, kept)),
    ...leftOut,
    ...heldOut.map((model) => drop('held out', model, kept)),
  ]
}

/** First those that are doubtful and undecided, then, if wished, the other Hard ones of the subset. */
function doubtfulTasks({ input, lines, models, doubts, chosen, placeOf, isHard }: Context): DoubtfulTask[] {
  const of = (id: string, doubtful: boolean): DoubtfulTask => {
    const place = placeOf.get(id) as number
    return {
      line: lines[place] as TaskLine,
      answers: models.map(({ model, askings }) => ({
        model,
        letters: askings.map((asking) => answerAt(asking, place)),
      })),
      judges: doubts.rechecked.get(id)?.judges,
      doubtful,
    }
  }
  const doubtful = new Set(chosen.undecidedDoubts)
  const others = lines.filter(
    ({ id }) =>
      input.list === 'all' &&
      isHard(id) &&
      chosen.kept.has(id) &&
      !doubtful.has(id) &&
      !doubts.decisions.has(id),
  )
  return [
    ...lines.filter(({ id }) => doubtful.has(id)).map(({ id }) => of(id, true)),
    ...others.map(({ id }) => of(id, false)),
  ]
}
