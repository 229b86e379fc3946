// Writes a folder that transformers, vLLM and the engine open: config.json, model.safetensors and the files of a
// tokenizer. It appears under its name when it is whole.
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { modelConfigFields } from './model-config.ts'
import { writeSafetensors } from './safetensors-writer.ts'
import { exists, writeWholeFolder } from './whole-folder.ts'
import { tensorShapes, type DecoderConfig } from '../decoder/config.ts'
import type { TensorSource } from '../decoder/tensor.ts'

export interface ModelToWrite {
  readonly config: DecoderConfig
  readonly tensors: TensorSource
  readonly format: 'F32' | 'BF16'
  /** Texts of further files by name: tokenizer.json and its companions, a model card. They go before those of `from`. */
  readonly files?: Readonly<Record<string, string>>
  /** A folder whose config.json and tokenizer are taken over, for a model that was made from it. */
  readonly from?: string
  /** Tokens that end a text, where config.json is not taken over. */
  readonly stop?: readonly number[]
}

/** What describes a model beside its weights. */
export const companionFiles: readonly string[] = [
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'vocab.json',
  'merges.txt',
  'chat_template.jinja',
  'generation_config.json',
]

/** `path` must not exist yet. */
export function writeModelFolder(path: string, model: ModelToWrite): Promise<void> {
  return writeWholeFolder(path, async (part) => {
    if (model.from !== undefined) await copyCompanions(model.from, part)
    for (const [name, text] of Object.entries(model.files ?? {})) await writeFile(join(part, name), text)
    await writeFile(join(part, 'config.json'), await configText(model))
    const entries = [...tensorShapes(model.config)].map(([name, shape]) => ({
      name,
      shape,
      read: () => model.tensors.read(name),
    }))
    await writeSafetensors(join(part, 'model.safetensors'), entries, model.format)
  })
}

/** Copies what describes a model beside its weights. */
export async function copyCompanions(from: string, to: string): Promise<void> {
  for (const name of companionFiles)
    if (await exists(join(from, name))) await cp(join(from, name), join(to, name))
}

async function configText({ config, format, from, stop }: ModelToWrite): Promise<string> {
  const own = modelConfigFields(config, stop ?? [])
  const theirs =
    from === undefined ? own : (JSON.parse(await readFile(join(from, 'config.json'), 'utf8')) as object)
  // Older readers know the type by the first name, newer ones by the second.
  const type = format === 'F32' ? 'float32' : 'bfloat16'
  return `${JSON.stringify({ ...theirs, vocab_size: config.vocabulary, torch_dtype: type, dtype: type }, null, 2)}\n`
}
