// The operators that decoders are made of, one function each, named as in ONNX. A function checks shapes, so that
// a wrong graph fails where it is written and not where it is run.
import {
  broadcast,
  elementsOf,
  shapeText,
  type ElementType,
  type Graph,
  type Shape,
  type Value,
} from './graph.ts'

type Binary = 'Add' | 'Sub' | 'Mul' | 'Div'
type Unary = 'Relu' | 'Neg' | 'Exp' | 'Log' | 'Sqrt' | 'Reciprocal' | 'Sigmoid' | 'Tanh'

const binary =
  (operator: Binary) =>
  (graph: Graph, a: Value, b: Value): Value =>
    graph.apply(operator, [a, b], { type: a.type, shape: broadcast(a.shape, b.shape) })

const unary =
  (operator: Unary) =>
  (graph: Graph, a: Value): Value =>
    graph.apply(operator, [a], { type: a.type, shape: a.shape })

export const add = binary('Add')
export const sub = binary('Sub')
export const mul = binary('Mul')
export const div = binary('Div')
export const relu = unary('Relu')
export const neg = unary('Neg')
export const exp = unary('Exp')
export const log = unary('Log')
export const sqrt = unary('Sqrt')
export const reciprocal = unary('Reciprocal')
export const sigmoid = unary('Sigmoid')
export const tanh = unary('Tanh')

export function scalar(graph: Graph, number: number): Value {
  return graph.constant('float32', [], [number])
}

export function scale(graph: Graph, a: Value, factor: number): Value {
  return mul(graph, a, scalar(graph, factor))
}

export interface MatMulSettings {
  /** Whether the last two dimensions are swapped before multiplying. */
  readonly transposeA?: boolean
  readonly transposeB?: boolean
  /** What the product is multiplied by. */
  readonly alpha?: number
}

/** [… × M × K] by [… × K × N], leading dimensions broadcast. */
export function matMul(graph: Graph, a: Value, b: Value, settings: MatMulSettings = {}): Value {
  const { transposeA = false, transposeB = false, alpha = 1 } = settings
  const [rows, inner] = lastTwo(a.shape, transposeA)
  const [other, columns] = lastTwo(b.shape, transposeB)
  if (inner !== other)
    throw new Error(`matrices ${shapeText(a.shape)} and ${shapeText(b.shape)} do not fit for multiplying`)
  const leading = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2))
  const output = { type: a.type, shape: [...leading, rows, columns] }
  if (!transposeA && !transposeB && alpha === 1) return graph.apply('MatMul', [a, b], output)
  return graph.apply(
    'FusedMatMul',
    [a, b],
    output,
    { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0, alpha: { float: alpha } },
    'com.microsoft',
  )
}

/** alpha · A·B + beta · C of matrices; C may be broadcast. */
export function gemm(
  graph: Graph,
  a: Value,
  b: Value,
  c: Value | undefined,
  settings: MatMulSettings & { readonly beta?: number } = {},
): Value {
  const { transposeA = false, transposeB = false, alpha = 1, beta = 1 } = settings
  const [rows, inner] = lastTwo(a.shape, transposeA)
  const [other, columns] = lastTwo(b.shape, transposeB)
  if (a.shape.length !== 2 || b.shape.length !== 2 || inner !== other)
    throw new Error(`matrices ${shapeText(a.shape)} and ${shapeText(b.shape)} do not fit for multiplying`)
  return graph.apply(
    'Gemm',
    [a, b, c],
    { type: a.type, shape: [rows, columns] },
    {
      transA: transposeA ? 1 : 0,
      transB: transposeB ? 1 : 0,
      alpha: { float: alpha },
      beta: { float: beta },
    },
  )
}

function lastTwo(shape: Shape, swapped: boolean): readonly [number, number] {
  if (shape.length < 2) throw new Error(`${shapeText(shape)} is no matrix`)
  const rows = shape.at(-2) as number
  const columns = shape.at(-1) as number
  return swapped ? [columns, rows] : [rows, columns]
}

