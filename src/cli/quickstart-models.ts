// The quickstart's models: GeneralSFT and BehaviorSFT from the starter and the same tasks, alike but for the token
// (section 3.2 of the paper), and the runs of base and both on cases that none has seen.
import { join, resolve } from 'node:path'
import type { OpenBenchmark } from '../benchmark/open-benchmark.ts'
import { decideRun } from '../evaluation/decision/run-decision.ts'
import { openHiddenStates } from '../evaluation/hidden-states.ts'
import { likelihoodAnswerer } from '../evaluation/likelihood-answerer.ts'
import { evaluate } from '../evaluation/run.ts'
import { evenly } from '../kit/evenly.ts'
import { openEmbedded } from '../models/open-embedded.ts'
import type { RunScores } from '../records/score.ts'
import { buildExamples } from '../training/build-examples.ts'
import { markings } from '../prompts/markings.ts'
import { openText } from '../training/open-base.ts'
import { planTraining } from '../training/plan.ts'
import type { TrainingControls, ValidationRecord } from '../training/trainer.ts'
import { trainers } from '../training/trainers/index.ts'
import { trainingPrompt } from '../training/training-prompt.ts'
import type { QuickstartSize } from './quickstart-sizes.ts'

export const starter = resolve(import.meta.dirname, '../../starter/starter-3m')

/** Questions are asked as training asked them. */
const regime = 'behavior-token'
const seed = 1

export interface Contender {
  readonly name: 'base' | 'GeneralSFT' | 'BehaviorSFT'
  /** None: the starter as it is. */
  readonly adapter?: string
}

export interface ContenderControls {
  readonly signal: AbortSignal
  /** Of the runtime: models this narrow gain little from a second one, so several contenders share the cores. */
  readonly threads: number
}

export interface Trained {
  readonly adapter: string
  /** Of the training. */
  readonly folder: string
  /** Of the checkpoint that was kept. */
  readonly validation: ValidationRecord
}

/** Undefined when stopped. */
export async function trainContender(
  benchmark: OpenBenchmark,
  method: 'general' | 'behavior',
  size: QuickstartSize,
  output: string,
  { signal, threads, onProgress }: ContenderControls & Pick<TrainingControls, 'onProgress'>,
): Promise<Trained | undefined> {
  const marking = markings[method === 'general' ? 'none' : 'token']
  const trainer = trainers.engine({ precision: 'float32', provider: 'cpu', threads })
  const base = await openText(starter, marking.added)
  const plan = planTraining(benchmark, base, trainer, {
    method,
    marking: marking.name,
    recipe: size.recipe,
    regime,
    draw: 'even',
    examples: size.examples,
    seed,
  })
  const length = Math.min(size.recipe.length, base.config.positions)
  const settings = { codec: base.codec, asking: trainingPrompt(regime), marking, length, recipe: size.recipe }
  const folder = await buildExamples(benchmark, plan, settings, output, { signal })
  if (folder === undefined) return undefined
  const progress = onProgress === undefined ? {} : { onProgress }
  const outcome = await trainer.train(folder, starter, { signal, ...progress })
  if (outcome.kind === 'stopped') return undefined
  return { adapter: outcome.adapter, folder: output, validation: outcome.validation }
}

/** What each contender is asked of a split: as many tasks of each type as there are, up to the size's number. */
export function tasksOf(
  benchmark: OpenBenchmark,
  split: 'validation' | 'test',
  size: QuickstartSize,
): OpenBenchmark['tasks'] {
  const own = benchmark.tasks.filter((task) => task.split === split)
  return evenly(own, ({ type }) => type, split === 'test' ? size.testTasks : size.validationTasks)
}

/** Scores on the test split by likelihood; undefined when stopped. */
export async function evaluateContender(
  benchmark: OpenBenchmark,
  { name, adapter }: Contender,
  size: QuickstartSize,
  output: string,
  { signal, threads, onAnswer }: ContenderControls & { readonly onAnswer: () => void },
): Promise<RunScores | undefined> {
  const own = adapter === undefined ? {} : { adapter }
  const embedded = await openEmbedded({ folder: starter, threads, ...own })
  try {
    const run = async (split: 'validation' | 'test', folder: string): Promise<RunScores | undefined> => {
      const states = size.probe && name === 'BehaviorSFT' ? await openHiddenStates(folder) : undefined
      const { prompt } = trainingPrompt(regime)
      const kept = states === undefined ? {} : { states: async () => states }
      const answerer = likelihoodAnswerer(embedded, prompt, kept)
      const plan = { split, tasks: tasksOf(benchmark, split, size), seed, repeats: 1 }
      const controls = { concurrency: 32, signal, onProgress: onAnswer }
      return evaluate(benchmark, answerer, plan, folder, controls).finally(() => states?.close())
    }
    const scores = await run('test', output)
    if (scores === undefined || scores.probability === undefined) return scores
    const validation = join(output, 'validation')
    if ((await run('validation', validation)) === undefined) return undefined
    await decideRun(benchmark, output, validation, {
      costs: { missedAlert: 5, falseAlert: 1 },
      bound: 0.1,
      calibration: 'platt',
    })
    return scores
  } finally {
    await embedded.close()
  }
}
