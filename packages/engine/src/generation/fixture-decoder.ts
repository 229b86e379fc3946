// Small random decoders for tests, and what they say by plain loops in double precision over the whole sequence: no
// graph, no cache, no batch. Slow, and easy to see through.
import { InferenceSession } from 'onnxruntime-node'
import {
  lastNormPath,
  linearPath,
  linearShape,
  linears,
  tensorShapes,
  type DecoderConfig,
  type LinearName,
} from '../decoder/config.ts'
import { createAnswering, type Answering } from './answering.ts'
import { loadWeights, type ModelWeights } from '../decoder/model-weights.ts'
import { readRow } from '../decoder/frozen.ts'
import { rotaryTables } from '../decoder/rotary.ts'
import { randomFrom } from './sampling.ts'
import type { Adapter } from '../decoder/adapter.ts'
import type { Precision, Tensor } from '../decoder/tensor.ts'

const small: DecoderConfig = {
  architecture: 'qwen2',
  vocabulary: 37,
  hidden: 24,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  headSize: 8,
  intermediate: 40,
  epsilon: 1e-6,
  rotary: { theta: 10_000 },
  tied: true,
  attentionBias: true,
  queryKeyNorm: false,
  positions: 1024,
}

export const fixtureConfigs = {
  qwen2: small,
  /** Its heads are wider than its hidden state is over them. */
  qwen3: { ...small, architecture: 'qwen3', attentionBias: false, queryKeyNorm: true, headSize: 16 },
  llama: {
    ...small,
    architecture: 'llama',
    attentionBias: false,
    tied: false,
    keyValueHeads: 4,
    rotary: {
      theta: 500,
      scaling: { factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalPositions: 64 },
    },
  },
} satisfies Record<string, DecoderConfig>

/** Numbers around 0, or around 1 for norms. */
export function randomTensor(
  shape: readonly number[],
  random: () => number,
  around = 0,
  width = 0.6,
): Tensor {
  const length = shape.reduce((product, size) => product * size, 1)
  return { shape, data: Float32Array.from({ length }, () => around + (random() - 0.5) * width) }
}

export async function fixtureWeights(
  config: DecoderConfig,
  precision: Precision = 'float32',
  seed = 1,
): Promise<ModelWeights> {
  const random = randomFrom(seed)
  const shapes = tensorShapes(config)
  return loadWeights(
    config,
    {
      names: [...shapes.keys()],
      read: async (name) =>
        randomTensor(shapes.get(name) as readonly number[], random, name.includes('norm') ? 1 : 0),
    },
    precision,
  )
}

/** On two kinds of linear maps of all layers but the first, with rows for two tokens. */
export function fixtureAdapter(config: DecoderConfig, seed = 1): Adapter {
  const random = randomFrom(seed)
  const rank = 4
  const pairs = Array.from({ length: config.layers - 1 }, (_, above) =>
    linears
      .filter((name) => name === 'q_proj' || name === 'v_proj' || name === 'down_proj')
      .map((name) => {
        const [out, into] = linearShape(config, name)
        const a = randomTensor([rank, into], random)
        return [linearPath(above + 1, name), { a, b: randomTensor([out, rank], random) }] as const
      }),
  )
  const tokens = [3, config.vocabulary - 1]
  const embedding = randomTensor([tokens.length, config.hidden], random)
  const head = config.tied ? {} : { head: randomTensor([tokens.length, config.hidden], random) }
  return { rank, alpha: 8, pairs: new Map(pairs.flat()), rows: { tokens, embedding, ...head } }
}

export function fixtureAnswering(weights: ModelWeights, cacheLimit?: number): Answering {
  const settings = { intraOpNumThreads: 1 }
  return createAnswering(weights, async (model) => InferenceSession.create(model, settings), cacheLimit)
}

export interface PlainAnswer {
  /** Natural log-probabilities of all tokens as the next, at each position. */
  readonly logProbabilities: readonly (readonly number[])[]
  /** The last norm's output at each position. */
  readonly hidden: readonly (readonly number[])[]
}

