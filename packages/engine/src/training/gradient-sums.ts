// Gradients of parameters, added up over passes: what models write is taken here and added.
import type { Tensor } from 'onnxruntime-node'
import type { Parameter } from './parameters.ts'
import type { Value } from '../graph/graph.ts'
import type { Workspace } from '../runtime/workspace.ts'

export interface GradientSums {
  has(parameter: string): boolean
  of(parameter: string): Float32Array
  /** Where a model is to write the gradients of these parameters; `add` takes them when it has. */
  collect(gradients: readonly (readonly [parameter: string, Value])[]): Collected
}

export interface Collected {
  readonly results: Readonly<Record<string, Tensor>>
  add(): void
}

export function createGradientSums(parameters: readonly Parameter[], workspace: Workspace): GradientSums {
  const sums = new Map(parameters.map(({ name, gradient }) => [name, gradient]))
  const of = (parameter: string): Float32Array => {
    const sum = sums.get(parameter)
    if (sum === undefined) throw new Error(`${parameter} is not trained`)
    return sum
  }
  return {
    has: (parameter) => sums.has(parameter),
    of,
    collect(gradients) {
      const places = gradients.map(([parameter, { name, shape }], number) => ({
        name,
        into: of(parameter),
        from: workspace.tensor(`gradient ${number} of a model`, shape),
      }))
      return {
        results: Object.fromEntries(places.map(({ name, from }) => [name, from.tensor])),
        add: () => places.forEach(({ into, from }) => addTo(into, 0, from.data)),
      }
    },
  }
}

export function addTo(sum: Float32Array, start: number, numbers: Float32Array): void {
  for (let place = 0; place < numbers.length; place++)
    (sum[start + place] as number) += numbers[place] as number
}
