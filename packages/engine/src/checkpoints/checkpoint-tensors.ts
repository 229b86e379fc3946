// The weights of a folder: model.safetensors, or shards that model.safetensors.index.json tells of. Opening reads
// the headers of all files and checks that every tensor the configuration asks for is there in its shape.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CheckpointError, readError } from './checkpoint-error.ts'
import { isNumberFormat } from './number-formats.ts'
import { openSafetensors, readRows, readTensor, type SafetensorsFile } from './safetensors.ts'
import { tensorShapes, type DecoderConfig } from '../decoder/config.ts'
import type { Tensor, TensorSource } from '../decoder/tensor.ts'

export interface CheckpointTensors extends TensorSource {
  /** Some rows of a matrix, by number: [rows × columns]. */
  readRows(name: string, rows: readonly number[]): Promise<Tensor>
  /** Whether all weights are in bfloat16, so that keeping them so loses nothing. */
  readonly bfloat16: boolean
}

const single = 'model.safetensors'
const index = 'model.safetensors.index.json'

export async function openTensors(folder: string, config: DecoderConfig): Promise<CheckpointTensors> {
  const files = await openFiles(folder)
  const fileOf = new Map<string, SafetensorsFile>()
  for (const file of files) for (const name of file.tensors.keys()) fileOf.set(name, file)
  const wanted = tensorShapes(config)
  for (const [name, shape] of wanted) checkTensor(folder, name, shape, fileOf.get(name))
  const fileWith = (name: string): SafetensorsFile => {
    const file = fileOf.get(name)
    if (file === undefined) throw new CheckpointError(folder, `There is no tensor "${name}" in it.`)
    return file
  }
  return {
    names: [...wanted.keys()],
    read: async (name) => readTensor(fileWith(name), name),
    readRows: async (name, rows) => readRows(fileWith(name), name, rows),
    bfloat16: [...wanted.keys()].every((name) => fileOf.get(name)?.tensors.get(name)?.format === 'BF16'),
  }
}

async function openFiles(folder: string): Promise<readonly SafetensorsFile[]> {
  const text = await readIfThere(join(folder, index))
  if (text === undefined) {
    const path = join(folder, single)
    try {
      return [await openSafetensors(path)]
    } catch (error) {
      if ((error as { cause?: { code?: string } }).cause?.code !== 'ENOENT') throw error
      throw new CheckpointError(
        folder,
        `There is neither ${single} nor ${index} in it.`,
        'Weights in other formats (pytorch_model.bin, GGUF) are not read.',
        { cause: error },
      )
    }
  }
  const names = shardNames(join(folder, index), text)
  return Promise.all(
    names.map(async (name) => {
      try {
        return await openSafetensors(join(folder, name))
      } catch (error) {
        if ((error as { cause?: { code?: string } }).cause?.code !== 'ENOENT') throw error
        throw new CheckpointError(
          join(folder, name),
          `This shard is missing; ${index} asks for ${names.length}.`,
          'Fetch the model again; what is there is kept.',
          { cause: error },
        )
      }
    }),
  )
}

function shardNames(path: string, text: string): readonly string[] {
  try {
    const { weight_map: map } = JSON.parse(text) as { weight_map: Record<string, unknown> }
    const names = [...new Set(Object.values(map))]
    // A name with a path in it would lead out of the folder.
    if (names.length > 0 && names.every((name) => typeof name === 'string' && /^[\w.-]+$/.test(name)))
      return names as string[]
  } catch {
    // Said below.
  }
  throw new CheckpointError(path, 'It names no shards.', 'Fetch or copy it again.')
}

function checkTensor(
  folder: string,
  name: string,
  shape: readonly number[],
  file: SafetensorsFile | undefined,
): void {
  const stored = file?.tensors.get(name)
  if (stored === undefined)
    throw new CheckpointError(folder, `The tensor "${name}" is missing, which config.json asks for.`)
  if (!isNumberFormat(stored.format))
    throw new CheckpointError(
      folder,
      `The tensor "${name}" holds numbers of the type ${stored.format}; F32, F16 and BF16 can be read.`,
      'Quantised checkpoints are not read; take the original one.',
    )
  if (stored.shape.join() !== shape.join())
    throw new CheckpointError(
      folder,
      `The tensor "${name}" is [${stored.shape.join(', ')}], but config.json makes it [${shape.join(', ')}].`,
    )
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    throw readError(path, error)
  }
}
