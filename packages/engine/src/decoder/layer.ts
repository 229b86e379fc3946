// One layer of a decoder for training: its graph over whole sequences, with the gradients of its input and of what
// is trained in it. Models are cut from it: forward, which gives what is kept; backward, which is given it and
// computes the rest again. One graph serves every layer of the same kind, for its weights are inputs.
import { differentiate } from '../graph/gradients.ts'
import { createGraph, type Graph, type Value } from '../graph/graph.ts'
import { toOnnx, type OnnxModel } from '../graph/onnx.ts'
import * as op from '../graph/operators.ts'
import { plainOperators } from '../graph/plain-operators.ts'
import { attend, attentionGradients, type AttentionInputs } from './layer-attention.ts'
import { linears, normNames, type DecoderConfig, type LinearName } from './config.ts'
import { applyLinear, linear, type Linear } from './weights.ts'
import type { LayerLora } from './model-weights.ts'
import type { Precision } from './tensor.ts'
import type { Provider } from '../runtime/session.ts'

export interface LayerSettings {
  readonly config: DecoderConfig
  readonly precision: Precision
  readonly lora?: LayerLora | undefined
  /** What gradients are wanted of. */
  readonly trained: 'lora' | 'all'
  readonly batch: number
  readonly length: number
  /** Whether a row has several examples: then positions and ends are given. */
  readonly packed: boolean
  /** Queries at once; the result is the same but for rounding. */
  readonly chunk?: number | undefined
  /** Where it is computed; the CPU where absent. */
  readonly provider?: Provider | undefined
}

/**
 * Inputs by name besides weights: "x" [batch · length × hidden]; "cosines", "sines" [length × headSize / 2];
 * where packed "positions" int64 and "ends" float32 [batch × length]; backward also "gradient", like x.
 */
export interface LayerGraph {
  readonly graph: Graph
  readonly input: Value
  readonly output: Value
  /** What forward gives and backward takes, besides the input. */
  readonly kept: readonly Value[]
  /** Of the output. */
  readonly gradient: Value
  readonly inputGradient: Value
  /** Of what is trained, by the name of the weight's input. */
  readonly gradients: ReadonlyMap<string, Value>
}

export function layerGraph(settings: LayerSettings): LayerGraph {
  const { config, batch, length } = settings
  const graph = createGraph()
  const rows = batch * length
  const input = graph.input('x', 'float32', [rows, config.hidden])
  const gradient = graph.input('gradient', 'float32', [rows, config.hidden])
  const weights = declareWeights(graph, settings)
  const rotary = declareRotary(graph, settings)
  const ends = settings.packed ? graph.input('ends', 'float32', [batch, length]) : undefined

  const normal = op.rmsNorm(graph, input, weights.norm('input_layernorm'), config.epsilon)[0]
  const heads = splitHeads(graph, normal, settings, weights, rotary)
  const attention = attend(graph, heads.inputs, ends, settings.chunk ?? 128)
  const attended = joinHeads(graph, attention.output, config)
  const projected = applyLinear(graph, attended, weights.linear('o_proj'))
  const middle = op.add(graph, input, projected)
  const middleNormal = op.rmsNorm(graph, middle, weights.norm('post_attention_layernorm'), config.epsilon)[0]
  const gate = applyLinear(graph, middleNormal, weights.linear('gate_proj'))
  const up = applyLinear(graph, middleNormal, weights.linear('up_proj'))
  const fed = applyLinear(graph, op.mul(graph, op.silu(graph, gate), up), weights.linear('down_proj'))
  const output = op.add(graph, middle, fed)

  // The chain rule in three pieces, because attention has a better gradient than its operators' rules give.
  const trained = (part: Part): readonly Value[] => weights.trained(part)
  const behind = differentiate(graph, new Map([[output, gradient]]), [middle, ...trained('feed-forward')])
  const middleGradient = behind.get(middle) as Value
  const within = differentiate(graph, new Map([[projected, middleGradient]]), [
    attended,
    ...trained('output'),
  ])
  const attendedGradient = within.get(attended) as Value
  const parts = attentionGradients(
    graph,
    heads.inputs,
    attention,
    byHeads(graph, attendedGradient, settings),
    byHeads(graph, op.mul(graph, attendedGradient, attended), settings, 'sums'),
  )
  const before = differentiate(
    graph,
    new Map([
      [heads.inputs.queries, parts.queries],
      [heads.inputs.keys, parts.keys],
      [heads.inputs.values, parts.values],
    ]),
    [input, ...trained('heads')],
  )
  const gradients = new Map(
    [...behind, ...within, ...before].flatMap(([value, found]): [string, Value][] =>
      [middle, attended, input].includes(value) ? [] : [[value.name, found]],
    ),
  )
  const inputGradient = op.add(graph, middleGradient, before.get(input) as Value)
  return {
    graph: settings.provider === 'webgpu' ? plainOperators(graph) : graph,
    input,
    output,
    kept: [...heads.kept, attended, middle, gate, up],
    gradient,
    inputGradient,
    gradients,
  }
}

/** Gives the output, and what is kept where that is asked for. */
export function forwardModel({ graph, output, kept }: LayerGraph, keeps: boolean): OnnxModel {
  return toOnnx(graph, graph.inputs, keeps ? [output, ...kept] : [output])
}

