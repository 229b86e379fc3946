import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLineReader, scanLines, type LinePlace } from './line-file.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-lines-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function placesOf(
  path: string,
  unended?: 'visit' | 'leave',
): Promise<{ places: LinePlace[]; intact: number }> {
  const places: LinePlace[] = []
  const intact = await scanLines(path, (_, place) => void places.push(place), unended)
  return { places, intact }
}

describe('a file of lines', () => {
  it('gives every line back from its place, in any order', async () => {
    const text = fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll('\n', ' '))
    await fc.assert(
      fc.asyncProperty(fc.array(text), fc.boolean(), async (lines, ended) => {
        const path = join(folder, 'a.txt')
        writeFileSync(path, lines.join('\n') + (ended && lines.length > 0 ? '\n' : ''))
        const { places } = await placesOf(path)
        // What follows the last line break is a line only if there is something in it.
        const expected = ended || lines.at(-1) !== '' ? lines : lines.slice(0, -1)
        const reader = openLineReader(path)
        const found = places.toReversed().map(({ start, end }) => reader.read(start, end))
        reader.close()
        expect(found.toReversed()).toEqual(expected)
        expect(places.map(({ number }) => number)).toEqual(expected.map((_, index) => index + 1))
      }),
      { numRuns: 60 },
    )
  })

  it('finds lines longer than what is read at a time', async () => {
    const path = join(folder, 'long.txt')
    const long = 'ä'.repeat(1_500_000)
    writeFileSync(path, `a\n${long}\nb\n`)
    const { places, intact } = await placesOf(path)
    expect(places.map(({ start, end }) => end - start)).toEqual([1, 3_000_000, 1])
    expect(intact).toBe(3_000_005)
    const reader = openLineReader(path)
    expect(reader.read(places[1]?.start ?? 0, places[1]?.end ?? 0)).toBe(long)
    reader.close()
  })

  it('leaves a line without an end where it is told to', async () => {
    const path = join(folder, 'cut.txt')
    writeFileSync(path, 'a\nhalf')
    expect(await placesOf(path, 'leave')).toMatchObject({ places: [{ start: 0, end: 1 }], intact: 2 })
    expect((await placesOf(path)).places).toHaveLength(2)
  })

  it('says so when the file became shorter', () => {
    const path = join(folder, 'short.txt')
    writeFileSync(path, 'abc')
    const reader = openLineReader(path)
    expect(() => reader.read(0, 10)).toThrow(/short\.txt: became shorter while it was read/)
    reader.close()
  })
})
