// Causal attention for training, and its gradient, over whole sequences without a cache. Heads that share keys and
// values stand under one another as rows of one product, so keys and values are never repeated; queries come in
// chunks, which leaves out most of what is in the future. What generates stands in generation/.
import * as op from '../graph/operators.ts'
import type { Graph, Value } from '../graph/graph.ts'

/** Queries [batch × kvHeads × group × length × size]; keys and values [batch × kvHeads × length × size]. */
export interface AttentionInputs {
  readonly queries: Value
  readonly keys: Value
  readonly values: Value
}

export interface Attention {
  /** Shaped as the queries. */
  readonly output: Value
  readonly chunks: readonly Chunk[]
}

interface Chunk {
  readonly start: number
  readonly end: number
  /** [batch × kvHeads × group · (end − start) × size]. */
  readonly queries: Value
  /** The keys up to `end`, which is all that these queries see. */
  readonly keys: Value
  readonly values: Value
  /** [batch × kvHeads × group · (end − start) × end]. */
  readonly probabilities: Value
}

/** Of positions that are not seen. Far below every score, and finite, so that no difference of two is not a number. */
const unseen = -1e9
const timeOfQueries = 3
const timeOfKeys = 2

/**
 * `ends`: float32 [batch × length], where there are several examples in a row: the place of the row from which on a
 * position is not seen any more. Examples that share a beginning stand behind it one after the other, and end each
 * their own tokens, so that all see what they share and none sees another.
 */
export function attend(
  graph: Graph,
  inputs: AttentionInputs,
  ends: Value | undefined,
  chunk: number,
): Attention {
  const length = inputs.queries.shape[timeOfQueries] as number
  const starts = Array.from({ length: Math.ceil(length / chunk) }, (_, place) => place * chunk)
  const chunks = starts.map((start) => chunkOf(graph, inputs, ends, start, Math.min(start + chunk, length)))
  const outputs = chunks.map(({ start, end, values, probabilities }) =>
    byGroup(graph, op.matMul(graph, probabilities, values), inputs, end - start),
  )
  return { output: joined(graph, outputs), chunks }
}

/**
 * From the gradient of the output, and the sum of its product with the output over each row
 * ([batch × kvHeads × group × length × 1]), which is what softmax's gradient subtracts.
 */
export function attentionGradients(
  graph: Graph,
  inputs: AttentionInputs,
  { chunks }: Attention,
  gradient: Value,
  rowSums: Value,
): AttentionInputs {
  const length = inputs.queries.shape[timeOfQueries] as number
  const parts = chunks.map(({ start, end, queries, keys, values, probabilities }) => {
    const upstream = folded(graph, part(graph, gradient, timeOfQueries, start, end))
    const sums = folded(graph, part(graph, rowSums, timeOfQueries, start, end))
    const ofProbabilities = op.matMul(graph, upstream, values, { transposeB: true })
    const ofScores = op.mul(graph, probabilities, op.sub(graph, ofProbabilities, sums))
    const alpha = scaleOf(inputs)
    const whole = (value: Value): Value =>
      end === length ? value : op.pad(graph, value, timeOfKeys, 0, length - end)
    return {
      queries: byGroup(graph, op.matMul(graph, ofScores, keys, { alpha }), inputs, end - start),
      keys: whole(op.matMul(graph, ofScores, queries, { transposeA: true, alpha })),
      values: whole(op.matMul(graph, probabilities, upstream, { transposeA: true })),
    }
  })
  const total = (of: 'keys' | 'values'): Value =>
    parts.map((some) => some[of]).reduce((sum, value) => op.add(graph, sum, value))
  return {
    queries: joined(
      graph,
      parts.map((some) => some.queries),
    ),
    keys: total('keys'),
    values: total('values'),
  }
}

function chunkOf(
  graph: Graph,
  inputs: AttentionInputs,
  ends: Value | undefined,
  start: number,
  end: number,
): Chunk {
  const queries = folded(graph, part(graph, inputs.queries, timeOfQueries, start, end))
  const keys = part(graph, inputs.keys, timeOfKeys, 0, end)
  const scores = op.matMul(graph, queries, keys, { transposeB: true, alpha: scaleOf(inputs) })
  const [batch, kvHeads, group] = inputs.queries.shape as [number, number, number]
  const shape = [batch, kvHeads, group, end - start, end]
  const seen = op.add(graph, op.reshape(graph, scores, shape), mask(graph, ends, start, end))
  return {
    start,
    end,
    queries,
    keys,
    values: part(graph, inputs.values, timeOfKeys, 0, end),
    probabilities: op.reshape(graph, op.softmax(graph, seen), scores.shape),
  }
}

/** What is added to scores: [(end − start) × end], or with a batch and two ones before it. */
function mask(graph: Graph, ends: Value | undefined, start: number, end: number): Value {
  const rows = end - start
  const triangle = graph.constant(
    'float32',
    [rows, rows],
    Array.from({ length: rows * rows }, (_, place) => (place % rows > Math.floor(place / rows) ? unseen : 0)),
  )
  const causal = start === 0 ? triangle : op.pad(graph, triangle, 1, start, 0)
  if (ends === undefined) return causal
  const batch = ends.shape[0] as number
  const places = Array.from({ length: rows }, (_, place) => start + place + 1)
  const ofQueries = graph.constant('float32', [1, 1, 1, rows, 1], places)
  const ofKeys = op.reshape(graph, part(graph, ends, 1, 0, end), [batch, 1, 1, 1, end])
  const beyond = op.relu(graph, op.sub(graph, ofQueries, ofKeys))
  return op.add(graph, op.scale(graph, beyond, unseen), causal)
}

function scaleOf({ queries }: AttentionInputs): number {
  return 1 / Math.sqrt(queries.shape.at(-1) as number)
}

function part(graph: Graph, value: Value, axis: number, start: number, end: number): Value {
  return start === 0 && end === value.shape[axis] ? value : op.slice(graph, value, axis, start, end)
}

/** [batch × kvHeads × group × length × …] with the group's heads under one another. */
function folded(graph: Graph, value: Value): Value {
  const [batch, kvHeads, group, length, size] = value.shape as [number, number, number, number, number]
  return op.reshape(graph, value, [batch, kvHeads, group * length, size])
}

function byGroup(graph: Graph, value: Value, { queries }: AttentionInputs, length: number): Value {
  const [batch, kvHeads, group, , size] = queries.shape as [number, number, number, number, number]
  return op.reshape(graph, value, [batch, kvHeads, group, length, size])
}

function joined(graph: Graph, parts: readonly Value[]): Value {
  return parts.length === 1 ? (parts[0] as Value) : op.concat(graph, parts, timeOfQueries)
}
