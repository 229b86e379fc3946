// Runs an answerer over a split of a benchmark, into a run folder: run.json, predictions.jsonl (in task order),
// scores.json, usage.json (tokens and money). Every answer goes into a journal first, keyed by task and repeat, so
// a killed run asks nothing twice and ends in the same bytes.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../kit/errors.ts'
import { canonicalJson } from '../kit/hash.ts'
import { openJournal, type Journal } from '../kit/journal.ts'
import { openLineWriter, writeJson } from '../kit/jsonl.ts'
import { forEachOf } from '../kit/pool.ts'
import { costOf, noUsage, plus, type Prices, type Usage } from '../models/usage.ts'
import type { Prediction } from '../records/prediction.ts'
import { runSchema, type Run } from '../records/run.ts'
import type { RunScores } from '../records/score.ts'
import type { Task } from '../records/task.ts'
import type { OpenBenchmark, TaskEntry } from '../benchmark/open-benchmark.ts'
import type { Answerer } from './answerer.ts'
import { rowOf, type Row } from './rows.ts'
import { scoreRows } from './scores.ts'

export const runFiles = {
  header: 'run.json',
  journal: 'journal.jsonl',
  predictions: 'predictions.jsonl',
  scores: 'scores.json',
  usage: 'usage.json',
} as const

export interface EvaluationPlan {
  readonly split: string
  readonly tasks: readonly TaskEntry[]
  readonly seed: number
  readonly repeats: number
}

export interface EvaluationControls {
  readonly concurrency: number
  readonly signal?: AbortSignal
  /** Asks again what failed in an earlier run of this folder. */
  readonly retryFailed?: boolean
  /** What tokens cost, for usage.json. */
  readonly prices?: Prices
  /** Hears of every answer of an earlier, interrupted run, before anything is asked. */
  readonly onEarlier?: (prediction: Prediction) => void
  /** `reused` answers came from an earlier, interrupted run. */
  readonly onProgress?: (done: number, total: number, reused: boolean) => void
}

interface Asked {
  readonly task: TaskEntry
  readonly repeat: number
  /** Place in the plan. */
  readonly index: number
}

const keyOf = ({ task, repeat }: Pick<Asked, 'task' | 'repeat'>): string => `${task.id} ${repeat}`

/** The scores, or undefined when the signal stopped the run before its end. */
export async function evaluate(
  benchmark: OpenBenchmark,
  answerer: Answerer,
  plan: EvaluationPlan,
  folder: string,
  controls: EvaluationControls,
): Promise<RunScores | undefined> {
  const run = headerOf(benchmark, answerer, plan)
  const journal = await openJournal<Prediction>(join(folder, runFiles.journal))
  try {
    await claim(folder, run, journal.size === 0)
    const { onEarlier } = controls
    if (onEarlier !== undefined) {
      for (const key of journal.keys()) onEarlier(journal.get(key) as Prediction)
    }
    if (controls.retryFailed === true) forgetFailed(journal)
    const tally = createTally()
    await askAll(benchmark, answerer, run, plan, journal, tally, controls)
    const total = plan.tasks.length * plan.repeats
    if (controls.signal?.aborted === true && journal.size < total) return undefined
    return await finish(benchmark, plan, journal, tally, folder, controls.prices)
  } finally {
    journal.close()
  }
}

/** What scores and accounts need of answers, by their place in the plan. */
interface Tally {
  readonly rows: (Row | undefined)[]
  usage: Usage
  failed: number
}

function createTally(): Tally {
  return { rows: [], usage: noUsage, failed: 0 }
}

function note(tally: Tally, { task: entry, index }: Asked, task: Task, prediction: Prediction): void {
  tally.rows[index] = rowOf(task, prediction, entry)
  tally.usage = plus(tally.usage, prediction)
  if (prediction.outcome === 'failed') tally.failed += 1
}

