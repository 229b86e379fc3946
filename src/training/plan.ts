// What a training will be, before anything is built: the base, the benchmark, the recipe and everything else that can
// change its adapter, as one record that is compared when a folder is found begun.
import { resolve } from 'node:path'
import type { OpenBenchmark } from '../benchmark/open-benchmark.ts'
import type { Draw } from './choose.ts'
import type { TrainingPlan } from './folder.ts'
import type { MarkingName } from '../prompts/markings.ts'
import type { BaseText } from './open-base.ts'
import type { TrainingRecipe } from './recipe.ts'
import { trainingPrompt, type TrainingRegime } from './training-prompt.ts'
import type { Trainer } from './trainer.ts'

export interface TrainingChoice {
  readonly method: 'behavior' | 'general'
  readonly marking: MarkingName
  readonly recipe: TrainingRecipe
  readonly regime: TrainingRegime
  readonly permute?: number
  readonly draw: Draw
  /** Examples; all where it is absent. */
  readonly examples?: number
  readonly seed: number
}

export function planTraining(
  benchmark: OpenBenchmark,
  base: BaseText,
  trainer: Trainer,
  choice: TrainingChoice,
): TrainingPlan {
  const { method, marking, recipe, regime, permute, draw, examples, seed } = choice
  return {
    format: 'behaviorbench-training/1',
    benchmarkId: benchmark.header.id,
    base: { name: base.name, folder: resolve(base.path), files: base.files },
    method,
    marking,
    added: base.added,
    end: base.codec.end,
    regime,
    ...(permute === undefined ? {} : { permute }),
    promptHash: trainingPrompt(regime, permute).prompt.hash,
    draw,
    ...(examples === undefined ? {} : { wanted: examples }),
    seed,
    recipe,
    trainer: trainer.name,
    settings: trainer.settings,
  }
}
