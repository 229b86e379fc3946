// First rows for added tokens: the mean of the rows of words that say what a token means. An untrained row is like
// any other untrained one, and two that begin alike are hard to tell apart later.
import type { CheckpointTensors } from './checkpoint-tensors.ts'
import type { TextTokenizer } from './tokenizer.ts'
import { embeddingPath, headPath, type DecoderConfig } from '../decoder/config.ts'
import type { Tensor } from '../decoder/tensor.ts'

/** A row for each description, of the embedding and of an untied head. */
export async function describedRows(
  { config, tensors }: { readonly config: DecoderConfig; readonly tensors: CheckpointTensors },
  tokenizer: Pick<TextTokenizer, 'encode'>,
  descriptions: readonly string[],
): Promise<{ readonly embedding: Tensor; readonly head?: Tensor }> {
  const words = descriptions.map((description) => [...new Set(tokenizer.encode(` ${description.trim()}`))])
  const empty = words.findIndex((tokens) => tokens.length === 0)
  if (empty >= 0) throw new Error(`The description "${descriptions[empty]}" has no tokens.`)
  const embedding = await means(tensors, `${embeddingPath}.weight`, words)
  return config.tied ? { embedding } : { embedding, head: await means(tensors, `${headPath}.weight`, words) }
}

async function means(
  tensors: CheckpointTensors,
  name: string,
  words: readonly (readonly number[])[],
): Promise<Tensor> {
  const rows = await Promise.all(words.map((tokens) => tensors.readRows(name, tokens)))
  const width = rows[0]?.shape[1] ?? 0
  const data = new Float32Array(rows.length * width)
  rows.forEach((row, at) => {
    const count = row.shape[0] as number
    for (let column = 0; column < width; column++) {
      let sum = 0
      for (let word = 0; word < count; word++) sum += row.data[word * width + column] as number
      data[at * width + column] = sum / count
    }
  })
  return { shape: [rows.length, width], data }
}
