import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Column } from './hugging-face/feature.ts'
import { openShards } from './hugging-face/shards.ts'

let folder: string
let number = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-parquet-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Row {
  readonly text: string | null
  readonly count: number
  readonly turns: readonly {
    readonly said: string
    readonly masked: boolean
    readonly tables: readonly string[]
  }[]
}

const columns: readonly Column<Row>[] = [
  { name: 'text', what: '', feature: 'string', value: ({ text }) => text },
  { name: 'count', what: '', feature: 'int32', value: ({ count }) => count },
  {
    name: 'turns',
    what: '',
    feature: { list: { struct: { said: 'string', masked: 'bool', tables: { list: 'string' } } } },
    value: ({ turns }) => turns,
  },
]
const string = fc.string({ unit: 'grapheme', maxLength: 12 })
const rows = fc.array(
  fc.record({
    text: fc.option(string),
    count: fc.integer({ min: -5, max: 5 }),
    turns: fc.array(
      fc.record({ said: string, masked: fc.boolean(), tables: fc.array(string, { maxLength: 2 }) }),
      {
        maxLength: 3,
      },
    ),
  }),
  { maxLength: 20 },
)

describe('Parquet shards', () => {
  it('give back what was written, in its order, in as many shards as it takes', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 9 }),
        async (given, rowsPerGroup, rowsPerShard) => {
          number += 1
          const prefix = `data-${number}/test`
          const shards = openShards(folder, prefix, columns, { rowsPerGroup, rowsPerShard })
          for (const row of given) await shards.write(row)
          const { paths } = await shards.close()
          expect(paths).toHaveLength(Math.ceil(given.length / rowsPerShard))
          const read: unknown[] = []
          for (const path of paths) {
            read.push(...(await parquetReadObjects({ file: await asyncBufferFromFile(join(folder, path)) })))
          }
          // hyparquet leaves a null out of the row.
          expect(read.map((row) => ({ text: null, ...(row as Partial<Row>) }))).toEqual(given)
          if (paths.length > 0) expect(readdirSync(join(folder, `data-${number}`))).toHaveLength(paths.length)
        },
      ),
      { numRuns: 60 },
    )
  })
})
