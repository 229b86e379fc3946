// A tiny model with random weights and a real tokenizer, as a folder on disk: for tests of what uses embedded models.
import { addTokens } from '@behaviorbench/engine/checkpoints/added-tokens.ts'
import { fixturePath } from '@behaviorbench/engine/checkpoints/fixture-files.ts'
import { writeModelFolder } from '@behaviorbench/engine/checkpoints/model-folder-writer.ts'
import { readTokenizerFiles } from '@behaviorbench/engine/checkpoints/tokenizer-files.ts'
import { tinyDecoders, tinyWeights } from '@behaviorbench/engine/training/tiny-decoders.ts'
import { behaviorTokens } from '../taxonomy/behavior.ts'

/** With the behaviour tokens, or others; none for a base. */
export async function writeTinyModel(
  folder: string,
  {
    positions = 8192,
    tokens = behaviorTokens,
    seed = 1,
  }: { positions?: number; tokens?: readonly string[]; seed?: number } = {},
): Promise<string> {
  const texts = await readTokenizerFiles(fixturePath('tokenizer'))
  const { files, rows } = addTokens('tokenizer', texts, tokens, 320)
  const config = { ...tinyDecoders.qwen2, vocabulary: rows, positions }
  await writeModelFolder(folder, { config, tensors: tinyWeights(config, seed), format: 'F32', files })
  return folder
}
