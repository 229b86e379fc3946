// Answers to a benchmark as answers to its Hard subset: the tasks are the same word for word, so nothing needs to
// be asked again. Each run becomes a run folder in the subset's folder, which says where it was answered.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { LoadedBenchmark } from '../../benchmark/folder.ts'
import { readJsonl, writeJson, writeJsonl } from '../../kit/jsonl.ts'
import { predictionSchema, type Prediction } from '../../records/prediction.ts'
import { regimeText, type Run } from '../../records/run.ts'
import { groupsOf, runFiles } from '../run.ts'
import { scoreRun } from '../scores.ts'
import type { HardRun } from './runs.ts'

/** Writes run.json, predictions.jsonl and scores.json; returns the folder. */
export async function projectRun({ folder, run }: HardRun, hard: LoadedBenchmark): Promise<string> {
  const output = join(hard.folder, 'runs', nameOf(run))
  // Its header is written last: a folder with one is whole.
  if (existsSync(join(output, runFiles.header))) return output
  const wanted = new Set(hard.tasks.map(({ id }) => id))
  const predictions: Prediction[] = []
  for await (const prediction of readJsonl(join(folder, runFiles.predictions), predictionSchema))
    if (wanted.has(prediction.taskId)) predictions.push(prediction)
  const header: Run = {
    ...run,
    benchmarkId: hard.header.id,
    answeredOn: run.benchmarkId,
    tasks: new Set(predictions.map(({ taskId }) => taskId)).size,
  }
  await writeJsonl(join(output, runFiles.predictions), predictions)
  await writeJson(join(output, runFiles.scores), scoreRun(hard.tasks, predictions, groupsOf(hard)))
  await writeJson(join(output, runFiles.header), header)
  return output
}

function nameOf(run: Run): string {
  const asked = regimeText(run)
  const how = ['none', 'zero-shot'].includes(asked) ? '' : ` ${asked}`
  return `${run.model}${how} seed ${run.seed}`.replace(/[^\w.-]+/g, '_')
}
