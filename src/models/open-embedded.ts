// An embedded model as evaluation and serving hold it: the engine on a folder of weights, perhaps with an adapter, and
// the tokenizer that belongs to both. A folder's content is part of its address, so that a run or a recorded call of
// other weights under the same name is never taken for one of these.
import { readdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { CheckpointError } from '@behaviorbench/engine/checkpoints/checkpoint-error.ts'
import { readModelConfig } from '@behaviorbench/engine/checkpoints/model-folder.ts'
import { readAdapter } from '@behaviorbench/engine/checkpoints/peft-adapter.ts'
import { openTokenizer, type TextTokenizer } from '@behaviorbench/engine/checkpoints/tokenizer.ts'
import type { Precision } from '@behaviorbench/engine/decoder/tensor.ts'
import type { Engine } from '@behaviorbench/engine/engine.ts'
import { openEngine } from '@behaviorbench/engine/open-engine.ts'
import { Failure } from '../kit/errors.ts'
import { canonicalJson, hashFile, sha256 } from '../kit/hash.ts'

export interface EmbeddedSettings {
  /** A model as Hugging Face keeps it. */
  readonly folder: string
  /** In PEFT's format. */
  readonly adapter?: string
  readonly precision?: Precision
  readonly provider?: 'cpu' | 'webgpu'
  readonly threads?: number
}

export interface Embedded {
  /** "engine:qwen-0.5b", with an adapter "engine:qwen-0.5b+behavior". */
  readonly id: string
  /** Names the weights by their content. */
  readonly endpoint: string
  readonly engine: Engine
  readonly tokenizer: TextTokenizer
  close(): Promise<void>
}

/** Throws a Failure where a folder is no model or no adapter of it. */
export async function openEmbedded(settings: EmbeddedSettings): Promise<Embedded> {
  const { folder, adapter: adapterFolder, precision, provider, threads } = settings
  try {
    const config = await readModelConfig(folder)
    const adapter = adapterFolder === undefined ? undefined : await readAdapter(adapterFolder, config)
    const tokenizer = await openTokenizer(tokenizerFolder(folder, adapterFolder))
    const weights = await contentOf([folder, ...(adapterFolder === undefined ? [] : [adapterFolder])])
    const engine = await openEngine(folder, {
      ...(precision === undefined ? {} : { precision }),
      ...(adapter === undefined ? {} : { adapter }),
      ...(provider === undefined ? {} : { provider }),
      ...(threads === undefined ? {} : { threads }),
    })
    return {
      id: `engine:${[folder, ...(adapterFolder === undefined ? [] : [adapterFolder])].map(nameOf).join('+')}`,
      endpoint: `embedded, ${precision ?? 'float32'}, weights sha256:${weights}`,
      engine,
      tokenizer,
      close: () => engine.close(),
    }
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error
    throw new Failure({ subject: folder, what: error.message.replace(`${folder}: `, '') }, { cause: error })
  }
}

/** Where the tokenizer of both lies: an adapter's own where it has one, since it may have tokens more. */
export function tokenizerFolder(folder: string, adapter: string | undefined): string {
  return adapter !== undefined && existsSync(join(adapter, 'tokenizer.json')) ? adapter : folder
}

/** A folder's own name; of the folder "adapter" that a training leaves, the training's. */
export function nameOf(folder: string): string {
  const path = resolve(folder)
  return basename(path) === 'adapter' ? basename(dirname(path)) : basename(path)
}

/** One hash over all files of these folders that make answers, by name. */
export async function contentOf(folders: readonly string[]): Promise<string> {
  const hashes: string[][] = []
  for (const [place, folder] of folders.entries()) {
    const names = (await readdir(folder))
      .filter((name) =>
        /\.safetensors$|^(?:adapter_)?config\.json$|^tokenizer(?:_config)?\.json$|^chat_template\.jinja$/.test(
          name,
        ),
      )
      .toSorted()
    for (const name of names) hashes.push([String(place), name, await hashFile(join(folder, name))])
  }
  return sha256(canonicalJson(hashes)).slice(0, 16)
}
