// AdamW with decoupled weight decay (Loshchilov and Hutter 2019), and the scaling of gradients to a largest norm.
import type { OptimizerSettings } from '../engine.ts'
import type { Parameter } from './parameters.ts'

export interface Optimizer {
  /** How many steps were made. */
  steps(): number
  /** Means of the gradients and of their squares, by parameter, as they are computed with. */
  readonly moments: readonly Moments[]
  /** Changes the parameters by their gradients, each times `factor`. */
  update(learningRate: number, factor: number): void
  /** Goes on from there; the moments are to be written into the arrays. */
  setSteps(steps: number): void
}

export interface Moments {
  readonly first: Float32Array
  readonly second: Float32Array
}

export function createOptimizer(parameters: readonly Parameter[], settings: OptimizerSettings): Optimizer {
  const { beta1, beta2, epsilon, weightDecay } = settings
  const moments = parameters.map(({ data }) => ({
    first: new Float32Array(data.length),
    second: new Float32Array(data.length),
  }))
  let steps = 0
  return {
    steps: () => steps,
    moments,
    update(learningRate, factor) {
      steps++
      const rate = learningRate / (1 - beta1 ** steps)
      const root = Math.sqrt(1 - beta2 ** steps)
      parameters.forEach(({ data, gradient, decays }, at) => {
        const { first, second } = moments[at] as Moments
        const kept = decays ? 1 - learningRate * weightDecay : 1
        for (let place = 0; place < data.length; place++) {
          const slope = (gradient[place] as number) * factor
          const mean = beta1 * (first[place] as number) + (1 - beta1) * slope
          const square = beta2 * (second[place] as number) + (1 - beta2) * slope * slope
          first[place] = mean
          second[place] = square
          data[place] = (data[place] as number) * kept - (rate * mean) / (Math.sqrt(square) / root + epsilon)
        }
      })
    },
    setSteps(number) {
      steps = number
    },
  }
}

export function gradientNorm(parameters: readonly Parameter[]): number {
  let sum = 0
  for (const { gradient } of parameters)
    for (let place = 0; place < gradient.length; place++) {
      const slope = gradient[place] as number
      sum += slope * slope
    }
  return Math.sqrt(sum)
}

/** What gradients are multiplied by so that their norm is at most `largest`. */
export function clippingFactor(norm: number, largest: number): number {
  return norm > largest ? largest / norm : 1
}