/** Gives the gradients of what is trained, and of the input where that is asked for. */
export function backwardModel(layer: LayerGraph, ofInput: boolean): OnnxModel {
  const { graph, kept, gradients, inputGradient } = layer
  return toOnnx(
    graph,
    [...graph.inputs, ...kept],
    [...(ofInput ? [inputGradient] : []), ...gradients.values()],
  )
}

interface LayerWeights {
  linear(name: LinearName): Linear
  norm(name: string): Value
  /** What is trained in a part of the layer. */
  trained(part: Part): readonly Value[]
}

type Part = 'heads' | 'output' | 'feed-forward'

function partOf(name: string): Part {
  if (name.startsWith('o_proj')) return 'output'
  return /^(gate|up|down|post)_/.test(name) ? 'feed-forward' : 'heads'
}

function declareWeights(graph: Graph, { config, precision, lora, trained }: LayerSettings): LayerWeights {
  const before = graph.inputs.length
  const maps = new Map(
    linears.map((name) => {
      const pair = lora?.targets.includes(name) === true ? { lora } : {}
      return [name, linear(graph, config, name, { precision, ...pair })]
    }),
  )
  const norms = new Map(
    normNames(config).map((name) => {
      const size = name.startsWith('self_attn') ? config.headSize : config.hidden
      return [name, graph.input(`${name}.weight`, 'float32', [size])]
    }),
  )
  const low = [...maps.values()].flatMap((map) => (map.lora === undefined ? [] : [map.lora.a, map.lora.b]))
  const all = trained === 'lora' ? low : graph.inputs.slice(before)
  return {
    linear: (name) => maps.get(name) as Linear,
    norm: (name) => norms.get(name) as Value,
    trained: (part) => all.filter(({ name }) => partOf(name) === part),
  }
}

interface Rotary {
  readonly positions: Value
  readonly cosines: Value
  readonly sines: Value
}

function declareRotary(graph: Graph, { config, batch, length, packed }: LayerSettings): Rotary {
  const shape = [length, config.headSize / 2]
  return {
    cosines: graph.input('cosines', 'float32', shape),
    sines: graph.input('sines', 'float32', shape),
    positions: packed
      ? graph.input('positions', 'int64', [batch, length])
      : graph.constant('int64', [1], [0n]),
  }
}

/** Queries, keys and values by head, and which values are kept of their making. */
function splitHeads(
  graph: Graph,
  normal: Value,
  settings: LayerSettings,
  weights: LayerWeights,
  { positions, cosines, sines }: Rotary,
): { readonly inputs: AttentionInputs; readonly kept: readonly Value[] } {
  const { config, batch, length } = settings
  const { heads, keyValueHeads, headSize } = config
  const projected = (name: LinearName): Value => applyLinear(graph, normal, weights.linear(name))
  const ofHeads = (value: Value, count: number): Value =>
    op.transpose(graph, op.reshape(graph, value, [batch, length, count, headSize]), [0, 2, 1, 3])
  const turned = (value: Value, count: number, norm: string): Value => {
    const split = op.reshape(graph, value, [batch, length, count, headSize])
    const even = config.queryKeyNorm
      ? op.rmsNorm(graph, split, weights.norm(`self_attn.${norm}`), config.epsilon)[0]
      : split
    return op.rotaryEmbedding(graph, op.transpose(graph, even, [0, 2, 1, 3]), positions, cosines, sines)
  }
  const [q, k, v] = [projected('q_proj'), projected('k_proj'), projected('v_proj')]
  const queries = turned(q, heads, 'q_norm')
  const keys = turned(k, keyValueHeads, 'k_norm')
  const values = ofHeads(v, keyValueHeads)
  return {
    inputs: {
      queries: op.reshape(graph, queries, [batch, keyValueHeads, heads / keyValueHeads, length, headSize]),
      keys,
      values,
    },
    // A norm's gradient needs what went into it.
    kept: [...(config.queryKeyNorm ? [q, k] : [queries, keys]), values],
  }
}

/** [batch × kvHeads × group × length × size] as rows of positions. */
function joinHeads(graph: Graph, value: Value, { heads, headSize }: DecoderConfig): Value {
  const [batch, , , length] = value.shape as [number, number, number, number]
  const byHead = op.reshape(graph, value, [batch, heads, length, headSize])
  return op.reshape(graph, op.transpose(graph, byHead, [0, 2, 1, 3]), [batch * length, heads * headSize])
}

/** The other way; or the sums over each head's part of a row. */
function byHeads(
  graph: Graph,
  value: Value,
  { config, batch, length }: LayerSettings,
  what: 'parts' | 'sums' = 'parts',
): Value {
  const { heads, keyValueHeads, headSize } = config
  const split = op.reshape(graph, value, [batch, length, heads, headSize])
  const whole = what === 'parts' ? split : op.reduceSum(graph, split, [-1])
  const turned = op.transpose(graph, whole, [0, 2, 1, 3])
  return op.reshape(graph, turned, [batch, keyValueHeads, heads / keyValueHeads, length, -1])
}
