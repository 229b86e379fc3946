// Training as the engine's thread does it: steps over examples, on weights that are live. The other side of the
// thread is open-engine.ts.
import { clippingFactor, createOptimizer, gradientNorm } from './adamw.ts'
import { copyOfAdapter, startingAdapter } from './starting-adapter.ts'
import { createExampleGradients, trainedTokens, type TrainingLimits } from './example-gradients.ts'
import { parametersOfAdapter, parametersOfModel } from './parameters.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import type { Adapter } from '../decoder/adapter.ts'
import type { Example, StepResult, TrainingSettings } from '../engine.ts'
import type { ModelWeights } from '../decoder/model-weights.ts'
import type { Models } from '../runtime/models.ts'
import type { Tensor } from '../decoder/tensor.ts'

/** As `Training` of engine.ts, in the thread that computes. */
export interface LiveTraining {
  step(examples: readonly Example[], learningRate: number): Promise<StepResult>
  evaluate(examples: readonly Example[]): Promise<readonly Float32Array[]>
  save(path: string): Promise<void>
  restore(path: string): Promise<void>
  adapter(): Adapter
  weights(): ReadonlyMap<string, Tensor>
}

/** A loaded adapter of the same shape is gone on from; another is refused. */
export function startTraining(
  weights: ModelWeights,
  models: Models,
  settings: TrainingSettings,
  limits: TrainingLimits = {},
): LiveTraining {
  const { method } = settings
  const lora = method.kind === 'lora'
  if (!lora && weights.adapter() !== undefined)
    throw new Error('all weights cannot be trained while an adapter is on them: take it off first')
  if (lora) weights.setAdapter(startingAdapter(weights, method, settings.seed))
  const parameters = lora ? parametersOfAdapter(weights.adapter() as Adapter) : parametersOfModel(weights)
  const optimizer = createOptimizer(parameters, settings.optimizer)
  const gradients = createExampleGradients(weights, models, lora ? 'lora' : 'all', parameters, limits)
  return {
    async step(examples, learningRate) {
      const { loss, losses } = await gradients.compute(examples)
      const norm = gradientNorm(parameters)
      if (!Number.isFinite(loss) || !Number.isFinite(norm))
        throw new Error(
          `step ${optimizer.steps() + 1} was not taken: its loss is ${loss} and the norm of its gradient ${norm}. ` +
            'Nothing has changed; a lower learning rate, or going on from an earlier checkpoint, may help',
        )
      optimizer.update(learningRate, clippingFactor(norm, settings.optimizer.maxNorm))
      return {
        loss,
        gradientNorm: norm,
        losses,
        tokens: examples.reduce((count, { tokens }) => count + tokens.length, 0),
        trainedTokens: examples.reduce((count, example) => count + trainedTokens(example), 0),
      }
    },
    evaluate: (examples) => gradients.losses(examples),
    save: (path) => writeCheckpoint(path, { method, parameters, optimizer }),
    restore: (path) => readCheckpoint(path, { method, parameters, optimizer }),
    adapter() {
      const adapter = weights.adapter()
      if (!lora || adapter === undefined) throw new Error('full training has no adapter; ask for the weights')
      return copyOfAdapter(adapter)
    },
    weights() {
      if (lora)
        throw new Error('the weights are those of the checkpoint; ask for the adapter that was trained')
      return new Map(
        parameters.map(({ name, data }) => [name, { shape: weights.frozen(name).shape, data: data.slice() }]),
      )
    },
  }
}
