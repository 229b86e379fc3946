// Losses of examples, and the gradients of their weighted mean, in as many passes as needed: what the optimiser
// gets. The passes change nothing but the rounding.
import { batchOf, checkExample, computedLength, type Batch } from './batch.ts'
import { createPassRunner } from './pass.ts'
import { planPasses } from './packing.ts'
import { positionsAtOnce, positionsInMemory } from './memory.ts'
import type { Example } from '../engine.ts'
import type { ModelWeights } from '../decoder/model-weights.ts'
import type { Models } from '../runtime/models.ts'
import type { Provider } from '../runtime/session.ts'
import type { Parameter } from './parameters.ts'

export interface ExampleGradients {
  /** Leaves the gradients in the parameters. */
  compute(examples: readonly Example[]): Promise<MeanLoss>
  losses(examples: readonly Example[]): Promise<readonly Float32Array[]>
}

export interface MeanLoss {
  readonly loss: number
  /** Of each example's trained tokens. */
  readonly losses: readonly Float32Array[]
}

export interface TrainingLimits {
  /** Positions of one pass, at most; where absent, what memory allows. */
  readonly positions?: number
  /** Queries of attention at once. */
  readonly chunk?: number
  /** Logits at once: rows times vocabulary. */
  readonly logits?: number
  /** Where models are opened; the CPU where absent. */
  readonly provider?: Provider
}

export function createExampleGradients(
  weights: ModelWeights,
  models: Models,
  trained: 'lora' | 'all',
  parameters: readonly Parameter[],
  limits: TrainingLimits = {},
): ExampleGradients {
  const runner = createPassRunner(weights, models, { ...limits, trained, parameters })
  const positions = limits.positions ?? positionsAtOnce(weights.config)
  const tree = limits.positions ?? positionsInMemory(weights.config)

  const overPasses = async (
    examples: readonly Example[],
    run: (batch: Batch) => Promise<Float32Array>,
  ): Promise<{ readonly losses: readonly Float32Array[]; readonly sum: number }> => {
    const losses = examples.map((example) => new Float32Array(trainedTokens(example)))
    let sum = 0
    for (const pass of planPasses(examples.map(computedTokens), { positions, tree })) {
      const batch = batchOf(pass, examples)
      const found = await run(batch)
      batch.targets.forEach(({ example, place, weight }, at) => {
        const loss = found[at] as number
        losses[example]?.fill(loss, place, place + 1)
        sum += weight * loss
      })
    }
    return { losses, sum }
  }
  const check = (examples: readonly Example[]): void =>
    examples.forEach((example, number) => checkExample(example, number, weights.config.vocabulary))

  return {
    async compute(examples) {
      check(examples)
      const total = examples.reduce((sum, example) => sum + weightOf(example), 0)
      if (total === 0) throw new Error('a step without a trained token: the weights of all examples are 0')
      for (const { gradient } of parameters) gradient.fill(0)
      const { losses, sum } = await overPasses(examples, (batch) => runner.gradients(batch, 1 / total))
      return { loss: sum / total, losses }
    },
    async losses(examples) {
      check(examples)
      return (await overPasses(examples, (batch) => runner.losses(batch))).losses
    },
  }
}

function computedTokens(example: Example): Int32Array {
  return example.tokens.subarray(0, computedLength(example))
}

function weightOf({ weights }: Example): number {
  return weights.reduce((sum, weight) => sum + weight, 0)
}

export function trainedTokens({ weights }: Example): number {
  return weights.reduce((count, weight) => count + (weight === 0 ? 0 : 1), 0)
}
