// Runs an answerer over a split of a benchmark, into a run folder: run.json, predictions.jsonl (in task
// order), scores.json. Every answer goes into a journal first, keyed by task and repeat, so a killed run
// asks nothing twice and ends in the same bytes.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../kit/errors.ts'
import { canonicalJson } from '../kit/hash.ts'
import { openJournal } from '../kit/journal.ts'
import { writeJson, writeJsonl } from '../kit/jsonl.ts'
import { mapOrdered } from '../kit/pool.ts'
import type { Prediction } from '../records/prediction.ts'
import { runSchema, type Run } from '../records/run.ts'
import type { RunScores } from '../records/score.ts'
import type { Task } from '../records/task.ts'
import { contextOf, type LoadedBenchmark } from '../benchmark/folder.ts'
import type { Answerer } from './answerer.ts'
import type { GroupOf } from './rows.ts'
import { scoreRun } from './scores.ts'

export const runFiles = {
  header: 'run.json',
  journal: 'journal.jsonl',
  predictions: 'predictions.jsonl',
  scores: 'scores.json',
} as const

export interface EvaluationPlan {
  readonly split: string
  readonly tasks: readonly Task[]
  readonly seed: number
  readonly repeats: number
}

export interface EvaluationControls {
  readonly concurrency: number
  readonly signal?: AbortSignal
  /** `reused` answers came from an earlier, interrupted run. */
  readonly onProgress?: (done: number, total: number, reused: boolean) => void
}

/** The scores, or undefined when the signal stopped the run before its end. */
export async function evaluate(
  benchmark: LoadedBenchmark,
  answerer: Answerer,
  plan: EvaluationPlan,
  folder: string,
  controls: EvaluationControls,
): Promise<RunScores | undefined> {
  const run = headerOf(benchmark, answerer, plan)
  await claim(folder, run)
  const journal = await openJournal<Prediction>(join(folder, runFiles.journal))
  const asked = plan.tasks.flatMap((task) =>
    Array.from({ length: plan.repeats }, (_, repeat) => ({ task, repeat, key: `${task.id} ${repeat}` })),
  )
  const predictions: Prediction[] = []
  try {
    const answer = async ({ task, repeat, key }: (typeof asked)[number]): Promise<Prediction | undefined> => {
      const known = journal.get(key)
      if (known !== undefined) return known
      const { signal } = controls
      const request = { seed: plan.seed, repeat, ...(signal === undefined ? {} : { signal }) }
      try {
        const reply = await answerer.reply(task, contextOf(benchmark, task), request)
        const prediction = { ...identityOf(task, run, repeat), ...reply }
        journal.add(key, prediction)
        return prediction
      } catch (error) {
        // What is in flight when the run is stopped was never answered, so it is asked again next time.
        if (signal?.aborted) return undefined
        throw error
      }
    }
    const before = new Set(asked.filter(({ key }) => journal.has(key)).map(({ key }) => key))
    let done = 0
    for await (const prediction of mapOrdered(asked, controls.concurrency, answer, controls.signal)) {
      const reused = before.has(asked[done]?.key ?? '')
      done += 1
      if (prediction === undefined) continue
      predictions.push(prediction)
      controls.onProgress?.(predictions.length, asked.length, reused)
    }
  } finally {
    journal.close()
  }
  if (predictions.length < asked.length) return undefined
  const scores = scoreRun(plan.tasks, predictions, groupsOf(benchmark))
  await writeJsonl(join(folder, runFiles.predictions), predictions)
  await writeJson(join(folder, runFiles.scores), scores)
  return scores
}

/** What resampling keeps together: the group of a task's case, or the case. */
export function groupsOf({ cases }: Pick<LoadedBenchmark, 'cases'>): GroupOf {
  return ({ caseId }) => cases.get(caseId)?.group ?? caseId
}

function headerOf(benchmark: LoadedBenchmark, answerer: Answerer, plan: EvaluationPlan): Run {
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
  const found = runSchema.parse(JSON.parse(await readFile(path, 'utf8')))
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

function identityOf(
  task: Task,
  run: Run,
  repeat: number,
): Pick<Prediction, 'taskId' | 'model' | 'regime' | 'recipe' | 'promptHash' | 'seed' | 'repeat'> {
  const { model, regime, recipe, promptHash, seed } = run
  const asked = recipe === undefined ? { regime } : { regime, recipe }
  return { taskId: task.id, model, ...asked, promptHash, seed, repeat }
}
