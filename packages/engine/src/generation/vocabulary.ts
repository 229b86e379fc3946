// From the last layer's outputs to logits over the vocabulary: the last norm, the head in parts, and rows of added
// tokens in the place of the base's. Logarithms of sums are taken in the same models, so that nobody goes through a
// large vocabulary again to know a token's probability.
import { Tensor } from 'onnxruntime-node'
import { embeddingPath, headPath, lastNormPath, type DecoderConfig } from '../decoder/config.ts'
import { frozenWeight } from '../decoder/weights.ts'
import { toOnnx, type OnnxModel } from '../graph/onnx.ts'
import { createGraph, type Graph, type Value } from '../graph/graph.ts'
import * as op from '../graph/operators.ts'
import { runInto } from './forward.ts'
import type { Answering } from './answering.ts'
import type { FrozenTensor, Precision } from '../decoder/tensor.ts'
import type { Feeds, ModelWeights } from '../decoder/model-weights.ts'

/** For some positions: what the next token may be. */
export interface Distribution {
  /** Of all tokens; valid until the next call. */
  logits(row: number): Float32Array
  /** The natural logarithm of the sum of their exponentials. */
  logSum(row: number): number
}

/** Rows of the head in one model. */
const partSize = 16_384
const rowCounts = [1, 2, 4, 8, 16, 32, 64]
/** Logits that are held at once. */
const mostLogits = 2 ** 22

/** How many positions may be asked for at once. */
export function mostRows({ vocabulary }: DecoderConfig): number {
  return rowCounts.findLast((rows) => rows * vocabulary <= mostLogits) ?? 1
}

/** The last norm: x / √(mean(x²) + epsilon) · weight. */
export function normed(weights: ModelWeights, hidden: Float32Array): Float32Array {
  const weight = weights.frozen(`${lastNormPath}.weight`).data
  const squares = hidden.reduce((sum, number) => sum + number * number, 0)
  const factor = 1 / Math.sqrt(squares / hidden.length + weights.config.epsilon)
  return hidden.map((number, place) => number * factor * (weight[place] as number))
}

/** `hidden` as the last layer gives it. */
export async function distributions(
  answering: Answering,
  hidden: readonly Float32Array[],
): Promise<Distribution> {
  const { weights, models, workspace } = answering
  const { config, precision } = weights
  const { vocabulary } = config
  const rows = rowCounts.find((count) => count >= hidden.length)
  if (rows === undefined) throw new Error(`${hidden.length} positions are too many at once`)
  const input = new Float32Array(rows * config.hidden)
  hidden.forEach((row, place) => input.set(normed(weights, row), place * config.hidden))
  const size = Math.min(partSize, vocabulary)
  const head = weights.frozen(`${config.tied ? embeddingPath : headPath}.weight`)
  const added = addedTokens(weights)
  const form: HeadForm = { rows, size, hidden: config.hidden, precision }
  const model = await models.get(`head ${JSON.stringify(form)}`, () => headPart(form))

  const { data: logits } = workspace.tensor('logits', [rows, vocabulary])
  const peaks = new Float64Array(rows).fill(-Infinity)
  const sums = new Float64Array(rows)
  /** `sum` exponentials, counted from `peak` on. */
  const count = (row: number, peak: number, sum: number): void => {
    const before = peaks[row] as number
    const highest = Math.max(before, peak)
    sums[row] = (sums[row] as number) * Math.exp(before - highest) + sum * Math.exp(peak - highest)
    peaks[row] = highest
  }
  for (let done = 0; done < vocabulary; done += size) {
    // The last part is as large as the others and begins earlier; what the one before it had is left out.
    const start = Math.min(done, vocabulary - size)
    const bias = new Float32Array(size).fill(never, 0, done - start)
    for (const token of added) if (token >= done && token < start + size) bias[token - start] = never
    const feeds = {
      ...partFeeds(head, start, size),
      rows: new Tensor('float32', input, [rows, config.hidden]),
      bias: new Tensor('float32', bias, [size]),
    }
    const names = ['part of logits', 'highest logits', 'sums']
    const [part, highest, sum] = (await runInto(answering, model, feeds, names)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ]
    for (let row = 0; row < hidden.length; row++) {
      logits.set(part.subarray(row * size + done - start, (row + 1) * size), row * vocabulary + done)
      count(row, highest[row] as number, sum[row] as number)
    }
  }
  const addedRows = weights.headRows(added)
  added.forEach((token, place) => {
    const weight = addedRows.subarray(place * config.hidden, (place + 1) * config.hidden)
    for (let row = 0; row < hidden.length; row++) {
      const logit = weight.reduce(
        (sum, number, at) => sum + number * (input[row * config.hidden + at] as number),
        0,
      )
      logits[row * vocabulary + token] = logit
      count(row, logit, 1)
    }
  })
  return {
    logits: (row) => logits.subarray(row * vocabulary, (row + 1) * vocabulary),
    logSum: (row) => (peaks[row] as number) + Math.log(sums[row] as number),
  }
}

/** Takes a logit out of sums, and is still a number. */
const never = -1e30

/** Tokens whose rows of the head are the adapter's. */
function addedTokens(weights: ModelWeights): readonly number[] {
  const rows = weights.adapter()?.rows
  return rows !== undefined && (weights.config.tied || rows.head !== undefined) ? rows.tokens : []
}

interface HeadForm {
  readonly rows: number
  readonly size: number
  readonly hidden: number
  readonly precision: Precision
}

/** Logits of a part of the vocabulary, the highest, and the sum of exponentials relative to it. */
function headPart({ rows, size, hidden, precision }: HeadForm): OnnxModel {
  const graph = createGraph()
  const input = graph.input('rows', 'float32', [rows, hidden])
  const weight = frozenWeight(graph, 'lm_head.weight', [size, hidden], precision)
  const bias = graph.input('bias', 'float32', [size])
  const logits = op.add(graph, op.matMul(graph, input, weight, { transposeB: true }), bias)
  const highest = reduceMax(graph, logits)
  const sum = op.reduceSum(graph, op.exp(graph, op.sub(graph, logits, highest)), [-1])
  return toOnnx(graph, graph.inputs, [logits, highest, sum])
}

function reduceMax(graph: Graph, matrix: Value): Value {
  const shape = [...matrix.shape.slice(0, -1), 1]
  const axes = graph.constant('int64', [1], [-1n])
  return graph.apply('ReduceMax', [matrix, axes], { type: matrix.type, shape }, { keepdims: 1 })
}

function partFeeds(head: FrozenTensor, start: number, size: number): Feeds {
  const hidden = head.shape[1]
  const shape = [size, hidden]
  const from = start * hidden
  const to = from + size * hidden
  switch (head.kind) {
    case 'float32':
      return { 'lm_head.weight': new Tensor('float32', head.data.subarray(from, to), shape) }
    case 'bfloat16':
      return { 'lm_head.weight': new Tensor('uint16', head.data.subarray(from, to), shape) }
    case 'int8':
      return {
        'lm_head.weight': new Tensor('int8', head.data.subarray(from, to), shape),
        'lm_head.weight.factors': new Tensor('float32', head.factors.subarray(start, start + size), [size]),
      }
  }
}
