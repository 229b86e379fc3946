import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { idOf, openRecordFile, type RecordFile } from './record-file.ts'

let folder: string
let number = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-records-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const schema = z.object({ id: z.string(), text: z.string() })

/** `ids` takes those that are found, in the order of the lines. */
function open(path: string, ids: string[] = []): Promise<RecordFile<z.infer<typeof schema>>> {
  return openRecordFile(path, schema, (line, place) => {
    const id = idOf(line, path, place)
    ids.push(id)
    return id
  })
}

it('finds every record, whatever its place and its letters', async () => {
  const string = fc.string({ unit: 'grapheme', maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(fc.array(string, { maxLength: 24 }), fc.boolean(), async (texts, idFirst) => {
      number += 1
      const path = join(folder, `records-${number}.jsonl`)
      const records = texts.map((text, place) => ({ id: `r${place}`, text: text.repeat(4000) }))
      const lines = records.map(({ id, text }) => JSON.stringify(idFirst ? { id, text } : { text, id }))
      writeFileSync(path, lines.join('\n'))
      const ids: string[] = []
      const file = await open(path, ids)
      expect(ids).toEqual(records.map(({ id }) => id))
      for (const record of records.toReversed()) expect(file.get(record.id)).toEqual(record)
      expect(file.get('none')).toBeUndefined()
      file.close()
    }),
    { numRuns: 30 },
  )
})

it('names the line that is no record, and the field that does not fit', async () => {
  const path = join(folder, 'bad.jsonl')
  writeFileSync(path, '{"id":"a","text":1}\n')
  const file = await open(path)
  expect(() => file.get('a')).toThrow(/bad\.jsonl, line 1, field text/)
  file.close()
  writeFileSync(path, '{"id":"a","text":"x"}\n{"i')
  await expect(open(path)).rejects.toThrow(/line 2: is not valid JSON/)
})
