// The model that a training starts from: its folder's texts (tokenizer, chat template) with the added tokens, for
// building examples; and the engine on its weights, for training.
import { basename, join, resolve } from 'node:path'
import { readdir } from 'node:fs/promises'
import { addTokens } from '@behaviorbench/engine/checkpoints/added-tokens.ts'
import { CheckpointError } from '@behaviorbench/engine/checkpoints/checkpoint-error.ts'
import {
  openModelFolder,
  readModelConfig,
  type ModelFolder,
} from '@behaviorbench/engine/checkpoints/model-folder.ts'
import { createTokenizer, type TextTokenizer } from '@behaviorbench/engine/checkpoints/tokenizer.ts'
import { readTokenizerFiles } from '@behaviorbench/engine/checkpoints/tokenizer-files.ts'
import type { DecoderConfig } from '@behaviorbench/engine/decoder/config.ts'
import type { Precision } from '@behaviorbench/engine/decoder/tensor.ts'
import type { Engine } from '@behaviorbench/engine/engine.ts'
import { openEngine } from '@behaviorbench/engine/open-engine.ts'
import { Failure } from '../kit/errors.ts'
import { hashFile } from '../kit/hash.ts'
import { chatPrompt } from '../models/chat-prompt.ts'
import type { Codec } from './codec.ts'
import type { TrainingHeader } from './folder.ts'
import type { AddedToken } from '../prompts/markings.ts'

export interface BaseSettings {
  readonly precision: Precision
  readonly provider: 'cpu' | 'webgpu'
  readonly threads?: number | undefined
}

/** A base whose weights stay on disk. */
export interface BaseText extends ModelFolder {
  readonly name: string
  /** With the added tokens. */
  readonly tokenizer: TextTokenizer
  readonly codec: Codec
  readonly added: TrainingHeader['added']
  /** SHA-256 of the files that make the model, by name. */
  readonly files: Readonly<Record<string, string>>
}

export interface Base extends Pick<BaseText, 'path' | 'config' | 'tensors' | 'tokenizer'> {
  readonly engine: Engine
}

/** Throws a Failure where the folder is no model, or has no row for an added token. */
export async function openText(path: string, tokens: readonly AddedToken[]): Promise<BaseText> {
  return explained(path, async () => {
    const folder = await openModelFolder(path)
    const { tokenizer, ids } = await tokenizerWith(
      path,
      folder.config,
      tokens.map(({ text }) => text),
    )
    return {
      ...folder,
      name: basename(resolve(path)),
      tokenizer,
      codec: codecOf(path, tokenizer),
      added: tokens.map((token, place) => ({ ...token, token: ids[place] as number })),
      files: await hashesOf(path),
    }
  })
}

/** Its shape alone. */
export async function readBaseConfig(path: string): Promise<ModelFolder['config']> {
  return explained(path, () => readModelConfig(path))
}

export async function openBase(
  path: string,
  { precision, provider, threads }: BaseSettings,
  added: TrainingHeader['added'],
): Promise<Base> {
  return explained(path, async () => {
    const folder = await openModelFolder(path)
    const { tokenizer } = await tokenizerWith(
      path,
      folder.config,
      added.map(({ text }) => text),
    )
    const engine = await openEngine(path, {
      precision,
      provider,
      ...(threads === undefined ? {} : { threads }),
    })
    return { ...folder, tokenizer, engine }
  })
}

async function tokenizerWith(
  path: string,
  config: DecoderConfig,
  tokens: readonly string[],
): Promise<{ readonly tokenizer: TextTokenizer; readonly ids: readonly number[] }> {
  const files = await readTokenizerFiles(path)
  const added = addTokens(path, files, tokens, config.vocabulary)
  if (added.rows > config.vocabulary) {
    throw new Failure({
      subject: path,
      what: `has ${config.vocabulary} rows and none to spare for ${tokens.join(', ')}.`,
      remedy: 'Take a base with reserved tokens or spare rows, or --mark text, which needs none.',
    })
  }
  return { tokenizer: createTokenizer(path, added.files), ids: added.ids }
}

function codecOf(path: string, tokenizer: TextTokenizer): Codec {
  const end = tokenizer.stop.at(-1)
  if (end === undefined) {
    throw new Failure({
      subject: path,
      what: 'names no token that ends a reply.',
      remedy: 'Its tokenizer_config.json should have an eos_token.',
    })
  }
  return {
    encode: (text) => Array.from(tokenizer.encode(text)),
    decode: (tokens) => tokenizer.decode(tokens),
    prompt: (messages) => Array.from(chatPrompt(tokenizer, messages)),
    single: (text) => tokenizer.token(text),
    end,
  }
}

/** Of weights, configuration and tokenizer; what else lies in the folder does not matter. */
async function hashesOf(path: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(path))
    .filter((name) =>
      /\.safetensors$|^config\.json$|^tokenizer(?:_config)?\.json$|^chat_template\.jinja$/.test(name),
    )
    .toSorted()
  const hashes: Record<string, string> = {}
  for (const name of names) hashes[name] = await hashFile(join(path, name))
  return hashes
}

/** Faults of the engine's files in the words of ours. */
async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CheckpointError) {
      throw new Failure({ subject: path, what: error.message.replace(`${path}: `, '') }, { cause: error })
    }
    throw error
  }
}
