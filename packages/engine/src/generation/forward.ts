// New tokens through all layers, behind what is cached. Rows and lengths are padded to few sizes, so that few models
// exist: empty rows and places behind a row's end are computed and never looked at.
import { Tensor } from 'onnxruntime-node'
import { cachedLayer, type CachedLayerForm } from '../decoder/cached-layer.ts'
import { pastFeeds, type Fresh, type KeyValueCache } from './key-value-cache.ts'
import type { Answering } from './answering.ts'
import type { Feeds } from '../decoder/model-weights.ts'
import type { FloatTensor } from '../runtime/workspace.ts'
import type { Model } from '../runtime/models.ts'

export interface Step {
  /** New tokens of each row; none for a row that rests. */
  readonly rows: readonly ArrayLike<number>[]
  /** What they stand behind: a row of the cache each, or its only one for all. */
  readonly past?: Past
  /** Whether the last layer's output is wanted, and not only its keys and values. */
  readonly hidden: boolean
  /** Takes each layer's keys and values; their arrays are used again for the next layer. */
  readonly keep?: (layer: number, fresh: Fresh) => void
}

export interface Past {
  readonly cache: KeyValueCache
  /** Of each row of the cache, the positions that count. */
  readonly lengths: readonly number[]
}

/** The last layer's outputs, before the last norm; valid until the next step. */
export interface Hidden {
  at(row: number, place: number): Float32Array
}

/** New tokens that are computed in one run of a model, at most, per row and over all rows. */
export const longestStep = 256
export const largestStep = 512

const lengths = [1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, longestStep]
const rowCounts = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, largestStep]

export function paddedLength(length: number): number {
  return paddedTo(lengths, length)
}

export function paddedRows(rows: number): number {
  return paddedTo(rowCounts, rows)
}

function paddedTo(sizes: readonly number[], size: number): number {
  const found = sizes.find((one) => one >= size)
  if (found === undefined) throw new Error(`a step of ${size} is more than ${sizes.at(-1)}`)
  return found
}

export async function forward(answering: Answering, step: Step): Promise<Hidden> {
  const { weights, models } = answering
  const { config } = weights
  const length = paddedLength(Math.max(...step.rows.map((row) => row.length)))
  const past = step.past?.lengths.some((count) => count > 0) === true ? step.past : undefined
  // A cache of several rows has one for each row of the step; it is as wide as the padded step already.
  const rows = past === undefined || past.cache.rows === 1 ? paddedRows(step.rows.length) : past.cache.rows
  const kind = past === undefined ? 'none' : past.cache.rows < rows ? 'shared' : 'own'
  const starts = Array.from({ length: rows }, (_, row) =>
    kind === 'shared' ? (past?.lengths[0] as number) : (past?.lengths[row] ?? 0),
  )
  const tables = answering.positions.tables(starts, length)
  const feeds = {
    cosines: new Tensor('float32', tables.cosines, tables.shape),
    sines: new Tensor('float32', tables.sines, tables.shape),
    bias: biasFeed(length, kind, past),
  }
  let hidden = embedded(answering, step.rows, rows, length)
  for (let layer = 0; layer < config.layers; layer++) {
    const form: CachedLayerForm = {
      rows,
      length,
      past: kind,
      precision: weights.precision,
      lora: weights.loraOf(layer),
      output: step.hidden || layer < config.layers - 1 ? 'hidden' : 'cache',
    }
    const model = await models.get(`layer ${JSON.stringify(form)}`, () => cachedLayer(config, form))
    const inputs = {
      ...weights.feedsOfLayer(layer),
      ...feeds,
      ...(past === undefined ? {} : pastFeeds(config, past.cache, layer, kind === 'shared')),
      hidden: new Tensor('float32', hidden, [rows, length, config.hidden]),
    }
    // A layer reads what the last one wrote, so there are two of these.
    const [keys, values, output] = await runInto(answering, model, inputs, [
      'keys',
      'values',
      `hidden ${layer % 2}`,
    ])
    if (keys === undefined || values === undefined) throw new Error('a layer gives no keys and values')
    step.keep?.(layer, { keys, values, rows, length })
    if (output !== undefined) hidden = output
  }
  return {
    at(row, place) {
      const start = (row * length + place) * config.hidden
      return hidden.subarray(start, start + config.hidden)
    },
  }
}

/** Runs a model into arrays of these names, one for each output; the next run with a name overwrites its array. */
export async function runInto(
  { workspace }: Answering,
  model: Model,
  feeds: Feeds,
  names: readonly string[],
): Promise<readonly Float32Array[]> {
  const arrays = model.outputs.map(({ shape }, place) => workspace.tensor(names[place] as string, shape))
  const results = model.outputs.map(
    ({ name }, place) => [name, (arrays[place] as FloatTensor).tensor] as const,
  )
  await model.run(feeds, Object.fromEntries(results))
  return arrays.map(({ data }) => data)
}

/** Rows of the embedding, and zeros where there is no token. */
function embedded({ weights }: Answering, tokens: Step['rows'], rows: number, length: number): Float32Array {
  const { hidden } = weights.config
  const found = new Float32Array(rows * length * hidden)
  tokens.forEach((row, place) => found.set(weights.embeddingRows(row), place * length * hidden))
  return found
}

/** 0 where a query may look: itself and new tokens before it, then the past that counts. */
function biasFeed(length: number, kind: CachedLayerForm['past'], past: Past | undefined): Tensor {
  const width = length + (past?.cache.capacity ?? 0)
  const rows = kind === 'own' ? (past?.cache.rows as number) : 1
  const bias = new Float32Array(rows * length * width).fill(-Infinity)
  for (let row = 0; row < rows; row++) {
    const counted = past?.lengths[row] ?? 0
    for (let query = 0; query < length; query++) {
      const start = (row * length + query) * width
      bias.fill(0, start, start + query + 1)
      bias.fill(0, start + length, start + length + counted)
    }
  }
  return new Tensor('float32', bias, kind === 'own' ? [rows, 1, length, width] : [length, width])
}
