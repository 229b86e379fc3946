// A run with rules of when to speak, fitted on a run of other cases, for the tests of this folder.
import { join } from 'node:path'
import { openBenchmark, type OpenBenchmark, type TaskEntry } from '../benchmark/open-benchmark.ts'
import type { Answerer } from '../evaluation/answerer.ts'
import { decideRun } from '../evaluation/decision/run-decision.ts'
import { openHiddenStates } from '../evaluation/hidden-states.ts'
import { evaluate } from '../evaluation/run.ts'
import { randomFor } from '../kit/random.ts'
import { sigmoid } from '../metrics/log-odds.ts'
import { hostile } from './fixture.ts'

/** Answers by their log-odds, which are too sure and lean towards silence. */
function leaning(id: string): Answerer {
  return {
    id,
    endpoint: 'embedded',
    asks: { regime: 'behavior-token', recipe: 'BT-OP', promptHash: 'none' },
    parameters: {},
    reply: ({ id: taskId, gold, behavior }) => {
      const random = randomFor(id, taskId)
      const sign = behavior.token === '<proactive>' ? 1 : -1
      const logOdds = 2 * (sign + 4 * (random.next() + random.next() - 1)) - 1.5
      return Promise.resolve({
        answer: random.next() < 0.7 ? gold : 'A',
        outcome: 'answered',
        output: hostile,
        token: logOdds > 0 ? '<proactive>' : '<reactive>',
        proactiveProbability: sigmoid(logOdds),
        proactiveLogOdds: logOdds,
      })
    },
  }
}

/** The first half of the cases for the validation run, the other half for the run; returns the run's folder. */
export async function writeDecidedRun(
  benchmarkFolder: string,
  folder: string,
  id = `leaning ${hostile}`,
): Promise<string> {
  const benchmark = await openBenchmark(benchmarkFolder)
  const groups = [...new Set(benchmark.tasks.map(({ group }) => group))]
  const fitted = new Set(groups.slice(0, Math.floor(groups.length / 2)))
  const validation = join(folder, 'validation')
  const test = join(folder, 'test')
  await writeHalf(
    benchmark,
    benchmark.tasks.filter(({ group }) => fitted.has(group)),
    validation,
    id,
  )
  await writeHalf(
    benchmark,
    benchmark.tasks.filter(({ group }) => !fitted.has(group)),
    test,
    id,
  )
  await decideRun(benchmark, test, validation, {
    costs: { missedAlert: 5, falseAlert: 1 },
    bound: 0.2,
    calibration: 'platt',
  })
  benchmark.close()
  return test
}

async function writeHalf(
  benchmark: OpenBenchmark,
  tasks: readonly TaskEntry[],
  folder: string,
  id: string,
): Promise<void> {
  await evaluate(benchmark, leaning(id), { split: 'all', tasks, seed: 1, repeats: 1 }, folder, {
    concurrency: 1,
  })
  const states = await openHiddenStates(folder)
  for (const entry of tasks) {
    const random = randomFor('states', entry.id)
    const proactive = benchmark.task(entry.id).behavior.token === '<proactive>'
    states.add(
      entry.id,
      Float32Array.from({ length: 8 }, (_, at) => 2 * random.next() + (proactive && at === 2 ? 1 : 0)),
    )
  }
  states.close()
}
