// Attention of a layer's new tokens to each other and to a past of any length. A query sees what the bias lets it see.
// New positions stand before past ones, so that the split between them is known while the length of the past is not.
import * as op from '../graph/operators.ts'
import type { Graph, Shape, Value } from '../graph/graph.ts'

/** None; one that all rows stand behind; or one of each row. */
export type Past = 'none' | 'shared' | 'own'

interface Attended {
  /** [keyValueHeads × rows × group · length × headSize]. */
  readonly queries: Value
  /** [keyValueHeads × rows × length × headSize]. */
  readonly keys: Value
  readonly values: Value
  readonly length: number
  readonly past: Past
}

/** Stands for any number of past positions. */
const some = 1

/** The output is shaped like the queries; `free` tells which inputs' sizes the run decides. */
export function attendPast(
  graph: Graph,
  { queries, keys, values, length, past }: Attended,
): { readonly output: Value; readonly free: ReadonlyMap<Value, readonly number[]> } {
  const [heads, rows, folded, headSize] = queries.shape as readonly [number, number, number, number]
  const scored = (from: Value, to: Value): Value =>
    op.matMul(graph, from, to, { transposeB: true, alpha: 1 / Math.sqrt(headSize) })
  /** Softmax over the last dimension, of any size, with the bias of each query's position added. */
  const weighed = (scores: Value, bias: Value): Value => {
    const width = scores.shape.at(-1) as number
    const perQuery = [heads, rows, folded / length, length, width]
    const sum = op.add(graph, reshapeFree(graph, scores, perQuery), bias)
    return reshapeFree(graph, op.softmax(graph, sum), scores.shape)
  }
  if (past === 'none') {
    const bias = graph.input('bias', 'float32', [length, length])
    const weights = weighed(scored(queries, keys), bias)
    return { output: op.matMul(graph, weights, values), free: new Map() }
  }
  const shared = past === 'shared'
  const pastShape = shared ? [heads, some, headSize] : [heads, rows, some, headSize]
  const pastKeys = graph.input('pastKeys', 'float32', pastShape)
  const pastValues = graph.input('pastValues', 'float32', pastShape)
  const bias = graph.input(
    'bias',
    'float32',
    shared ? [length, length + some] : [rows, 1, length, length + some],
  )
  const free = new Map([
    [pastKeys, [pastShape.length - 2]],
    [pastValues, [pastShape.length - 2]],
    [bias, [bias.shape.length - 1]],
  ])
  if (!shared && folded >= headSize) {
    // Scores are larger than keys and values: these are joined, and the scores never copied.
    const allKeys = op.concat(graph, [keys, pastKeys], 2)
    const allValues = op.concat(graph, [values, pastValues], 2)
    const weights = weighed(scored(queries, allKeys), bias)
    return { output: op.matMul(graph, weights, allValues), free }
  }
  const asRows = shared ? [heads, rows * folded] : [heads, rows, folded]
  const old = scored(op.reshape(graph, queries, [...asRows, headSize]), pastKeys)
  const scores = op.concat(
    graph,
    [scored(queries, keys), reshapeFree(graph, old, [heads, rows, folded, some])],
    -1,
  )
  const weights = weighed(scores, bias)
  const onNew = op.matMul(graph, op.slice(graph, weights, -1, 0, length), values)
  const onPast = op.matMul(
    graph,
    reshapeFree(graph, sliceFrom(graph, weights, length), [...asRows, some]),
    pastValues,
  )
  return { output: op.add(graph, onNew, op.reshape(graph, onPast, queries.shape)), free }
}

/** Leaves the last size to the run. */
function reshapeFree(graph: Graph, value: Value, shape: Shape): Value {
  const sizes = graph.constant('int64', [shape.length], [...shape.slice(0, -1).map(BigInt), -1n])
  return graph.apply('Reshape', [value, sizes], { type: value.type, shape })
}

/** The last dimension from `start` to its end, wherever that is. */
function sliceFrom(graph: Graph, value: Value, start: number): Value {
  const one = (number: number | bigint): Value => graph.constant('int64', [1], [BigInt(number)])
  const shape = [...value.shape.slice(0, -1), (value.shape.at(-1) as number) - start]
  return graph.apply('Slice', [value, one(start), one(2n ** 62n), one(-1)], { type: value.type, shape })
}