/** Fills the journal, in whatever order answers come. */
async function askAll(
  benchmark: OpenBenchmark,
  answerer: Answerer,
  run: Run,
  plan: EvaluationPlan,
  journal: Journal<Prediction>,
  tally: Tally,
  { concurrency, signal, onProgress }: EvaluationControls,
): Promise<void> {
  const total = plan.tasks.length * plan.repeats
  let done = 0
  const ask = async (asked: Asked): Promise<void> => {
    const task = benchmark.task(asked.task.id)
    const request = { seed: plan.seed, repeat: asked.repeat, ...(signal === undefined ? {} : { signal }) }
    try {
      const reply = await answerer.reply(task, benchmark.contextOf(task), request)
      const prediction = { ...identityOf(asked.task.id, run, asked.repeat), ...reply }
      journal.add(keyOf(asked), prediction)
      note(tally, asked, task, prediction)
      done += 1
      onProgress?.(done, total, false)
    } catch (error) {
      // What is in flight when the run is stopped was never answered, so it is asked again next time.
      if (signal?.aborted !== true) throw error
    }
  }
  function* unanswered(): Generator<Asked> {
    for (const asked of allAsked(plan)) {
      if (!journal.has(keyOf(asked))) yield asked
      else onProgress?.(++done, total, true)
    }
  }
  await forEachOf(unanswered(), concurrency, ask, signal)
}

function* allAsked({ tasks, repeats }: EvaluationPlan): Generator<Asked> {
  let index = 0
  for (const task of tasks) {
    for (let repeat = 0; repeat < repeats; repeat++) yield { task, repeat, index: index++ }
  }
}

function forgetFailed(journal: Journal<Prediction>): void {
  for (const key of journal.keys()) {
    if (journal.get(key)?.outcome === 'failed') journal.forget(key)
  }
}

/** Writes the predictions in the order of the plan, and scores and usage of what passes by. */
async function finish(
  benchmark: OpenBenchmark,
  plan: EvaluationPlan,
  journal: Journal<Prediction>,
  tally: Tally,
  folder: string,
  prices: Prices | undefined,
): Promise<RunScores> {
  const output = await openLineWriter(join(folder, runFiles.predictions))
  try {
    for (const asked of allAsked(plan)) {
      const line = journal.getText(keyOf(asked))
      if (line === undefined) continue
      if (tally.rows[asked.index] === undefined) {
        // Of an earlier start.
        note(tally, asked, benchmark.task(asked.task.id), JSON.parse(line) as Prediction)
      }
      await output.write(line)
    }
    await output.close()
  } catch (error) {
    await output.discard()
    throw error
  }
  const rows = tally.rows.filter((row) => row !== undefined)
  const { usage, failed } = tally
  const scores = scoreRows(rows)
  await writeJson(join(folder, runFiles.scores), scores)
  await writeJson(join(folder, runFiles.usage), {
    answers: rows.length,
    failed,
    ...usage,
    ...(prices === undefined ? {} : { prices, cost: costOf(usage, prices) }),
  })
  return scores
}

function headerOf(benchmark: OpenBenchmark, answerer: Answerer, plan: EvaluationPlan): Run {
  return {
    format: 'behaviorbench-run/1',
    benchmarkId: benchmark.header.id,
    split: plan.split,
    model: answerer.id,
    endpoint: answerer.endpoint,
    parameters: answerer.parameters,
    ...answerer.asks,
    seed: plan.seed,
    repeats: plan.repeats,
    tasks: plan.tasks.length,
  }
}

/** Writes run.json, or makes sure that the one there is of this very run; one without any answer counts for nothing. */
async function claim(folder: string, run: Run, unanswered: boolean): Promise<void> {
  const path = join(folder, runFiles.header)
  if (!existsSync(path) || (unanswered && !existsSync(join(folder, runFiles.predictions)))) {
    await writeJson(path, run)
    return
  }
  const found = await readRunHeader(path)
  const different = [...new Set([...Object.keys(run), ...Object.keys(found)])].filter(
    (key) => canonicalJson(run[key as keyof Run]) !== canonicalJson(found[key as keyof Run]),
  )
  if (different.length === 0) return
  throw new Failure({
    subject: folder,
    what: `holds another run: ${different.join(', ')} differ.`,
    remedy: 'Choose another folder with -o.',
  })
}

async function readRunHeader(path: string): Promise<Run> {
  try {
    return runSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw new Failure(
      {
        subject: path,
        what: 'is not the header of a run that this version made.',
        remedy: 'Choose another folder with -o.',
      },
      { cause: error },
    )
  }
}

function identityOf(
  taskId: string,
  run: Run,
  repeat: number,
): Pick<Prediction, 'taskId' | 'model' | 'regime' | 'recipe' | 'promptHash' | 'seed' | 'repeat'> {
  const { model, regime, recipe, promptHash, seed } = run
  const asked = recipe === undefined ? { regime } : { regime, recipe }
  return { taskId, model, ...asked, promptHash, seed, repeat }
}