/** One size may be -1: what is left. */
export function reshape(graph: Graph, a: Value, sizes: Shape): Value {
  const count = elementsOf(a.shape)
  const given = elementsOf(sizes.filter((size) => size !== -1))
  const shape = sizes.map((size) => (size === -1 ? count / given : size))
  if (elementsOf(shape) !== count || shape.some((size) => !Number.isInteger(size)))
    throw new Error(`${shapeText(a.shape)} cannot be read as ${shapeText(sizes)}`)
  if (shapeText(shape) === shapeText(a.shape)) return a
  const target = graph.constant('int64', [shape.length], shape.map(BigInt))
  return graph.apply('Reshape', [a, target], { type: a.type, shape })
}

export function transpose(graph: Graph, a: Value, order: readonly number[]): Value {
  const shape = order.map((place) => a.shape[place] as number)
  return graph.apply('Transpose', [a], { type: a.type, shape }, { perm: order })
}

export function concat(graph: Graph, parts: readonly Value[], axis: number): Value {
  const [first] = parts
  if (first === undefined) throw new Error('nothing to join')
  const at = axis < 0 ? axis + first.shape.length : axis
  const length = parts.reduce((sum, { shape }) => sum + (shape[at] as number), 0)
  const shape = first.shape.map((size, place) => (place === at ? length : size))
  return graph.apply('Concat', parts, { type: first.type, shape }, { axis: at })
}

/** From `start` to before `end` along one axis. */
export function slice(graph: Graph, a: Value, axis: number, start: number, end: number): Value {
  const at = axis < 0 ? axis + a.shape.length : axis
  if (start < 0 || end > (a.shape[at] as number) || start >= end)
    throw new Error(`${start} to ${end} is no part of dimension ${at} of ${shapeText(a.shape)}`)
  const one = (number: number): Value => graph.constant('int64', [1], [BigInt(number)])
  const shape = a.shape.map((size, place) => (place === at ? end - start : size))
  return graph.apply('Slice', [a, one(start), one(end), one(at)], { type: a.type, shape })
}

/** Zeros before and behind along one axis. */
export function pad(graph: Graph, a: Value, axis: number, before: number, behind: number): Value {
  const at = axis < 0 ? axis + a.shape.length : axis
  const pads = [
    ...a.shape.map((_, place) => (place === at ? before : 0)),
    ...a.shape.map((_, place) => (place === at ? behind : 0)),
  ]
  const shape = a.shape.map((size, place) => (place === at ? size + before + behind : size))
  return graph.apply('Pad', [a, graph.constant('int64', [pads.length], pads.map(BigInt))], {
    type: a.type,
    shape,
  })
}

function reduced(
  graph: Graph,
  operator: 'ReduceSum' | 'ReduceMean',
  a: Value,
  axes: readonly number[],
): Value {
  const at = axes.map((axis) => (axis < 0 ? axis + a.shape.length : axis))
  const shape = a.shape.map((size, place) => (at.includes(place) ? 1 : size))
  return graph.apply(
    operator,
    [a, graph.constant('int64', [at.length], at.map(BigInt))],
    { type: a.type, shape },
    { keepdims: 1 },
  )
}

/** Keeps the summed dimensions at size 1. */
export function reduceSum(graph: Graph, a: Value, axes: readonly number[]): Value {
  return reduced(graph, 'ReduceSum', a, axes)
}

export function reduceMean(graph: Graph, a: Value, axes: readonly number[]): Value {
  return reduced(graph, 'ReduceMean', a, axes)
}

/** Repeats along dimensions of size 1. */
export function expand(graph: Graph, a: Value, shape: Shape): Value {
  const target = graph.constant('int64', [shape.length], shape.map(BigInt))
  return graph.apply('Expand', [a, target], { type: a.type, shape: broadcast(a.shape, shape) })
}

