// One safetensors file: eight bytes with the header's length, a JSON header with the type, shape and place of each
// tensor, and their bytes (https://github.com/huggingface/safetensors, "Format"). The header is read once and checked
// against the size of the file; numbers are read when asked for, a tensor or some rows at a time.
import { open, stat } from 'node:fs/promises'
import { CheckpointError, readError } from './checkpoint-error.ts'
import { bytesPerNumber, isNumberFormat, toFloat32, type NumberFormat } from './number-formats.ts'
import type { Tensor } from '../decoder/tensor.ts'

export interface SafetensorsFile {
  readonly path: string
  readonly tensors: ReadonlyMap<string, StoredTensor>
  readonly metadata: Readonly<Record<string, string>>
}

export interface StoredTensor {
  /** As the header says it; not all can be read. */
  readonly format: string
  readonly shape: readonly number[]
  /** Of its bytes, from the beginning of the file. */
  readonly start: number
  readonly end: number
}

/** The format itself allows no more. */
const longestHeader = 100_000_000

export async function openSafetensors(path: string): Promise<SafetensorsFile> {
  try {
    const { size } = await stat(path)
    const length = size < 8 ? -1 : Number((await readBytes(path, 0, 8)).readBigUInt64LE())
    if (length < 2 || length > longestHeader)
      throw damaged(path, 'It does not begin as a safetensors file does.')
    if (length + 8 > size) throw damaged(path, 'It ends within its header.')
    const header = (await readBytes(path, 8, length)).toString('utf8')
    return { path, ...parseHeader(path, header, length + 8, size) }
  } catch (error) {
    throw readError(path, error)
  }
}

/** Reads all numbers of a tensor. */
export async function readTensor(file: SafetensorsFile, name: string): Promise<Tensor> {
  const { shape } = storedTensor(file, name)
  return readPart(file, name, 0, shape[0] ?? 1, shape)
}

/** Reads some rows, by their numbers along the first axis: [rows × rest]. */
export async function readRows(
  file: SafetensorsFile,
  name: string,
  rows: readonly number[],
): Promise<Tensor> {
  const { shape } = storedTensor(file, name)
  const [count = 0, ...rest] = shape
  const width = rest.reduce((product, size) => product * size, 1)
  const data = new Float32Array(rows.length * width)
  for (const [at, row] of rows.entries()) {
    if (!Number.isInteger(row) || row < 0 || row >= count)
      throw new CheckpointError(file.path, `${name} has ${count} rows; there is no row ${row}.`)
    data.set((await readPart(file, name, row, 1, [1, ...rest])).data, at * width)
  }
  return { shape: [rows.length, ...rest], data }
}

async function readPart(
  file: SafetensorsFile,
  name: string,
  first: number,
  count: number,
  shape: readonly number[],
): Promise<Tensor> {
  const stored = storedTensor(file, name)
  const format = stored.format as NumberFormat
  const row = (stored.end - stored.start) / (stored.shape[0] ?? 1) || 0
  try {
    const bytes = await readBytes(file.path, stored.start + first * row, count * row)
    return { shape, data: toFloat32(bytes, format) }
  } catch (error) {
    throw readError(file.path, error)
  }
}

function storedTensor(file: SafetensorsFile, name: string): StoredTensor {
  const stored = file.tensors.get(name)
  if (stored === undefined) throw new CheckpointError(file.path, `There is no tensor "${name}" in it.`)
  if (!isNumberFormat(stored.format))
    throw new CheckpointError(
      file.path,
      `${name} holds numbers of the type ${stored.format}; F32, F16 and BF16 can be read.`,
      'Quantised checkpoints are not read; take the original one.',
    )
  return stored
}

async function readBytes(path: string, start: number, length: number): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    // Memory of its own, so that its numbers begin where numbers may.
    const bytes = Buffer.from(new ArrayBuffer(length))
    let done = 0
    while (done < length) {
      const { bytesRead } = await handle.read(bytes, done, Math.min(length - done, 1 << 30), start + done)
      if (bytesRead === 0) throw damaged(path, 'It ends within its numbers.')
      done += bytesRead
    }
    return bytes
  } finally {
    await handle.close()
  }
}

function parseHeader(path: string, text: string, start: number, size: number): Omit<SafetensorsFile, 'path'> {
  const header = parseObject(path, text)
  const tensors = new Map<string, StoredTensor>()
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const { dtype, shape, data_offsets: offsets } = entry as Record<string, unknown>
    if (typeof dtype !== 'string' || !isCounts(shape) || !isCounts(offsets) || offsets.length !== 2)
      throw damaged(path, `Its header says nothing usable about "${name}".`)
    const [from, to] = offsets as [number, number]
    if (start + to > size)
      throw damaged(path, `It ends before "${name}" does: ${size} of at least ${start + to} bytes.`)
    const numbers = shape.reduce((product, count) => product * count, 1)
    if (to < from || (isNumberFormat(dtype) && to - from !== numbers * bytesPerNumber[dtype]))
      throw damaged(path, `In its header, the size of "${name}" does not fit its shape.`)
    tensors.set(name, { format: dtype, shape, start: start + from, end: start + to })
  }
  return { tensors, metadata: (header['__metadata__'] ?? {}) as Record<string, string> }
}

function parseObject(path: string, text: string): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(text)
    if (isObject(header) && Object.values(header).every(isObject)) return header
  } catch {
    // Said below.
  }
  throw damaged(path, 'Its header is no JSON object.')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0)
}

function damaged(path: string, what: string): CheckpointError {
  return new CheckpointError(path, what, 'Fetch or copy it again.')
}
