// Frozen weights as inputs of a graph. They are never constants of a model: one copy in memory serves training and
// generation, and any number of sessions.
import { linearShape, type DecoderConfig, type LinearName } from './config.ts'
import type { Precision } from './tensor.ts'
import * as op from '../graph/operators.ts'
import type { Graph, Shape, Value } from '../graph/graph.ts'

/** A linear map in a graph: its weight, and what an adapter adds to it. */
export interface Linear {
  /** float32 [out × in], whatever it is fed as. */
  readonly weight: Value
  readonly bias?: Value
  readonly lora?: { readonly a: Value; readonly b: Value; readonly scale: number }
}

/**
 * Declares a frozen weight of this name as an input and gives it as float32. bf16 is exact: its sixteen bits are the
 * upper half of a float32. int8 has a factor per row, fed as "NAME.factors".
 */
export function frozenWeight(graph: Graph, name: string, shape: Shape, precision: Precision): Value {
  if (precision === 'float32') return graph.input(name, 'float32', shape)
  if (precision === 'int8') {
    const rows = graph.input(name, 'int8', shape)
    return op.dequantizeRows(graph, rows, graph.input(`${name}.factors`, 'float32', [shape[0] as number]))
  }
  return op.fromBfloat16(graph, graph.input(name, 'uint16', shape))
}

/** Declares the inputs of a linear map. */
export function linear(
  graph: Graph,
  config: DecoderConfig,
  name: LinearName,
  settings: {
    readonly precision: Precision
    readonly lora?: { readonly rank: number; readonly scale: number }
  },
): Linear {
  const shape = linearShape(config, name)
  const biased = config.attentionBias && ['q_proj', 'k_proj', 'v_proj'].includes(name)
  const { precision, lora } = settings
  return {
    weight: frozenWeight(graph, `${name}.weight`, shape, precision),
    ...(biased ? { bias: graph.input(`${name}.bias`, 'float32', [shape[0]]) } : {}),
    ...(lora === undefined
      ? {}
      : {
          lora: {
            a: graph.input(`${name}.lora_a`, 'float32', [lora.rank, shape[1]]),
            b: graph.input(`${name}.lora_b`, 'float32', [shape[0], lora.rank]),
            scale: lora.scale,
          },
        }),
  }
}

/** x · Wᵀ + bias + scale · (x · Aᵀ) · Bᵀ, for rows of [… × in]. */
export function applyLinear(graph: Graph, rows: Value, map: Linear): Value {
  const [inner, outer] = [rows.shape.at(-1) as number, map.weight.shape[0] as number]
  const flat = op.reshape(graph, rows, [-1, inner])
  return op.reshape(graph, applyToMatrix(graph, flat, map), [...rows.shape.slice(0, -1), outer])
}

/** Sums are made within the products. */
function applyToMatrix(graph: Graph, rows: Value, { weight, bias, lora }: Linear): Value {
  const plain =
    bias === undefined
      ? op.matMul(graph, rows, weight, { transposeB: true })
      : op.gemm(graph, rows, weight, bias, { transposeB: true })
  if (lora === undefined) return plain
  const low = op.matMul(graph, rows, lora.a, { transposeB: true })
  return op.gemm(graph, low, lora.b, plain, { transposeB: true, alpha: lora.scale })
}
