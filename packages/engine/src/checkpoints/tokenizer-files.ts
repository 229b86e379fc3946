// The files that make a tokenizer, as texts by name, so that they can be changed and written with a model or an
// adapter: a server must know the added tokens too.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CheckpointError, readError } from './checkpoint-error.ts'

/** tokenizer.json is always among them. */
export type TokenizerFiles = Readonly<Record<string, string>>

const names = [
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'chat_template.jinja',
  'generation_config.json',
] as const

export async function readTokenizerFiles(folder: string): Promise<TokenizerFiles> {
  const files: Record<string, string> = {}
  for (const name of names) {
    const path = join(folder, name)
    try {
      files[name] = await readFile(path, 'utf8')
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOENT') throw readError(path, error)
    }
  }
  if (files['tokenizer.json'] === undefined)
    throw new CheckpointError(
      folder,
      'There is no tokenizer.json in it.',
      'Older formats of tokenizers are not read; save it with a fast tokenizer of transformers.',
    )
  return files
}

export type JsonObject = Readonly<Record<string, unknown>>

/** A file among them, or nothing where it is absent. */
export function parseFile(path: string, files: TokenizerFiles, name: string): JsonObject | undefined {
  const text = files[name]
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  } catch {
    // Said below.
  }
  throw new CheckpointError(join(path, name), 'It is no JSON object.', 'Fetch or copy it again.')
}
