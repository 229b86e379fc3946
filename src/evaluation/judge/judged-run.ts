// A run as a judge reads it: its header, its predictions, and which bytes they are.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OpenBenchmark } from '../../benchmark/open-benchmark.ts'
import { Failure } from '../../kit/errors.ts'
import { hashFile } from '../../kit/hash.ts'
import { readJsonl } from '../../kit/jsonl.ts'
import type { JudgedRun } from '../../records/judgement.ts'
import { predictionSchema, type Prediction } from '../../records/prediction.ts'
import { runSchema, type Run } from '../../records/run.ts'
import type { Task } from '../../records/task.ts'
import { runFiles } from '../run.ts'
import { shownTask, type ShownTask } from './prompt.ts'

export interface RunToJudge {
  readonly folder: string
  readonly run: Run
  readonly identity: JudgedRun
  readonly replies: readonly Reply[]
}

export interface Reply {
  readonly task: Task
  readonly prediction: Prediction
}

/** Throws a Failure where the folder holds no finished run, or one of another benchmark. */
export async function readRunToJudge(folder: string, benchmark: OpenBenchmark): Promise<RunToJudge> {
  const run = await readRunHeader(folder)
  if (run.benchmarkId !== benchmark.header.id) {
    throw new Failure({
      subject: folder,
      what: `is a run on benchmark ${run.benchmarkId}, but ${benchmark.folder} is ${benchmark.header.id}.`,
      remedy: 'Name its own benchmark with --benchmark.',
    })
  }
  const path = join(folder, runFiles.predictions)
  if (!existsSync(path)) {
    throw new Failure({
      subject: folder,
      what: 'is not a finished run (no predictions.jsonl).',
      remedy: 'Finish it by running the same `behaviorbench eval` again.',
    })
  }
  const ids = new Set(benchmark.tasks.map(({ id }) => id))
  const replies: Reply[] = []
  for await (const prediction of readJsonl(path, predictionSchema)) {
    if (ids.has(prediction.taskId)) replies.push({ task: benchmark.task(prediction.taskId), prediction })
  }
  const { benchmarkId, split, model, regime, recipe, promptHash, seed } = run
  const asked = recipe === undefined ? { regime } : { regime, recipe }
  const identity = {
    benchmarkId,
    split,
    model,
    ...asked,
    promptHash,
    seed,
    predictions: await hashFile(path),
  }
  return { folder, run, identity, replies }
}

export async function readRunHeader(folder: string): Promise<Run> {
  const path = join(folder, runFiles.header)
  if (!existsSync(path)) {
    throw new Failure({
      subject: folder,
      what: `is not a run folder (no ${runFiles.header}).`,
      remedy: 'Make one with `behaviorbench eval`.',
    })
  }
  return runSchema.parse(JSON.parse(await readFile(path, 'utf8')))
}

/** The reply's task as the run showed it. */
export function shownTo(benchmark: OpenBenchmark, { task, prediction }: Reply): ShownTask {
  return shownTask(task, benchmark.contextOf(task), prediction)
}
