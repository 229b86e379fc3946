// A model on disk as Hugging Face keeps it: config.json, safetensors (in shards or not), tokenizer.json and its
// companions. Opening reads only what is needed to say what it is; weights are read one at a time.
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CheckpointError, readError } from './checkpoint-error.ts'
import { openTensors, type CheckpointTensors } from './checkpoint-tensors.ts'
import { parseModelConfig } from './model-config.ts'
import type { DecoderConfig } from '../decoder/config.ts'

export interface ModelFolder {
  readonly path: string
  readonly config: DecoderConfig
  readonly tensors: CheckpointTensors
}

/** Throws a CheckpointError in words where it is no folder of a model that the engine knows. */
export async function openModelFolder(path: string): Promise<ModelFolder> {
  const config = await readModelConfig(path)
  return { path, config, tensors: await openTensors(path, config) }
}

/** Of the folder's config.json, without a look at its weights. */
export async function readModelConfig(path: string): Promise<DecoderConfig> {
  const file = join(path, 'config.json')
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw readError(file, error)
    const there = await stat(path).then(
      () => true,
      () => false,
    )
    throw new CheckpointError(
      path,
      there ? 'There is no config.json in it, so it is no folder of a model.' : 'There is no such folder.',
      'behaviorbench model pull NAME fetches one.',
      { cause: error },
    )
  }
  return parseModelConfig(file, text)
}
