// Cosines and sines for the positions that a run needs. The whole table of a long-context model would be larger than
// a small model, so it grows with what is asked.
import { rotaryTables, type RotaryTables } from '../decoder/rotary.ts'
import type { DecoderConfig } from '../decoder/config.ts'

export interface Positions {
  /** Of the positions from each start on, `length` of each: [starts · length × headSize / 2]. */
  tables(starts: readonly number[], length: number): RotaryTables
}

export function createPositions(config: DecoderConfig): Positions {
  const half = config.headSize / 2
  let known = rotaryTables(config, 0)
  return {
    tables(starts, length) {
      const needed = Math.max(...starts) + length
      if (needed > known.shape[0]) known = rotaryTables(config, Math.max(needed, 2 * known.shape[0]))
      const gather = (table: Float32Array): Float32Array => {
        const rows = new Float32Array(starts.length * length * half)
        starts.forEach((start, row) =>
          rows.set(table.subarray(start * half, (start + length) * half), row * length * half),
        )
        return rows
      }
      return {
        cosines: gather(known.cosines),
        sines: gather(known.sines),
        shape: [starts.length * length, half],
      }
    },
  }
}
