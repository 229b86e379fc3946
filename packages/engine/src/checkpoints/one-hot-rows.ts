// An adapter's rows as LoRA of embed_tokens and lm_head, for servers that know only lora_A and lora_B: a one-hot
// matrix picks the token, the other one holds what its row differs by. Exact but for rounding.
import { peftConfigText } from './peft-config.ts'
import { pairTensors, peftPrefix, targetsOf, writeAdapterFiles, type AdapterFolder } from './peft-adapter.ts'
import type { CheckpointTensors } from './checkpoint-tensors.ts'
import type { Adapter, LoraPair } from '../decoder/adapter.ts'
import { embeddingPath, headPath } from '../decoder/config.ts'
import type { Tensor } from '../decoder/tensor.ts'

/** `tensors` are the base's, whose rows the differences are taken from. `path` must not exist yet. */
export async function writeOneHotAdapter(
  path: string,
  { adapter, config, base, files }: AdapterFolder,
  tensors: CheckpointTensors,
): Promise<void> {
  const { rows } = adapter
  if (rows === undefined) throw new Error('the adapter has no rows; write it as it is')
  // One rank serves all: servers know no other. Pairs of a lower one get zeros, and alpha grows along.
  const rank = Math.max(adapter.rank, rows.tokens.length)
  const alpha = (adapter.alpha * rank) / adapter.rank
  const written = new Map(pairTensors(padded(adapter, rank)))
  const scale = alpha / rank
  const embeddingName = `${embeddingPath}.weight`
  const headRows = config.tied ? rows.embedding : rows.head
  const embeddingBase = await tensors.readRows(embeddingName, rows.tokens)
  const embedding = difference(rows.embedding, embeddingBase, scale)
  written.set(`${peftPrefix}${embeddingPath}.lora_embedding_A`, oneHot(rows.tokens, rank, config.vocabulary))
  written.set(`${peftPrefix}${embeddingPath}.lora_embedding_B`, transposed(grown(embedding, rank)))
  if (headRows !== undefined) {
    const headBase = config.tied ? embeddingBase : await tensors.readRows(`${headPath}.weight`, rows.tokens)
    written.set(`${peftPrefix}${headPath}.lora_A.weight`, grown(difference(headRows, headBase, scale), rank))
    written.set(
      `${peftPrefix}${headPath}.lora_B.weight`,
      transposed(oneHot(rows.tokens, rank, config.vocabulary)),
    )
  }
  const targets = [
    ...targetsOf(adapter, config),
    'embed_tokens',
    ...(headRows === undefined ? [] : ['lm_head']),
  ]
  await writeAdapterFiles(path, peftConfigText({ rank, alpha, targets, base }), written, files)
}

function padded({ pairs }: Adapter, rank: number): ReadonlyMap<string, LoraPair> {
  return new Map(
    [...pairs].map(([path, { a, b }]) => [
      path,
      { a: grown(a, rank), b: transposed(grown(transposed(b), rank)) },
    ]),
  )
}

/** [rank × vocabulary]: row i is one at token i. */
function oneHot(tokens: readonly number[], rank: number, vocabulary: number): Tensor {
  const data = new Float32Array(rank * vocabulary)
  tokens.forEach((token, at) => void (data[at * vocabulary + token] = 1))
  return { shape: [rank, vocabulary], data }
}

function difference(rows: Tensor, base: Tensor, scale: number): Tensor {
  return {
    shape: rows.shape,
    data: rows.data.map((value, at) => (value - (base.data[at] as number)) / scale),
  }
}

/** With rows of zeros behind its own. */
function grown({ shape, data }: Tensor, rows: number): Tensor {
  const width = shape[1] as number
  const all = new Float32Array(rows * width)
  all.set(data)
  return { shape: [rows, width], data: all }
}

function transposed({ shape, data }: Tensor): Tensor {
  const [rows, columns] = shape as [number, number]
  const turned = new Float32Array(data.length)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = data[row * columns + column] as number
  return { shape: [columns, rows], data: turned }
}
