// Answers to a benchmark as answers to its Hard subset: the tasks are the same word for word, so nothing needs to
// be asked again. Each run becomes a run folder in the subset's folder, which says where it was answered.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenBenchmark } from '../../benchmark/open-benchmark.ts'
import { readJsonl, writeJson, writeJsonl } from '../../kit/jsonl.ts'
import { predictionSchema, type Prediction } from '../../records/prediction.ts'
import { regimeText, type Run } from '../../records/run.ts'
import { rowOf, type Row } from '../rows.ts'
import { runFiles } from '../run.ts'
import { scoreRows } from '../scores.ts'
import type { HardRun } from './runs.ts'

/** Writes run.json, predictions.jsonl and scores.json; returns the folder. */
export async function projectRun({ folder, run }: HardRun, hard: OpenBenchmark): Promise<string> {
  const output = join(hard.folder, 'runs', nameOf(run))
  // Its header is written last: a folder with one is whole.
  if (existsSync(join(output, runFiles.header))) return output
  const entries = new Map(hard.tasks.map((entry) => [entry.id, entry]))
  const rows: Row[] = []
  async function* kept(): AsyncGenerator<Prediction> {
    for await (const prediction of readJsonl(join(folder, runFiles.predictions), predictionSchema)) {
      const entry = entries.get(prediction.taskId)
      if (entry === undefined) continue
      rows.push(rowOf(hard.task(entry.id), prediction, entry))
      yield prediction
    }
  }
  await writeJsonl(join(output, runFiles.predictions), kept())
  const header: Run = {
    ...run,
    benchmarkId: hard.header.id,
    answeredOn: run.benchmarkId,
    tasks: new Set(rows.map(({ task }) => task.id)).size,
  }
  await writeJson(join(output, runFiles.scores), scoreRows(rows))
  await writeJson(join(output, runFiles.header), header)
  return output
}

function nameOf(run: Run): string {
  const asked = regimeText(run)
  const how = ['none', 'zero-shot'].includes(asked) ? '' : ` ${asked}`
  return `${run.model}${how} seed ${run.seed}`.replace(/[^\w.-]+/g, '_')
}
