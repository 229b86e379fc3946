// What is trained, as flat arrays by name with their gradients: an adapter's pairs and rows, or all weights. The
// arrays are those that the models are fed with, so whoever writes into them has updated the model.
import { linears, linearPath, tensorShapes } from '../decoder/config.ts'
import type { Adapter } from '../decoder/adapter.ts'
import type { ModelWeights } from '../decoder/model-weights.ts'

export interface Parameter {
  readonly name: string
  readonly data: Float32Array
  readonly gradient: Float32Array
  /** Whether weight decay takes from it: from matrices, and not from norms, biases and rows of tokens. */
  readonly decays: boolean
}

export const rowsOfEmbedding = 'rows.embedding'
export const rowsOfHead = 'rows.head'

export function parametersOfAdapter({ pairs, rows }: Adapter): readonly Parameter[] {
  const ofPairs = [...pairs].flatMap(([path, { a, b }]) => [
    parameter(`${path}.lora_a`, a.data, true),
    parameter(`${path}.lora_b`, b.data, true),
  ])
  return [
    ...ofPairs,
    ...(rows === undefined ? [] : [parameter(rowsOfEmbedding, rows.embedding.data, false)]),
    ...(rows?.head === undefined ? [] : [parameter(rowsOfHead, rows.head.data, false)]),
  ]
}

/** Throws where the weights are not kept in float32. */
export function parametersOfModel(weights: ModelWeights): readonly Parameter[] {
  return [...tensorShapes(weights.config)].map(([name, shape]) => {
    const tensor = weights.frozen(name)
    if (tensor.kind !== 'float32')
      throw new Error(
        `all weights can be trained only where they are kept in float32, and ${name} is kept in ${tensor.kind}: ` +
          'open the engine with precision float32, or train an adapter',
      )
    return parameter(name, tensor.data, shape.length === 2)
  })
}

function parameter(name: string, data: Float32Array, decays: boolean): Parameter {
  return { name, data, gradient: new Float32Array(data.length), decays }
}

/** The parameter that a layer's models know by the name of an input: "q_proj.lora_a", "input_layernorm.weight". */
export function parameterOfInput(layer: number, input: string): string {
  const linear = linears.find((name) => input.startsWith(`${name}.`))
  return linear === undefined
    ? `model.layers.${layer}.${input}`
    : `${linearPath(layer, linear)}${input.slice(linear.length)}`
}
