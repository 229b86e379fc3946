// Adapters as PEFT keeps them: adapter_config.json beside adapter_model.safetensors, whose names are those of the
// model's parts behind "base_model.model.". Rows of tokens are kept whole, not as differences, although their name
// ends in "delta" (PEFT's TrainableTokensLayer).
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CheckpointError, readError } from './checkpoint-error.ts'
import { parsePeftConfig, peftConfigText, type PeftConfig } from './peft-config.ts'
import { openSafetensors, readTensor } from './safetensors.ts'
import { writeTensors } from './safetensors-writer.ts'
import { writeWholeFolder } from './whole-folder.ts'
import type { AddedRows, Adapter, LoraPair } from '../decoder/adapter.ts'
import {
  embeddingPath,
  headPath,
  linearPath,
  linears,
  linearShape,
  type DecoderConfig,
} from '../decoder/config.ts'
import type { Tensor } from '../decoder/tensor.ts'

export const peftPrefix = 'base_model.model.'
const rowsSuffix = '.token_adapter.trainable_tokens_delta'
const weightsFile = 'adapter_model.safetensors'
const configFile = 'adapter_config.json'

/** Throws a CheckpointError where it cannot be read, or belongs to a model of another shape. */
export async function readAdapter(folder: string, config: DecoderConfig): Promise<Adapter> {
  const path = join(folder, configFile)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw readError(path, error)
  }
  const peft = parsePeftConfig(path, text)
  const file = await openSafetensors(join(folder, weightsFile))
  const tensors = new Map<string, Tensor>()
  for (const name of file.tensors.keys()) {
    if (!name.startsWith(peftPrefix)) throw unknownTensor(file.path, name)
    tensors.set(name.slice(peftPrefix.length), await readTensor(file, name))
  }
  const take = (name: string, shape: readonly number[]): Tensor | undefined => {
    const tensor = tensors.get(name)
    tensors.delete(name)
    if (tensor !== undefined && tensor.shape.join() !== shape.join())
      throw new CheckpointError(
        file.path,
        `"${name}" is [${tensor.shape.join(', ')}], but this model asks for [${shape.join(', ')}].`,
        'It belongs to another model.',
      )
    return tensor
  }
  const pairs = takePairs(file.path, config, peft, take)
  const rows = takeRows(file.path, config, peft, take)
  const [left] = tensors.keys()
  if (left !== undefined) throw unknownTensor(file.path, left)
  return { rank: peft.rank, alpha: peft.alpha, pairs, ...(rows === undefined ? {} : { rows }) }
}

type Take = (name: string, shape: readonly number[]) => Tensor | undefined

function takePairs(
  path: string,
  config: DecoderConfig,
  { rank }: PeftConfig,
  take: Take,
): Map<string, LoraPair> {
  const pairs = new Map<string, LoraPair>()
  for (let layer = 0; layer < config.layers; layer++) {
    for (const name of linears) {
      const [outputs, inputs] = linearShape(config, name)
      const linear = linearPath(layer, name)
      const a = take(`${linear}.lora_A.weight`, [rank, inputs])
      const b = take(`${linear}.lora_B.weight`, [outputs, rank])
      if (a === undefined && b === undefined) continue
      if (a === undefined || b === undefined)
        throw new CheckpointError(path, `Of ${linear} it has only one of lora_A and lora_B.`)
      pairs.set(linear, { a, b })
    }
  }
  return pairs
}

function takeRows(path: string, config: DecoderConfig, peft: PeftConfig, take: Take): AddedRows | undefined {
  const { embeddingTokens: tokens, headTokens } = peft
  if (tokens.length === 0 && headTokens.length === 0) return undefined
  const outside = [...tokens, ...headTokens].find((token) => token >= config.vocabulary)
  if (outside !== undefined)
    throw new CheckpointError(
      path,
      `It has a row for token ${outside}, but the model has ${config.vocabulary} tokens.`,
    )
  const rowsOf = (part: string, order: readonly number[]): Tensor => {
    const found = take(`${part}${rowsSuffix}`, [order.length, config.hidden])
    if (found === undefined) throw new CheckpointError(path, `The rows of ${part} are missing.`)
    return ascending(found, order)
  }
  const sorted = tokens.toSorted((a, b) => a - b)
  const embedding = rowsOf(embeddingPath, tokens)
  if (config.tied || headTokens.length === 0) return { tokens: sorted, embedding }
  if (headTokens.toSorted((a, b) => a - b).join() !== sorted.join())
    throw new CheckpointError(
      path,
      'Embedding and head have rows for different tokens, which is not supported.',
    )
  return { tokens: sorted, embedding, head: rowsOf(headPath, headTokens) }
}

function ascending({ shape, data }: Tensor, tokens: readonly number[]): Tensor {
  const width = shape[1] as number
  const sorted = new Float32Array(data.length)
  const order = tokens.map((token, row) => ({ token, row })).toSorted((a, b) => a.token - b.token)
  order.forEach(({ row }, at) => sorted.set(data.subarray(row * width, (row + 1) * width), at * width))
  return { shape, data: sorted }
}

function unknownTensor(path: string, name: string): CheckpointError {
  return new CheckpointError(
    path,
    `It holds "${name}", which is no part of an adapter for this model.`,
    'Is it an adapter of this very model?',
  )
}

export interface AdapterFolder {
  readonly adapter: Adapter
  readonly config: DecoderConfig
  /** Name or folder of the model it belongs to, for those who open it. */
  readonly base: string
  /** Texts of further files by name: a tokenizer that has the added tokens, a card. */
  readonly files?: Readonly<Record<string, string>>
}

/** Writes an adapter that PEFT opens. `path` must not exist yet. */
export function writeAdapter(path: string, { adapter, config, base, files }: AdapterFolder): Promise<void> {
  const { rank, alpha, pairs, rows } = adapter
  const text = peftConfigText({
    rank,
    alpha,
    targets: targetsOf(adapter, config),
    base,
    ...(rows === undefined
      ? {}
      : {
          rows: rows.head === undefined ? rows.tokens : { embed_tokens: rows.tokens, lm_head: rows.tokens },
        }),
  })
  const tensors = new Map(pairTensors(pairs))
  if (rows !== undefined) {
    tensors.set(`${peftPrefix}${embeddingPath}${rowsSuffix}`, rows.embedding)
    if (rows.head !== undefined) tensors.set(`${peftPrefix}${headPath}${rowsSuffix}`, rows.head)
  }
  return writeAdapterFiles(path, text, tensors, files)
}

export function writeAdapterFiles(
  path: string,
  configText: string,
  tensors: ReadonlyMap<string, Tensor>,
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  return writeWholeFolder(path, async (part) => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(part, name), text)
    await writeFile(join(part, configFile), configText)
    await writeTensors(join(part, weightsFile), tensors)
  })
}

export function* pairTensors(pairs: Adapter['pairs']): Generator<[name: string, tensor: Tensor]> {
  for (const [linear, { a, b }] of pairs) {
    yield [`${peftPrefix}${linear}.lora_A.weight`, a]
    yield [`${peftPrefix}${linear}.lora_B.weight`, b]
  }
}

/** Names of linear maps that have a pair in every layer; where some layers have none, whole paths. */
export function targetsOf({ pairs }: Adapter, config: DecoderConfig): readonly string[] {
  const names = linears.filter((name) => pairs.has(linearPath(0, name)))
  return names.length * config.layers === pairs.size &&
    names.every((name) =>
      [...Array(config.layers).keys()].every((layer) => pairs.has(linearPath(layer, name))),
    )
    ? names
    : [...pairs.keys()]
}
