// Runs an answerer over a split of a benchmark, into a run folder: run.json, predictions.jsonl (in task
// order), scores.json. Every answer goes into a journal first, keyed by task and repeat, so a killed run
// asks nothing twice and ends in the same bytes.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../kit/errors.ts'
import { canonicalJson } from '../kit/hash.ts'
import { openJournal, type Journal } from '../kit/journal.ts'
import { writeJson, writeJsonl } from '../kit/jsonl.ts'
import { forEachOf } from '../kit/pool.ts'
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
  /** `reused` answers came from an earlier, interrupted run. */
  readonly onProgress?: (done: number, total: number, reused: boolean) => void
}

interface Asked {
  readonly task: TaskEntry
  readonly repeat: number
}

const keyOf = ({ task, repeat }: Asked): string => `${task.id} ${repeat}`

/** The scores, or undefined when the signal stopped the run before its end. */
export async function evaluate(
  benchmark: OpenBenchmark,
  answerer: Answerer,
  plan: EvaluationPlan,
  folder: string,
  controls: EvaluationControls,
): Promise<RunScores | undefined> {
  const run = headerOf(benchmark, answerer, plan)
  await claim(folder, run)
  const journal = await openJournal<Prediction>(join(folder, runFiles.journal))
  try {
    if (controls.retryFailed === true) forgetFailed(journal)
    await askAll(benchmark, answerer, run, plan, journal, controls)
    const total = plan.tasks.length * plan.repeats
    if (controls.signal?.aborted === true && journal.size < total) return undefined
    return await finish(benchmark, plan, journal, folder)
  } finally {
    journal.close()
  }
}

/** Fills the journal, in whatever order answers come. */
async function askAll(
  benchmark: OpenBenchmark,
  answerer: Answerer,
  run: Run,
  plan: EvaluationPlan,
  journal: Journal<Prediction>,
  { concurrency, signal, onProgress }: EvaluationControls,
): Promise<void> {
  const total = plan.tasks.length * plan.repeats
  let done = 0
  const ask = async (asked: Asked): Promise<void> => {
    const task = benchmark.task(asked.task.id)
    const request = { seed: plan.seed, repeat: asked.repeat, ...(signal === undefined ? {} : { signal }) }
    try {
      const reply = await answerer.reply(task, benchmark.contextOf(task), request)
      journal.add(keyOf(asked), { ...identityOf(task, run, asked.repeat), ...reply })
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
  for (const task of tasks) {
    for (let repeat = 0; repeat < repeats; repeat++) yield { task, repeat }
  }
}

function forgetFailed(journal: Journal<Prediction>): void {
  for (const key of journal.keys()) {
    if (journal.get(key)?.outcome === 'failed') journal.forget(key)
  }
}

/** Writes the predictions in the order of the plan, and the scores of what passes by. */
async function finish(
  benchmark: OpenBenchmark,
  plan: EvaluationPlan,
  journal: Journal<Prediction>,
  folder: string,
): Promise<RunScores> {
  const rows: Row[] = []
  function* predictions(): Generator<Prediction> {
    for (const asked of allAsked(plan)) {
      const prediction = journal.get(keyOf(asked))
      if (prediction === undefined) continue
      rows.push(rowOf(benchmark.task(asked.task.id), prediction, asked.task.group))
      yield prediction
    }
  }
  await writeJsonl(join(folder, runFiles.predictions), predictions())
  const scores = scoreRows(rows)
  await writeJson(join(folder, runFiles.scores), scores)
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

/** Writes run.json, or makes sure that the one there is of this very run. */
async function claim(folder: string, run: Run): Promise<void> {
  const path = join(folder, runFiles.header)
  if (!existsSync(path)) {
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
  task: Task,
  run: Run,
  repeat: number,
): Pick<Prediction, 'taskId' | 'model' | 'regime' | 'recipe' | 'promptHash' | 'seed' | 'repeat'> {
  const { model, regime, recipe, promptHash, seed } = run
  const asked = recipe === undefined ? { regime } : { regime, recipe }
  return { taskId: task.id, model, ...asked, promptHash, seed, repeat }
}
