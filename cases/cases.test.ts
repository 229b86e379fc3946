// What a machine can check of the bundled cases as files: they parse, name their licence, stand in the README;
// pictures exist, are used and show what the text says; reports have their sections and whole tables.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documents, images, picturesOf, readText, root } from './bundled.ts'
import { pictures } from './render-images.ts'

/** The table rows of a Markdown file that are not as wide as the row above. */
function raggedRows(markdown: string): string[] {
  const lines = markdown.split('\n')
  const cells = (line: string | undefined) => (line?.startsWith('|') ? line.split('|').length : 0)
  return lines.filter((line, index) => {
    const [here, above] = [cells(line), cells(lines[index - 1])]
    return here > 0 && above > 0 && here !== above
  })
}

describe('every bundled file', () => {
  it('is UTF-8, ends with a newline, and parses where it is JSON', () => {
    expect(documents.length).toBeGreaterThanOrEqual(19)
    expect(documents.filter((file) => readText(file).includes('\uFFFD'))).toEqual([])
    expect(documents.filter((file) => !readText(file).endsWith('\n'))).toEqual([])
    for (const file of documents.filter((name) => name.endsWith('.json')))
      expect(JSON.parse(readText(file))).toBeTypeOf('object')
  })

  it('names its licence, or LICENSE.md names it', () => {
    const named = [...readText('LICENSE.md').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
    const covered = (file: string) =>
      named.some((pattern) => {
        const [start = '', end = ''] = pattern.split('*')
        return pattern.includes('*') ? file.startsWith(start) && file.endsWith(end) : file === pattern
      })
    expect(documents.filter((file) => !readText(file).includes('CC-BY-4.0') && !covered(file))).toEqual([])
    expect(images.filter((file) => !covered(file))).toEqual([])
  })

  it('stands in the README, and the README names no file that is missing', () => {
    const linked = [...readText('README.md').matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '')
    const companions = /metadata\.csv$|orders\.json$|response-/
    expect(linked.filter((file) => !existsSync(join(root, file)))).toEqual([])
    expect(documents.filter((file) => !companions.test(file) && !linked.includes(file))).toEqual([])
  })
})

describe('pictures', () => {
  it('are all drawn by the script and all used by a case', () => {
    expect(images).toEqual(Object.keys(pictures).map((name) => `images/${name}`))
    expect([...new Set(documents.flatMap(picturesOf))].sort()).toEqual(images)
  })

  it.each(images)('%s is a PNG of 640 to 1000 pixels and less than 60 kB', (image) => {
    const bytes = readFileSync(join(root, image))
    expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
    expect(bytes.readUInt32BE(16)).toBeGreaterThanOrEqual(640)
    expect(bytes.readUInt32BE(16)).toBeLessThanOrEqual(1000)
    expect(bytes.length).toBeLessThan(60_000)
  })

  it('plot only values that stand in the text of their case', () => {
    const charted = documents
      .filter((file) => /^(markdown|jats)\//.test(file))
      .flatMap((file) => {
        const text = readText(file)
        return picturesOf(file).flatMap((image) => {
          const svg = pictures[image.replace('images/', '')]?.() ?? ''
          const values = [...svg.matchAll(/paint-order="stroke">([\d.]+)</g)].map((match) => match[1] ?? '')
          return values.map((value) => ({ image, value, stands: text.includes(value) }))
        })
      })
    expect(charted.length).toBeGreaterThan(40)
    expect(charted.filter((item) => !item.stands)).toEqual([])
  })
})

describe('case reports', () => {
  const reports = documents.filter((file) => file.startsWith('markdown/'))
  const headings =
    'History Medications Allergies Examination Investigations Imaging Course Assessment Plan Outcome'

  it.each(reports)('%s has front matter, its sections and its age', (file) => {
    const text = readText(file)
    for (const key of ['title', 'licence', 'attribution', 'age', 'sex', 'race', 'language', 'insurance'])
      expect(text).toMatch(new RegExp(`^${key}: \\S`, 'm'))
    expect([...text.matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual([
      ...headings.split(' '),
      'References',
    ])
    expect(text).toContain(`${/^age: (\d+)$/m.exec(text)?.[1]}-year-old`)
  })

  it('end with references that have a year', () => {
    const prose = documents.filter((file) => /^(markdown|jats)\/|conference/.test(file))
    expect(prose).toHaveLength(8)
    for (const file of prose) expect(readText(file).split('References').at(-1)).toMatch(/\b(19|20)\d\d\b/)
  })

  it('have tables whose rows are all as wide as their heads', () => {
    const markdown = documents.filter((file) => file.endsWith('.md'))
    expect(markdown.flatMap((file) => raggedRows(readText(file)))).toEqual([])
    const tables = documents
      .filter((file) => file.endsWith('.xml'))
      .flatMap((file) => [...readText(file).matchAll(/<table .*?<\/table>/gs)].map((match) => match[0]))
    expect(tables).toHaveLength(3)
    for (const table of tables) {
      const rows = [...table.matchAll(/<tr>.*?<\/tr>/gs)].map(([row]) => row.split(/<t[hd] /).length)
      expect(new Set(rows).size).toBe(1)
    }
  })

  it('have NIHSS items that add up to their totals', () => {
    const table = /<table-wrap id="T1".*?<\/table-wrap>/s.exec(readText('jats/stroke-thrombolysis.xml'))?.[0]
    const scores = [...(table ?? '').matchAll(/<tr><td.*?<\/tr>/g)].map(([row]) =>
      [...row.matchAll(/>(\d+)<\/td>/g)].map((match) => Number(match[1])),
    )
    expect(scores).toHaveLength(16)
    const items = scores.slice(0, -1)
    const sums = [0, 1, 2].map((column) => items.reduce((sum, row) => sum + (row[column] ?? 0), 0))
    expect(sums).toEqual(scores.at(-1))
  })

  it('include a conference of 30 or more turns and 8 or more speakers, with a table and two pictures', () => {
    const file = 'dialogue/aortic-dissection-conference.md'
    const turns = [...readText(file).matchAll(/^\*\*([^:*]+):\*\* \S/gm)].map((match) => match[1])
    expect(turns.length).toBeGreaterThanOrEqual(30)
    expect(new Set(turns).size).toBeGreaterThanOrEqual(8)
    expect(readText(file)).toMatch(/^\| Test +\|/m)
    expect(picturesOf(file)).toHaveLength(2)
  })
})
