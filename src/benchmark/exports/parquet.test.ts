import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Column } from './hugging-face/feature.ts'
import { openShards } from './hugging-face/shards.ts'
import { openRecordIndex } from './record-index.ts'

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

describe('a record index', () => {
  const schema = z.object({ id: z.string(), text: z.string() })

  it('finds every record, whatever its place and its letters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(string, { maxLength: 12 }), fc.boolean(), async (texts, idFirst) => {
        number += 1
        const path = join(folder, `records-${number}.jsonl`)
        const records = texts.map((text, place) => ({ id: `r${place}`, text: text.repeat(4000) }))
        const lines = records.map(({ id, text }) => JSON.stringify(idFirst ? { id, text } : { text, id }))
        writeFileSync(path, lines.join('\n'))
        const index = await openRecordIndex(path, schema)
        expect([...index.ids]).toEqual(records.map(({ id }) => id))
        for (const record of records.toReversed()) expect(await index.get(record.id)).toEqual(record)
        expect(await index.get('none')).toBeUndefined()
        await index.close()
      }),
      { numRuns: 30 },
    )
  })

  it('names the line that is no record, and the field that does not fit', async () => {
    const path = join(folder, 'bad.jsonl')
    writeFileSync(path, '{"id":"a","text":1}\n')
    const index = await openRecordIndex(path, schema)
    await expect(index.get('a')).rejects.toThrow(/bad\.jsonl, a, field text/)
    await index.close()
    writeFileSync(path, '{"id":"a","text":"x"}\n{"i')
    await expect(openRecordIndex(path, schema)).rejects.toThrow(/line 2: is no record with an id/)
  })
})