export function plainForward(weights: ModelWeights, tokens: ArrayLike<number>): PlainAnswer {
  const { config } = weights
  const { heads, keyValueHeads, headSize, epsilon } = config
  const half = headSize / 2
  const tables = rotaryTables(config, tokens.length)
  const rotate = (head: readonly number[], position: number): number[] =>
    head.map((number, place) => {
      const at = position * half + (place % half)
      const other = place < half ? -(head[place + half] as number) : (head[place - half] as number)
      return number * (tables.cosines[at] as number) + other * (tables.sines[at] as number)
    })
  const norm = (row: readonly number[], name: string): number[] => {
    const weight = weights.frozen(name).data
    const root = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0) / row.length + epsilon)
    return row.map((x, place) => (x / root) * (weight[place] as number))
  }
  const map = (layer: number, name: LinearName, row: readonly number[]): number[] => {
    const path = linearPath(layer, name)
    const adapter = weights.adapter()
    const pair = adapter?.pairs.get(path)
    const bias =
      config.attentionBias && ['q_proj', 'k_proj', 'v_proj'].includes(name)
        ? weights.frozen(`${path}.bias`).data
        : undefined
    const low = pair === undefined ? [] : timesRows(rowsOf(pair.a), row)
    const added = pair === undefined ? undefined : timesRows(rowsOf(pair.b), low)
    const scale = adapter === undefined ? 0 : adapter.alpha / adapter.rank
    return timesRows(matrixOf(weights, `${path}.weight`), row).map(
      (x, place) => x + (bias?.[place] ?? 0) + scale * (added?.[place] ?? 0),
    )
  }
  const perHead = (row: readonly number[], count: number): number[][] =>
    Array.from({ length: count }, (_, head) => row.slice(head * headSize, (head + 1) * headSize))

  const embedding = weights.embeddingRows(tokens)
  let rows = Array.from({ length: tokens.length }, (_, at) => [
    ...embedding.subarray(at * config.hidden, (at + 1) * config.hidden),
  ])
  for (let layer = 0; layer < config.layers; layer++) {
    const at = `model.layers.${layer}`
    const inputs = rows.map((row) => norm(row, `${at}.input_layernorm.weight`))
    const rotated = (name: 'q' | 'k', count: number): number[][][] =>
      inputs.map((row, position) =>
        perHead(map(layer, `${name}_proj`, row), count).map((head) =>
          rotate(config.queryKeyNorm ? norm(head, `${at}.self_attn.${name}_norm.weight`) : head, position),
        ),
      )
    const queries = rotated('q', heads)
    const keys = rotated('k', keyValueHeads)
    const values = inputs.map((row) => perHead(map(layer, 'v_proj', row), keyValueHeads))
    const attended = queries.map((position, place) =>
      position.flatMap((query, head) => {
        const shared = Math.floor((head * keyValueHeads) / heads)
        const scores = keys
          .slice(0, place + 1)
          .map((key) => dot(query, key[shared] as number[]) / Math.sqrt(headSize))
        const weighed = logSoftmax(scores).map(Math.exp)
        return query.map((_, size) =>
          weighed.reduce((sum, weight, from) => sum + weight * (values[from]?.[shared]?.[size] as number), 0),
        )
      }),
    )
    const between = rows.map((row, place) => plus(row, map(layer, 'o_proj', attended[place] as number[])))
    rows = between.map((row) => {
      const input = norm(row, `${at}.post_attention_layernorm.weight`)
      const up = map(layer, 'up_proj', input)
      const wide = map(layer, 'gate_proj', input).map(
        (x, place) => (x / (1 + Math.exp(-x))) * (up[place] as number),
      )
      return plus(row, map(layer, 'down_proj', wide))
    })
  }
  const hidden = rows.map((row) => norm(row, `${lastNormPath}.weight`))
  const all = weights.headRows(Array.from({ length: config.vocabulary }, (_, token) => token))
  const head = rowsOf({ shape: [config.vocabulary, config.hidden], data: all })
  return { hidden, logProbabilities: hidden.map((row) => logSoftmax(timesRows(head, row))) }
}

const matrices = new WeakMap<ModelWeights, Map<string, number[][]>>()

function matrixOf(weights: ModelWeights, name: string): number[][] {
  const known = matrices.get(weights) ?? new Map<string, number[][]>()
  matrices.set(weights, known)
  const found = known.get(name)
  if (found !== undefined) return found
  const frozen = weights.frozen(name)
  const [rows = 0, columns = 0] = frozen.shape
  const matrix = Array.from({ length: rows }, (_, row) => {
    const numbers = new Float32Array(columns)
    readRow(frozen, row, numbers, 0)
    return [...numbers]
  })
  known.set(name, matrix)
  return matrix
}

function rowsOf({ shape, data }: Tensor): number[][] {
  const [rows = 0, columns = 0] = shape
  return Array.from({ length: rows }, (_, row) => [...data.subarray(row * columns, (row + 1) * columns)])
}

function timesRows(matrix: readonly (readonly number[])[], row: readonly number[]): number[] {
  return matrix.map((one) => dot(one, row))
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let place = 0; place < a.length; place++) sum += (a[place] as number) * (b[place] as number)
  return sum
}

function plus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((x, place) => x + (b[place] as number))
}

function logSoftmax(scores: readonly number[]): number[] {
  const highest = Math.max(...scores)
  const sum = scores.reduce((all, score) => all + Math.exp(score - highest), 0)
  return scores.map((score) => score - highest - Math.log(sum))
}
