// Keys and values of computed tokens, for all layers: rows of positions that grow. A layer's arrays are
// [keyValueHeads × rows × capacity × headSize], as its models read them; what stands behind a row's length is
// never looked at.
import { Tensor } from 'onnxruntime-node'
import type { DecoderConfig } from '../decoder/config.ts'

export interface KeyValueCache {
  readonly rows: number
  /** Positions that a row has room for. */
  readonly capacity: number
  readonly layers: readonly LayerCache[]
}

interface LayerCache {
  readonly keys: Float32Array
  readonly values: Float32Array
}

/** Capacities are multiples of this, so that a growing cache is seldom copied. */
const step = 64

export function capacityFor(positions: number): number {
  return Math.ceil(positions / step) * step
}

export function cacheBytes(config: DecoderConfig, rows: number, positions: number): number {
  const { layers, keyValueHeads, headSize } = config
  return (
    layers * 2 * keyValueHeads * headSize * rows * capacityFor(positions) * Float32Array.BYTES_PER_ELEMENT
  )
}

export function createCache(config: DecoderConfig, rows: number, positions: number): KeyValueCache {
  const capacity = capacityFor(positions)
  const length = config.keyValueHeads * rows * capacity * config.headSize
  const layers = Array.from({ length: config.layers }, () => ({
    keys: new Float32Array(length),
    values: new Float32Array(length),
  }))
  return { rows, capacity, layers }
}

/** Keys and values of a layer, as its model gives them or a cache holds them: [keyValueHeads × rows × length × headSize]. */
export interface Fresh {
  readonly keys: Float32Array
  readonly values: Float32Array
  readonly rows: number
  readonly length: number
}

export interface Placement {
  readonly from: number
  readonly row: number
  readonly position: number
  readonly count: number
}

/** Copies `count` positions of a row `from` of fresh ones to `row`, from `position` on. */
export function writeFresh(
  { keyValueHeads, headSize }: DecoderConfig,
  { rows, capacity, layers }: KeyValueCache,
  layer: number,
  fresh: Fresh,
  { from, row, position, count }: Placement,
): void {
  const into = layers[layer] as LayerCache
  for (let head = 0; head < keyValueHeads; head++) {
    const start = (head * fresh.rows + from) * fresh.length * headSize
    const target = ((head * rows + row) * capacity + position) * headSize
    into.keys.set(fresh.keys.subarray(start, start + count * headSize), target)
    into.values.set(fresh.values.subarray(start, start + count * headSize), target)
  }
}

/** Where a row of another cache comes from, and how many positions of it. */
export interface RowSource {
  readonly cache: KeyValueCache
  readonly row: number
  readonly length: number
}

/** A cache made of rows of others; an undefined one is empty. */
export function gatherRows(
  config: DecoderConfig,
  sources: readonly (RowSource | undefined)[],
  positions: number,
): KeyValueCache {
  const gathered = createCache(config, sources.length, positions)
  sources.forEach((source, row) => {
    if (source !== undefined) copyRow(config, source, gathered, row, 0)
  })
  return gathered
}

/** Copies a row of one cache into one of another, from `position` on. */
export function copyRow(
  config: DecoderConfig,
  { cache, row: from, length: count }: RowSource,
  into: KeyValueCache,
  row: number,
  position: number,
): void {
  cache.layers.forEach(({ keys, values }, layer) => {
    const held = { keys, values, rows: cache.rows, length: cache.capacity }
    writeFresh(config, into, layer, held, { from, row, position, count })
  })
}

/** What a layer's model is fed: a past that all rows share has no dimension of rows. */
export function pastFeeds(
  { keyValueHeads, headSize }: DecoderConfig,
  { rows, capacity, layers }: KeyValueCache,
  layer: number,
  shared: boolean,
): { readonly pastKeys: Tensor; readonly pastValues: Tensor } {
  const { keys, values } = layers[layer] as LayerCache
  const shape = shared ? [keyValueHeads, capacity, headSize] : [keyValueHeads, rows, capacity, headSize]
  return {
    pastKeys: new Tensor('float32', keys, shape),
    pastValues: new Tensor('float32', values, shape),
  }
}