export function cast(graph: Graph, a: Value, type: ElementType): Value {
  const number = elementTypeNumbers[type]
  return a.type === type ? a : graph.apply('Cast', [a], { type, shape: a.shape }, { to: number })
}

/** Over the last dimension. */
export function softmax(graph: Graph, a: Value): Value {
  return graph.apply('Softmax', [a], { type: a.type, shape: a.shape }, { axis: -1 })
}

export function logSoftmax(graph: Graph, a: Value): Value {
  return graph.apply('LogSoftmax', [a], { type: a.type, shape: a.shape }, { axis: -1 })
}

/** x · sigmoid(x), the SiLU of decoders. */
export function silu(graph: Graph, a: Value): Value {
  return graph.apply(
    'QuickGelu',
    [a],
    { type: a.type, shape: a.shape },
    { alpha: { float: 1 } },
    'com.microsoft',
  )
}

/** x / √(mean(x²) + epsilon) · weight over the last dimension (RMSNorm), and 1 / √(…) with that dimension at size 1. */
export function rmsNorm(graph: Graph, a: Value, weight: Value, epsilon: number): readonly [Value, Value] {
  const inverse: Shape = [...a.shape.slice(0, -1), 1]
  const [normal, root] = graph.applyMany(
    'SimplifiedLayerNormalization',
    [a, weight],
    [
      { type: a.type, shape: a.shape },
      { type: 'float32', shape: inverse },
    ],
    { axis: -1, epsilon: { float: epsilon }, stash_type: 1 },
  )
  return [normal as Value, root as Value]
}

/**
 * Rotates halves of the last dimension of [batch × heads × length × size] by position. `cosines` and `sines`:
 * [positions × size / 2]; `positions`: int64 [batch × length] or [1], the first position of all rows.
 */
export function rotaryEmbedding(
  graph: Graph,
  a: Value,
  positions: Value,
  cosines: Value,
  sines: Value,
): Value {
  return graph.apply(
    'RotaryEmbedding',
    [a, positions, cosines, sines],
    { type: a.type, shape: a.shape },
    { interleaved: 0 },
    'com.microsoft',
  )
}

/** Rows of `table` by number. */
export function gather(graph: Graph, table: Value, places: Value): Value {
  return graph.apply(
    'Gather',
    [table, places],
    { type: table.type, shape: [...places.shape, ...table.shape.slice(1)] },
    { axis: 0 },
  )
}

/** Of each row the elements in these columns: int64 [rows × some]. */
export function gatherColumns(graph: Graph, a: Value, columns: Value): Value {
  return graph.apply('GatherElements', [a, columns], { type: a.type, shape: columns.shape }, { axis: 1 })
}

/** Puts `parts` in the place of each row's elements in these columns. */
export function scatterColumns(graph: Graph, a: Value, columns: Value, parts: Value): Value {
  return graph.apply('ScatterElements', [a, columns, parts], { type: a.type, shape: a.shape }, { axis: 1 })
}

/** int8 rows times their factor: [rows × columns] and float32 [rows]. */
export function dequantizeRows(graph: Graph, a: Value, factors: Value): Value {
  return graph.apply('DequantizeLinear', [a, factors], { type: 'float32', shape: a.shape }, { axis: 0 })
}

/** The float32 whose upper sixteen bits these are. */
export function fromBfloat16(graph: Graph, a: Value): Value {
  const { bfloat16, float32 } = elementTypeNumbers
  const small = graph.apply('BitCast', [a], { type: 'bfloat16', shape: a.shape }, { to: bfloat16 })
  return graph.apply('Cast', [small], { type: 'float32', shape: a.shape }, { to: float32 })
}

/** ONNX's numbers of element types (TensorProto.DataType). */
export const elementTypeNumbers: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  bfloat16: 16,
  uint32: 12,
}
