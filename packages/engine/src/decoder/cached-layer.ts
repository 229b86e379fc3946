// One layer of a decoder that answers: tokens behind a past whose keys and values are given, so that each token is
// computed once. Not the layer that learns (layer.ts), which sees whole sequences and has no past. The number of past
// positions is free: one model serves every length.
//
// A query sees the new tokens of its row up to itself, and the past. Queries of one group share keys and values, so
// they are folded into rows, and keys and values are never repeated. Heads stand outermost, so that rows which share
// one past are the rows of a single product.
import { applyLinear, linear } from './weights.ts'
import { linears, normNames, type DecoderConfig, type LinearName } from './config.ts'
import { toOnnx, type OnnxModel } from '../graph/onnx.ts'
import { createGraph, type Value } from '../graph/graph.ts'
import * as op from '../graph/operators.ts'
import { attendPast, type Past } from './cached-layer-attention.ts'
import type { LayerLora } from './model-weights.ts'
import type { Precision } from './tensor.ts'

export interface CachedLayerForm {
  readonly rows: number
  /** New tokens of each row. */
  readonly length: number
  readonly past: Past
  readonly precision: Precision
  readonly lora: LayerLora | undefined
  /** Keys and values alone are what the last layer owes where nothing is asked of its tokens. */
  readonly output: 'hidden' | 'cache'
}

/**
 * Inputs besides the weights: "hidden" [rows × length × hidden]; "cosines" and "sines" [rows · length × headSize / 2];
 * "bias", which is added to scores: 0 where a query may look and -∞ where not, new positions before past ones:
 * [length × length + past], or [rows × 1 × length × length + past] where each row has its own past;
 * "pastKeys" and "pastValues" [keyValueHeads × past × headSize], or [keyValueHeads × rows × past × headSize].
 * Outputs in this order: keys and values [keyValueHeads × rows × length × headSize], and what the next layer takes.
 */
export function cachedLayer(config: DecoderConfig, form: CachedLayerForm): OnnxModel {
  const { hidden, heads, keyValueHeads, headSize, epsilon } = config
  const { rows, length, past } = form
  const graph = createGraph()
  const half = headSize / 2
  const input = graph.input('hidden', 'float32', [rows, length, hidden])
  const cosines = graph.input('cosines', 'float32', [rows * length, half])
  const sines = graph.input('sines', 'float32', [rows * length, half])
  const places = graph.constant(
    'int64',
    [rows, length],
    Array.from({ length: rows * length }, (_, place) => BigInt(place)),
  )
  const norms = new Map(
    normNames(config).map((name) => [
      name,
      graph.input(`${name}.weight`, 'float32', [name.startsWith('self_attn') ? headSize : hidden]),
    ]),
  )
  const norm = (value: Value, name: string): Value =>
    op.rmsNorm(graph, value, norms.get(name) as Value, epsilon)[0]
  const maps = new Map(
    linears.map((name) => {
      const { precision, lora } = form
      const adapted = lora?.targets.includes(name) === true ? { lora } : {}
      return [name, linear(graph, config, name, { precision, ...adapted })]
    }),
  )
  const map = (value: Value, name: LinearName): Value => {
    const found = maps.get(name)
    if (found === undefined) throw new Error(`a layer has no ${name}`)
    return applyLinear(graph, value, found)
  }

  const normal = norm(input, 'input_layernorm')
  const rotated = (name: 'q' | 'k', count: number): Value => {
    const plain = map(normal, `${name}_proj`)
    const perHead = op.reshape(graph, plain, [rows, length, count, headSize])
    const even = config.queryKeyNorm ? norm(perHead, `self_attn.${name}_norm`) : perHead
    return op.rotaryEmbedding(graph, op.reshape(graph, even, plain.shape), places, cosines, sines)
  }
  const byHead = (value: Value): Value =>
    op.transpose(graph, op.reshape(graph, value, [rows, length, keyValueHeads, headSize]), [2, 0, 1, 3])
  const group = heads / keyValueHeads
  const queries = op.reshape(
    graph,
    op.transpose(
      graph,
      op.reshape(graph, rotated('q', heads), [rows, length, keyValueHeads, group, headSize]),
      [2, 0, 3, 1, 4],
    ),
    [keyValueHeads, rows, group * length, headSize],
  )
  const keys = byHead(rotated('k', keyValueHeads))
  const values = byHead(map(normal, 'v_proj'))
  const seen = attendPast(graph, { queries, keys, values, length, past })
  const joined = op.reshape(
    graph,
    op.transpose(
      graph,
      op.reshape(graph, seen.output, [keyValueHeads, rows, group, length, headSize]),
      [1, 3, 0, 2, 4],
    ),
    [rows, length, heads * headSize],
  )
  const between = op.add(graph, input, map(joined, 'o_proj'))
  const second = norm(between, 'post_attention_layernorm')
  const wide = op.mul(graph, op.silu(graph, map(second, 'gate_proj')), map(second, 'up_proj'))
  const output = op.add(graph, between, map(wide, 'down_proj'))
  return toOnnx(
    graph,
    graph.inputs,
    form.output === 'hidden' ? [keys, values, output] : [keys, values],
    seen.free,
  )
}
