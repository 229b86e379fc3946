import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openJournal } from './journal.ts'
import { readJsonl, writeJsonl } from './jsonl.ts'
import { openOrderedLog } from './ordered-log.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-kit-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = []
  for await (const item of items) result.push(item)
  return result
}

describe('jsonl', () => {
  it('reads back what it wrote, any text included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ text: fc.string({ unit: 'binary' }) })), async (records) => {
        const path = join(folder, 'a.jsonl')
        expect(await writeJsonl(path, records)).toBe(records.length)
        expect(await all(readJsonl(path))).toEqual(JSON.parse(JSON.stringify(records)))
      }),
      { numRuns: 30 },
    )
  })

  it('names file, line and field of what does not fit', async () => {
    const path = join(folder, 'b.jsonl')
    writeFileSync(path, '{"a":1}\n{"a":"x"}\n')
    await expect(all(readJsonl(path, z.object({ a: z.number() })))).rejects.toThrow(
      /b\.jsonl, line 2, field a:/,
    )
    writeFileSync(path, '{"a":1}\n{"a":')
    await expect(all(readJsonl(path))).rejects.toThrow(/line 2: is not valid JSON/)
    await expect(all(readJsonl(join(folder, 'none.jsonl')))).rejects.toThrow(/none\.jsonl/)
  })

  it('leaves nothing behind when the records fail', async () => {
    async function* failing(): AsyncGenerator<unknown> {
      yield { a: 1 }
      throw new Error('no more')
    }
    await expect(writeJsonl(join(folder, 'c.jsonl'), failing())).rejects.toThrow('no more')
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('journal', () => {
  it('keeps finished items over a kill at any byte', async () => {
    const path = join(folder, 'journal.jsonl')
    const journal = await openJournal<{ text: string }>(path)
    for (let i = 0; i < 5; i++) journal.add(`k${i}`, { text: `värde ${i}` })
    journal.close()
    const whole = readFileSync(path)
    for (let cut = 0; cut <= whole.length; cut += 7) {
      writeFileSync(path, whole.subarray(0, cut))
      const again = await openJournal<{ text: string }>(path)
      const linesLeft = whole.subarray(0, cut).filter((byte) => byte === 10).length
      expect(again.size).toBe(linesLeft)
      for (let i = 0; i < 5; i++) if (!again.has(`k${i}`)) again.add(`k${i}`, { text: `värde ${i}` })
      again.close()
      expect(readFileSync(path).equals(whole)).toBe(true)
    }
  })
})

describe('ordered log', () => {
  it('counts whole lines and drops a cut one', async () => {
    const path = join(folder, 'log.jsonl')
    const log = await openOrderedLog(path)
    for (const line of ['a', 'ö', 'c']) log.append(line)
    log.close()
    appendFileSync(path, 'half a li')
    const again = await openOrderedLog(path)
    expect(again.finished).toBe(3)
    again.append('d')
    again.close()
    expect(readFileSync(path, 'utf8')).toBe('a\nö\nc\nd\n')
  })
})
