// Run folders as mining takes them: a byte an answer, grouped by model, with everything refused that would make
// the verdict of a model mean something else than it says.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { answerAt, newAsking, setAnswer, type Asking } from '../../benchmark/hard/answers.ts'
import { Failure, UsageError } from '../../kit/errors.ts'
import { groupBy } from '../../kit/group.ts'
import { canonicalJson, hashFile } from '../../kit/hash.ts'
import { readJsonl } from '../../kit/jsonl.ts'
import { predictionSchema } from '../../records/prediction.ts'
import { runSchema, type Run } from '../../records/run.ts'
import { letterSchema } from '../../records/task.ts'
import { runFiles } from '../run.ts'
import { askedKey, drawKey, seedsOf, type Seed } from '../seeds.ts'

export interface HardRun {
  readonly folder: string
  readonly run: Run
  /** SHA-256 of its predictions. */
  readonly hash: string
  /** One a repeat. */
  readonly askings: readonly Asking[]
  readonly failedCalls: number
}

/** A model with all its runs. */
export interface ModelRuns {
  readonly model: string
  readonly runs: readonly HardRun[]
  readonly seeds: readonly Seed[]
  readonly askings: readonly Asking[]
}

/** Of a prediction only what mining reads: outputs can be long. */
const answerSchema = z.object({
  taskId: z.string(),
  repeat: z.number().int().nonnegative(),
  answer: letterSchema.nullable(),
  outcome: predictionSchema.unwrap().shape.outcome,
})

export async function readHardRun(
  folder: string,
  benchmark: { readonly id: string; readonly folder: string },
  placeOf: ReadonlyMap<string, number>,
): Promise<HardRun> {
  const header = await readRunHeader(folder)
  if (header.benchmarkId !== benchmark.id)
    throw new Failure({
      subject: folder,
      what: `is a run on benchmark ${header.benchmarkId}, but ${benchmark.folder} is ${benchmark.id}.`,
      remedy: 'Evaluate the model on this benchmark.',
    })
  const path = join(folder, runFiles.predictions)
  if (!existsSync(path)) throw unfinished(folder, runFiles.predictions)
  const askings = Array.from({ length: header.repeats }, () => newAsking(placeOf.size))
  let answers = 0
  let failedCalls = 0
  const refuse = (what: string): Failure =>
    new Failure({
      subject: path,
      place: `line ${answers + 1}`,
      what,
      remedy: 'The run is damaged; evaluate the model again.',
    })
  for await (const { taskId, repeat, answer, outcome } of readJsonl(path, answerSchema)) {
    const place = placeOf.get(taskId)
    const asking = askings[repeat]
    if (place === undefined) throw refuse(`answers task ${taskId}, which the benchmark does not have.`)
    if (asking === undefined) throw refuse(`is of repeat ${repeat}, but the run has ${header.repeats}.`)
    if (answerAt(asking, place) !== 'not asked') throw refuse(`answers task ${taskId} a second time.`)
    if (outcome === 'failed') failedCalls += 1
    setAnswer(asking, place, outcome === 'failed' ? 'call failed' : (answer ?? 'unreadable'))
    answers += 1
  }
  const expected = header.tasks * header.repeats
  if (answers !== expected)
    throw new Failure({
      subject: path,
      what: `has ${answers} answers, but its run.json speaks of ${expected}.`,
      remedy: 'The run is damaged; evaluate the model again.',
    })
  return { folder, run: header, hash: await hashFile(path), askings, failedCalls }
}

async function readRunHeader(folder: string): Promise<Run> {
  const path = join(folder, runFiles.header)
  if (!existsSync(path)) throw unfinished(folder, runFiles.header)
  let value: unknown
  try {
    value = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new Failure({ subject: path, what: 'is not valid JSON.' }, { cause: error })
  }
  const result = runSchema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Failure({
    subject: path,
    place: `field ${issue?.path.join('.') || '(record)'}`,
    what: `${issue?.message ?? 'does not fit'}.`,
  })
}

function unfinished(folder: string, file: string): Failure {
  return new Failure({
    subject: folder,
    what: `is not a finished run folder (no ${file}).`,
    remedy: 'Make one with `behaviorbench eval`; an interrupted run is completed by running it again.',
  })
}

/**
 * By model, in the order of their names; runs by seed, so that the order on the command line does not matter.
 * Refuses runs of one model that differ in more than seeds, and one asking given twice.
 */
export function groupRuns(runs: readonly HardRun[]): ModelRuns[] {
  return [...groupBy(runs, ({ run }) => run.model)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([model, own]) => {
      const sorted = own.toSorted(byDraw)
      refuseDifferent(model, sorted)
      refuseTwice(model, sorted)
      return {
        model,
        runs: sorted,
        seeds: sorted.flatMap(({ run }) => seedsOf(run)),
        askings: sorted.flatMap(({ askings }) => askings),
      }
    })
}

function byDraw(a: HardRun, b: HardRun): number {
  return (
    a.run.seed - b.run.seed ||
    (a.run.permute ?? -1) - (b.run.permute ?? -1) ||
    (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0)
  )
}

function refuseDifferent(model: string, runs: readonly HardRun[]): void {
  const [first, ...others] = runs
  if (first === undefined) return
  const fieldsOf = (run: Run): Record<string, string> => ({
    endpoint: run.endpoint,
    'parameters of sampling': canonicalJson(run.parameters),
    prompt: askedKey(run),
  })
  for (const other of others) {
    const mine = fieldsOf(first.run)
    const different = Object.entries(fieldsOf(other.run))
      .filter(([name, value]) => mine[name] !== value)
      .map(([name]) => name)
    if (different.length > 0)
      throw new UsageError(
        `${first.folder} and ${other.folder} are both of ${model}, but differ in ${different.join(', ')}; runs of one model may differ in seeds only`,
      )
  }
}

function refuseTwice(model: string, runs: readonly HardRun[]): void {
  const seen = new Map<string, string>()
  for (const { folder, run } of runs) {
    for (const seed of seedsOf(run)) {
      const key = drawKey(seed, run)
      const before = seen.get(key)
      if (before !== undefined)
        throw new UsageError(
          `${before} and ${folder} are both of ${model} with seed ${key}: the same asking counts once (a repeat asks with the next seed, so leave as much between seeds as there are repeats)`,
        )
      seen.set(key, folder)
    }
  }
}

/** Refuses models that were asked in different ways; trivial solvers read no prompt and go with any. */
export function refuseMixedPrompts(models: readonly ModelRuns[]): void {
  const asked = models.flatMap(({ model, runs: [first] }) =>
    first === undefined || first.run.promptHash === 'none'
      ? []
      : [{ model, folder: first.folder, key: askedKey(first.run) }],
  )
  const [first, ...others] = asked
  const other = others.find(({ key }) => key !== first?.key)
  if (first === undefined || other === undefined) return
  throw new UsageError(
    `${first.model} (${first.folder}) and ${other.model} (${other.folder}) were asked with different prompts, so that a failure may be the prompt’s; --mixed-prompts takes them all the same`,
  )
}
