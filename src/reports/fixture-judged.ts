// Judgings of a run for the tests of this folder, made by the same code that makes real ones, by judges of a test.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openBenchmark } from '../benchmark/open-benchmark.ts'
import { readCriterion } from '../evaluation/judge/criterion.ts'
import { judgingsFolder } from '../evaluation/judge/folder.ts'
import { judgeRun } from '../evaluation/judge/judge.ts'
import { readRunToJudge } from '../evaluation/judge/judged-run.ts'
import { sampling } from '../evaluation/judge/method.ts'
import { comparePairs, pairsOf } from '../evaluation/judge/pairs.ts'
import { runFiles } from '../evaluation/run.ts'
import { sha256 } from '../kit/hash.ts'
import { scriptedModel } from '../models/scripted.ts'
import type { Prediction } from '../records/prediction.ts'
import { hostile, writeSpokenRun } from './fixture.ts'

/** A run whose replies have words of their own, some rarer than others. */
export async function writeWordyRun(benchmarkFolder: string, folder: string): Promise<string> {
  await writeSpokenRun(benchmarkFolder, folder)
  const path = join(folder, runFiles.predictions)
  const lines = (await readFile(path, 'utf8')).trim().split('\n')
  const wordy = lines.map((line, index) => {
    const prediction = JSON.parse(line) as Prediction
    const rare = index % 3 === 0 ? ` Number ${index}.` : ''
    return JSON.stringify({ ...prediction, output: `I looked at the potassium.${rare} ${hostile}` })
  })
  await writeFile(path, `${wordy.join('\n')}\n`)
  return folder
}

/** Two judges of the run, and a comparison with the other. */
export async function writeJudgings(
  benchmarkFolder: string,
  runFolder: string,
  otherFolder: string,
): Promise<void> {
  const benchmark = await openBenchmark(benchmarkFolder)
  const own = await readRunToJudge(runFolder, benchmark)
  const other = await readRunToJudge(otherFolder, benchmark)
  const shared = { method: sampling(2), seed: 1, maxOutputTokens: 8 }
  for (const name of ['first', 'second']) {
    const model = scriptedModel(
      ({ messages, repeat }) =>
        String(1 + (sha256(`${name} ${messages[0]?.content} ${repeat}`).charCodeAt(0) % 5)),
      { id: `${name} ${hostile}` },
    )
    const plan = { ...shared, criteria: ['utility', 'specificity'].map(readCriterion), replies: own.replies }
    await judgeRun(model, benchmark, own, plan, join(runFolder, judgingsFolder, name), { concurrency: 2 })
  }
  const plan = { ...shared, criteria: [readCriterion('safety')], pairs: pairsOf(own, other).pairs }
  const model = scriptedModel(() => '1', { id: `comparing ${hostile}` })
  const folder = join(runFolder, judgingsFolder, 'comparing')
  await comparePairs(model, benchmark, { own, other }, plan, folder, { concurrency: 2 })
}
