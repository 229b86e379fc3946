// A base with an adapter in the forms that other servers take: one ordinary model, LoRA of which a one-hot half holds
// the rows of the added tokens, or a base that has those rows and a plain LoRA beside it. Not a change of the answers:
// all forms give the same logits but for rounding (docs/models-local.md).
import { join, resolve } from 'node:path'
import { CheckpointError } from '@behaviorbench/engine/checkpoints/checkpoint-error.ts'
import { mergedTensors, withRows } from '@behaviorbench/engine/checkpoints/merged.ts'
import { openModelFolder } from '@behaviorbench/engine/checkpoints/model-folder.ts'
import { writeModelFolder } from '@behaviorbench/engine/checkpoints/model-folder-writer.ts'
import { writeOneHotAdapter } from '@behaviorbench/engine/checkpoints/one-hot-rows.ts'
import { readAdapter, writeAdapter } from '@behaviorbench/engine/checkpoints/peft-adapter.ts'
import { readTokenizerFiles } from '@behaviorbench/engine/checkpoints/tokenizer-files.ts'
import { writeWholeFolder } from '@behaviorbench/engine/checkpoints/whole-folder.ts'
import { writeFailure } from '../kit/write-failure.ts'
import { nameOf, tokenizerFolder } from './open-embedded.ts'

export const adapterForms = {
  merged: 'one ordinary model',
  'one-hot': 'a LoRA whose rows of tokens are LoRA too, for servers that know nothing else',
  patched: 'a base that has the rows (base/), and a plain LoRA for it (adapter/)',
} as const

export type AdapterForm = keyof typeof adapterForms

export interface Conversion {
  /** Folders as Hugging Face and PEFT keep them. */
  readonly base: string
  readonly adapter: string
  readonly form: AdapterForm
  /** Of a written model's numbers; as the base's own files have them where absent. */
  readonly precision?: 'float32' | 'bfloat16'
  /** Must not exist yet; appears when all is written. */
  readonly output: string
}

/** Throws a CheckpointError where a folder cannot be used, and a Failure where nothing can be written. */
export async function convertAdapter(conversion: Conversion): Promise<void> {
  const { base, adapter: folder, form, precision, output } = conversion
  const { config, tensors } = await openModelFolder(base)
  const adapter = await readAdapter(folder, config)
  if (form !== 'merged' && adapter.rows === undefined)
    throw new CheckpointError(folder, 'It has no rows of tokens, so it is a plain LoRA as it is.')
  const tokenizer = await readTokenizerFiles(tokenizerFolder(base, folder))
  const files = { ...tokenizer, 'README.md': cardOf(conversion) }
  const format = (precision ?? (tensors.bfloat16 ? 'bfloat16' : 'float32')) === 'float32' ? 'F32' : 'BF16'
  const model = { config, format, from: base, files } as const
  try {
    if (form === 'one-hot') return await writeOneHotAdapter(output, { adapter, config, base, files }, tensors)
    if (form === 'merged')
      return await writeModelFolder(output, { ...model, tensors: mergedTensors(tensors, adapter) })
    const { rows, ...plain } = adapter
    if (rows === undefined) return
    await writeWholeFolder(output, async (part) => {
      await writeModelFolder(join(part, 'base'), { ...model, tensors: withRows(tensors, rows) })
      const own = { adapter: plain, config, base: join(resolve(output), 'base'), files }
      await writeAdapter(join(part, 'adapter'), own)
    })
  } catch (error) {
    if (error instanceof CheckpointError) throw error
    throw writeFailure(output, error)
  }
}

function cardOf({ base, adapter, form }: Conversion): string {
  return `---
base_model: ${JSON.stringify(nameOf(base))}
tags: [behaviorbench]
---

# ${nameOf(base)} with ${nameOf(adapter)}

By \`behaviorbench model convert\`: ${adapterForms[form]}. What the adapter was trained on, what its validation found and what it is not for stands in its own card. It is no medical device, and nothing that it writes is medical advice.
`
}
