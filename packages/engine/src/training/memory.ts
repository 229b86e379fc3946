// How much memory training takes, before it starts. Sums of the arrays that are known to be held, and a measured
// share for what the runtime holds besides.
import { elementsOf } from '../graph/graph.ts'
import { linearShape, linears, tensorShapes, type DecoderConfig, type LinearName } from '../decoder/config.ts'
import { defaultLogits } from './head-pass.ts'
import { lengthOfTrees } from './trees.ts'
import type { Precision } from '../decoder/tensor.ts'

export interface MemoryEstimate {
  readonly weights: number
  /** Of what is trained: numbers, gradients and moments, besides the weights themselves. */
  readonly training: number
  /** What forward keeps for backward, and the models' working memory. */
  readonly passes: number
  readonly total: number
}

export interface MemoryQuestion {
  readonly config: DecoderConfig
  readonly precision: Precision
  readonly method:
    | { readonly kind: 'lora'; readonly rank: number; readonly targets: readonly LinearName[] }
    | { readonly kind: 'full' }
  /** Length of the longest example. */
  readonly longest: number
  /** Of all examples of a step, where that is known; a pass is as many of them as fit. */
  readonly tokens?: number
}

const bytesPerNumber = { float32: 4, bfloat16: 2, int8: 1 } as const
/** What a pass may keep, unless one row needs more. */
const keptAtMost = 2 ** 30
const mostPositions = 2048
/** Node and ONNX Runtime, with nothing loaded. */
const runtime = 170e6

/** Numbers that forward keeps of a position in one layer. */
function keptPerPosition({ hidden, heads, keyValueHeads, headSize, intermediate }: DecoderConfig): number {
  return 2 * hidden + 2 * heads * headSize + 2 * keyValueHeads * headSize + 2 * intermediate
}

/** How many positions forward may keep. */
export function positionsInMemory(config: DecoderConfig): number {
  const bytes = 4 * config.layers * keptPerPosition(config)
  return Math.max(1, Math.floor(keptAtMost / bytes))
}

/** How many positions are computed with at once, where no example and no tree of examples is longer. */
export function positionsAtOnce(config: DecoderConfig): number {
  return Math.min(mostPositions, positionsInMemory(config))
}

export function estimateMemory({
  config,
  precision,
  method,
  longest,
  tokens = Number.POSITIVE_INFINITY,
}: MemoryQuestion): MemoryEstimate {
  const shapes = [...tensorShapes(config).values()]
  const weights = shapes.reduce(
    (sum, shape) => sum + elementsOf(shape) * (shape.length === 2 ? bytesPerNumber[precision] : 4),
    0,
  )
  const trained =
    method.kind === 'full'
      ? shapes.reduce((sum, shape) => sum + elementsOf(shape), 0)
      : config.layers *
        linears
          .filter((name) => method.targets.includes(name))
          .map((name) => linearShape(config, name))
          .reduce((sum, [outer, inner]) => sum + method.rank * (outer + inner), 0)
  const training = trained * (method.kind === 'full' ? 12 : 16)
  // Examples that begin alike stand in one row.
  const row = Math.max(longest, Math.min(tokens, lengthOfTrees * longest, positionsInMemory(config)))
  const positions = Math.max(row, Math.min(tokens, positionsAtOnce(config)))
  const { layers, hidden, heads, intermediate, vocabulary } = config
  const kept = 4 * positions * layers * keptPerPosition(config)
  // Of the layer that is computed: its feed-forward part, back and forth, and probabilities of attention.
  const working = 4 * positions * (8 * intermediate + 8 * hidden + heads * row)
  const logits = 4 * 3 * Math.min(defaultLogits, positions * vocabulary)
  const layer = linears.reduce((sum, name) => sum + elementsOf(linearShape(config, name)), 0)
  const unpacked = precision === 'float32' ? 0 : 4 * (layer + vocabulary * hidden)
  const passes = kept + working + logits + unpacked
  return { weights, training, passes, total: runtime + weights + training + passes }
}
