// A training that was left, on disk: what is trained, the optimiser's moments and its count of steps, to the bit.
// A line of JSON that says what there is, and then the numbers, as they are in memory (little endian). The file is
// written beside its place and moved there, so it is whole or not at all. Adapters and models for others to read
// are checkpoints/.
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import type { TrainingSettings } from '../engine.ts'
import type { Moments, Optimizer } from './adamw.ts'
import type { Parameter } from './parameters.ts'

export interface TrainingState {
  readonly method: TrainingSettings['method']
  readonly parameters: readonly Parameter[]
  readonly optimizer: Optimizer
}

interface Header {
  readonly format: typeof format
  readonly steps: number
  /** What it was made with, as one text to compare. */
  readonly training: string
}

const format = 'behaviorbench training 1'
const longestHeader = 2 ** 20

export async function writeCheckpoint(path: string, state: TrainingState): Promise<void> {
  const beside = `${path}.part`
  const header: Header = { format, steps: state.optimizer.steps(), training: descriptionOf(state) }
  try {
    const file = await open(beside, 'w')
    try {
      await file.writeFile(`${JSON.stringify(header)}\n`)
      for (const array of arraysOf(state)) await file.writeFile(bytesOf(array))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw new Error(`the checkpoint ${path} was not written: ${(error as Error).message}`, { cause: error })
  }
}

/** Throws, and changes nothing, where the file is damaged or is of another training. */
export async function readCheckpoint(path: string, state: TrainingState): Promise<void> {
  const file = await open(path, 'r').catch((error: Error) => {
    throw new Error(`the checkpoint ${path} was not read: ${error.message}`, { cause: error })
  })
  try {
    const header = await headerOf(file)
    if (header === undefined) throw new Error(`${path} is no checkpoint of a training`)
    if (header.training !== descriptionOf(state))
      throw new Error(`${path} is of another training: its method or the shapes of what it trains are others`)
    const arrays = arraysOf(state)
    const needed = arrays.reduce((sum, { byteLength }) => sum + byteLength, header.bytes)
    const { size } = await file.stat()
    if (size !== needed) throw new Error(`${path} is damaged: it has ${size} bytes and should have ${needed}`)
    let place = header.bytes
    for (const array of arrays) {
      await fill(file, bytesOf(array), place)
      place += array.byteLength
    }
    state.optimizer.setSteps(header.steps)
  } finally {
    await file.close()
  }
}

/** The first line, and how many bytes it has. */
async function headerOf(file: FileHandle): Promise<(Header & { readonly bytes: number }) | undefined> {
  const { size } = await file.stat()
  const start = new Uint8Array(Math.min(size, longestHeader))
  await fill(file, start, 0)
  const end = start.indexOf('\n'.charCodeAt(0))
  try {
    const header = JSON.parse(new TextDecoder().decode(start.subarray(0, Math.max(0, end)))) as Header
    return header.format === format ? { ...header, bytes: end + 1 } : undefined
  } catch {
    return undefined
  }
}

/** One read gives at most 2 GB, and may give less than was asked for. */
async function fill(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(
      bytes,
      done,
      Math.min(bytes.length - done, 2 ** 30),
      position + done,
    )
    if (bytesRead === 0) throw new Error('the file has become shorter while it was read')
    done += bytesRead
  }
}

/** Rows that training starts from are in the file anyway. */
function descriptionOf({ method, parameters }: TrainingState): string {
  const of = method.kind === 'full' ? [] : [method.rank, method.alpha, method.rows?.tokens]
  return JSON.stringify([method.kind, of, parameters.map(({ name, data }) => [name, data.length])])
}

function arraysOf({ parameters, optimizer }: TrainingState): readonly Float32Array[] {
  return parameters.flatMap(({ data }, at) => {
    const { first, second } = optimizer.moments[at] as Moments
    return [data, first, second]
  })
}

function bytesOf(array: Float32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}
