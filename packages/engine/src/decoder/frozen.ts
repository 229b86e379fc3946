// Weights that are not trained, in fewer bytes: rounded to bfloat16 (exact for checkpoints kept so), or to int8
// with a factor per row. And back, row by row: what lookups in an embedding read.
import type { FrozenTensor, Precision, Tensor } from './tensor.ts'

/** Matrices take the precision; vectors (norms, biases) stay float32. */
export function freeze({ shape, data }: Tensor, precision: Precision): FrozenTensor {
  const [rows = 0, columns = 0] = shape
  if (shape.length !== 2 || precision === 'float32') return { kind: 'float32', shape, data }
  return precision === 'bfloat16'
    ? { kind: 'bfloat16', shape, data: toBfloat16(data) }
    : { kind: 'int8', shape: [rows, columns], ...toInt8Rows(data, rows, columns) }
}

/** Writes a matrix's row into `target` at `offset` as float32. */
export function readRow(matrix: FrozenTensor, row: number, target: Float32Array, offset: number): void {
  const [, columns = 0] = matrix.shape
  const start = row * columns
  switch (matrix.kind) {
    case 'float32':
      target.set(matrix.data.subarray(start, start + columns), offset)
      return
    case 'bfloat16': {
      const bits = new Uint32Array(target.buffer, target.byteOffset + 4 * offset, columns)
      for (let place = 0; place < columns; place++) bits[place] = (matrix.data[start + place] as number) << 16
      return
    }
    case 'int8': {
      const factor = matrix.factors[row] as number
      for (let place = 0; place < columns; place++)
        target[offset + place] = (matrix.data[start + place] as number) * factor
    }
  }
}

/** The upper halves, rounded to the nearest and ties to even; NaN stays one. */
function toBfloat16(data: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length)
  const halves = new Uint16Array(bits.length)
  // Not with Uint16Array.from, which lists the numbers as objects first: a large embedding does not fit.
  for (let place = 0; place < bits.length; place++) {
    const word = bits[place] as number
    halves[place] =
      (word & 0x7fffffff) > 0x7f800000 ? (word >>> 16) | 0x40 : (word + 0x7fff + ((word >>> 16) & 1)) >>> 16
  }
  return halves
}

/** Each row is scaled so that its largest number is 127. */
function toInt8Rows(
  data: Float32Array,
  rows: number,
  columns: number,
): { readonly data: Int8Array; readonly factors: Float32Array } {
  const small = new Int8Array(data.length)
  const factors = new Float32Array(rows)
  for (let row = 0; row < rows; row++) {
    const start = row * columns
    let largest = 0
    for (let place = start; place < start + columns; place++)
      largest = Math.max(largest, Math.abs(data[place] as number))
    const factor = Math.fround(largest / 127)
    factors[row] = factor
    if (factor === 0) continue
    for (let place = start; place < start + columns; place++)
      small[place] = Math.round((data[place] as number) / factor)
  }
  return { data: small, factors }
}
