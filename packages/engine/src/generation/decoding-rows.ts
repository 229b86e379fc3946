// The prompts that are being answered at once: rows of one cache that grow together, token by token. Rows come and go;
// the cache is as wide as needed, in few widths (forward.ts), and its free rows rest.
import {
  cacheBytes,
  copyRow,
  gatherRows,
  writeFresh,
  type KeyValueCache,
  type RowSource,
} from './key-value-cache.ts'
import { forward, paddedRows } from './forward.ts'
import type { Answering } from './answering.ts'

export interface DecodingRow<T> {
  readonly of: T
  /** Positions that the cache holds of it. */
  length: number
  /** Computed with the next step. */
  next: number
}

export interface DecodingRows<T> {
  readonly rows: readonly DecodingRow<T>[]
  /** Whether a row may come that grows to so many positions. The first always may. */
  hasRoom(positions: number): boolean
  /** Takes the path (answering.ts) as a row's past. */
  add(of: T, next: number, positions: number): void
  /** Computes each row's next token; outputs in order of the rows. */
  step(): Promise<readonly Float32Array[]>
  remove(rows: readonly DecodingRow<T>[]): void
}

const mostRows = 32

export function createDecodingRows<T>(answering: Answering): DecodingRows<T> {
  const { config } = answering.weights
  const rows: Reserved<T>[] = []
  let cache: KeyValueCache | undefined
  const longest = (): number => Math.max(...rows.map(({ length }) => length))
  /** One more cache is held while it is copied. */
  const fits = (count: number, positions: number): boolean =>
    2 * cacheBytes(config, paddedRows(count), positions) <= answering.cacheLimit

  /** As wide as the rows ask for, with room for one more token each. */
  const resize = (sources: readonly RowSource[]): void => {
    const width = paddedRows(sources.length)
    const padded = Array.from({ length: width }, (_, row) => sources[row])
    cache = gatherRows(config, padded, Math.max(...sources.map(({ length }) => length)) + 1)
  }
  const sources = (): RowSource[] =>
    rows.map(({ length }, row) => ({ cache: cache as KeyValueCache, row, length }))

  return {
    rows,
    hasRoom(positions) {
      const most = Math.max(positions, ...rows.map(({ reserved }) => reserved))
      return rows.length === 0 || (rows.length < mostRows && fits(rows.length + 1, most))
    },
    add(of, next, positions) {
      const { path } = answering
      const source = { cache: path.cache, row: 0, length: path.tokens.length }
      if (cache !== undefined && rows.length < cache.rows && source.length < cache.capacity)
        copyRow(config, source, cache, rows.length, 0)
      else resize([...sources(), source])
      rows.push({ of, next, length: source.length, reserved: positions })
    },
    async step() {
      if (cache === undefined || rows.length === 0) throw new Error('no row to compute')
      if (longest() >= cache.capacity) resize(sources())
      const past = cache
      const hidden = await forward(answering, {
        rows: rows.map(({ next }) => [next]),
        past: { cache: past, lengths: rows.map(({ length }) => length) },
        hidden: true,
        keep: (layer, fresh) =>
          rows.forEach(({ length }, row) =>
            writeFresh(config, past, layer, fresh, { from: row, row, position: length, count: 1 }),
          ),
      })
      for (const row of rows) row.length++
      return rows.map((_, row) => hidden.at(row, 0))
    },
    remove(gone) {
      for (const row of gone) {
        const place = rows.findIndex((other) => other === row)
        const last = rows.pop()
        if (last === undefined || place < 0) throw new Error('a row is removed that is not there')
        if (place === rows.length || cache === undefined) continue
        // The last row moves into the gap.
        copyRow(config, { cache, row: rows.length, length: last.length }, cache, place, 0)
        rows[place] = last
      }
      if (rows.length === 0) cache = undefined
      else if (paddedRows(rows.length) < (cache?.rows ?? 0)) resize(sources())
    },
  }
}

interface Reserved<T> extends DecodingRow<T> {
  /** Positions that it may grow to. */
  readonly reserved: number
}
