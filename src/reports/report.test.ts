import { readFileSync, existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { benchmarkFiles } from '../benchmark/folder.ts'
import { hostile, writeBenchmark, writeRun, type Fixture } from './fixture.ts'
import { writeDecidedRun } from './fixture-decision.ts'
import { writeJudgings, writeWordyRun } from './fixture-judged.ts'
import { writeTraining } from './fixture-training.ts'
import { walk } from './fixture-origins.ts'
import { figures } from './figures/index.ts'
import { escapeText, html } from './markup.ts'
import { printed, type Quantity, type Unit } from './quantity.ts'
import { writeReport } from './report.ts'
import { tables } from './tables/index.ts'

const root = resolve(import.meta.dirname, '../..')

interface Written {
  readonly html: string
  readonly markdown: string
  readonly json: string
  readonly paths: { readonly html: string; readonly markdown: string; readonly json: string }
}

async function report(folder: string, runs: readonly string[], output: string): Promise<Written> {
  const paths = await writeReport(folder, runs, output)
  return {
    html: await readFile(paths.html, 'utf8'),
    markdown: await readFile(paths.markdown, 'utf8'),
    json: await readFile(paths.json, 'utf8'),
    paths,
  }
}

/** Every quantity in a JSON value, wherever it stands. */
function quantitiesIn(value: unknown): Quantity[] {
  if (typeof value !== 'object' || value === null) return []
  if ('origin' in value && 'unit' in value) return [value as Quantity]
  return Object.values(value).flatMap(quantitiesIn)
}

/** Tags of a page with what stands in them; style and text are left out. */
function tagsOf(page: string): string[] {
  return page.match(/<[a-zA-Z][^>]*>/g) ?? []
}

let home: string
let full: Fixture
let run: string
let spoken: string
let decided: string
let trained: readonly string[]
let written: Written

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'report-'))
  full = await writeBenchmark(join(home, 'benchmark'), 6, 4)
  run = await writeRun(full.folder, join(home, 'runs', 'one'))
  spoken = await writeWordyRun(full.folder, join(home, 'runs', 'spoken'))
  await writeJudgings(full.folder, spoken, run)
  decided = await writeDecidedRun(full.folder, join(home, 'runs', 'decided'))
  trained = [
    await writeTraining(full.folder, join(home, 'trainings', 'behavior')),
    await writeTraining(full.folder, join(home, 'trainings', 'general'), 'none'),
  ]
  written = await report(full.folder, [run, spoken, decided, ...trained], join(home, 'report'))
}, 60_000)
afterAll(() => rm(home, { recursive: true, force: true }))

describe('the HTML page', () => {
  it('needs nothing from elsewhere and has no script', () => {
    const tags = tagsOf(written.html)
    expect(tags.filter((tag) => /^<(script|link|iframe|object|embed|base|form|input)\b/i.test(tag))).toEqual(
      [],
    )
    const addresses = tags.flatMap((tag) => [...tag.matchAll(/\b(src|href|srcset|action|poster)="([^"]*)"/g)])
    const outside = addresses.filter(
      ([, , address]) => !/^(#|data:image\/|samples\/index\.html$)/.test(address ?? ''),
    )
    expect(outside).toEqual([])
    expect(written.html).not.toMatch(/@import|url\(/)
  })

  it('lets a link to a licence be, if it is a web address', async () => {
    const path = join(full.folder, benchmarkFiles.cases)
    const before = await readFile(path, 'utf8')
    const linked = before.replaceAll('javascript:alert(4)', 'https://example.org/licence?a=1&b="2"')
    await writeFile(path, linked.replaceAll('b="2"', 'b=2'))
    const { html: page } = await report(full.folder, [], join(home, 'linked'))
    await writeFile(path, before)
    expect(page).toContain('<a href="https://example.org/licence?a=1&amp;b=2" rel="noreferrer noopener">')
  })

  it('shows hostile text and never obeys it', () => {
    const body = written.html.slice(written.html.indexOf('</style>') + 8)
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(tagsOf(body).filter((tag) => /\bon\w+=|javascript:/i.test(tag.replace(/"[^"]*"/g, '""')))).toEqual(
      [],
    )
    for (const tag of tagsOf(body)) expect(tag).not.toMatch(/^<(script|style)/i)
    expect(body).not.toContain('<img src=x')
    expect(body).not.toContain('\u0007')
    // Each field that a case, a task or a run brings along stands on the page.
    for (const field of [
      'number 2?',
      'Title',
      'Doctor A',

      'Because.',
      'An edited turn.',
      'Results',
      'Tracing',
      'model',
      'corpus',
      'Someone',
      'spironolactone',
      'Fixture',
      'nothing | to ask',
    ]) {
      expect(body).toContain(`${field} ${escapeText(hostile)}`)
    }
  })

  it('escapes any text whatever in text and in attributes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const inside = html`<p title="${text}">${text}</p>`.markup
        expect(inside.match(/[<>"]/g)).toEqual(['<', '"', '"', '>', '<', '>'])
      }),
    )
  })

  it('inlines a picture of the folder and none outside it', () => {
    const pictures = tagsOf(written.html).filter((tag) => tag.startsWith('<img'))
    expect(pictures.length).toBeGreaterThan(0)
    for (const tag of pictures) {
      expect(tag).toContain('src="data:image/png;base64,')
      expect(tag).toContain('alt="Tracing')
    }
    expect(written.html).toContain('not shown here')
  })

  it('names and describes every drawing, and no id twice', () => {
    const drawings = tagsOf(written.html).filter((tag) => tag.startsWith('<svg'))
    expect(drawings).toHaveLength(figures.length)
    for (const tag of drawings) {
      expect(tag).toContain('role="img"')
      for (const id of (/aria-labelledby="([^"]+)"/.exec(tag)?.[1] ?? '').split(' ')) {
        expect(written.html).toMatch(new RegExp(`<(title|desc) id="${id}">[^<]+<`))
      }
    }
    const ids = [...written.html.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('marks the right option, the cited turn, the planted turn and the triple', () => {
    expect(written.html).toContain('✓ right')
    expect(written.html).toContain('the answer rests on it')
    expect(written.html).toContain('written for the challenge')
    for (const member of ['injected', 'near miss', 'already handled']) {
      expect(written.html).toContain(`Explicit error correction, ${member}`)
    }
  })
})

describe('report.json', () => {
  it('gives every number as its source file has it', async () => {
    const quantities = quantitiesIn(JSON.parse(written.json))
    expect(quantities.length).toBeGreaterThan(500)
    const folder = dirname(written.paths.json)
    const wrong: unknown[] = []
    for (const { value, origin } of quantities) {
      const found = await walk(origin, folder, root)
      const same = found === value || Math.abs((found ?? Number.NaN) - (value ?? Number.NaN)) < 1e-12
      if (!same) wrong.push({ value, found, origin })
    }
    expect(wrong).toEqual([])
  })

  it('holds every figure and table of the registries', () => {
    const content = JSON.parse(written.json) as Record<'figures' | 'tables', { id: string }[]>
    expect(content.figures.map(({ id }) => id)).toEqual(figures.map(({ id }) => id))
    expect(content.tables.map(({ id }) => id)).toEqual(tables.map(({ id }) => id))
  })

  it('holds every number of the page’s tables', () => {
    const numbers = new Set(
      quantitiesIn(JSON.parse(written.json)).map((quantity) => escapeText(printed(quantity))),
    )
    const cells = [...written.html.matchAll(/<td class="n">([^<]+)<\/td>/g)].map((match) => match[1] ?? '')
    expect(cells.length).toBeGreaterThan(500)
    expect(cells.filter((cell) => !numbers.has(cell))).toEqual([])
  })
})

/** Rows of each Markdown table as numbers of cells. */
function markdownTables(text: string): number[][] {
  const found: number[][] = []
  let open = false
  for (const line of text.split('\n')) {
    if (line.startsWith('|')) {
      if (!open) found.push([])
      found.at(-1)?.push(line.replaceAll('\\\\', '').replaceAll('\\|', '').split('|').length - 2)
    }
    open = line.startsWith('|')
  }
  return found
}

describe('the tables of results', () => {
  const rowsOf = (text: string, id: string): unknown[] => {
    const content = JSON.parse(text) as { tables: { id: string; rows: unknown[] }[] }
    return content.tables.find((table) => table.id === id)?.rows ?? []
  }
  const ofRuns = ['comparison', 'triples', 'alerts', 'behavior-classes', 'behavior-confusion', 'probability']

  it('are all filled by runs that say how they are meant', () => {
    for (const id of [...ofRuns, 'reliability', 'positions', 'repeats']) {
      expect({ id, rows: rowsOf(written.json, id) }).not.toEqual({ id, rows: [] })
    }
    expect(written.markdown).toMatch(/\d \(\d+\.\d to \d+\.\d\)/)
  })

  it('stay empty, and say why, where a run has nothing of it', async () => {
    const alone = await report(full.folder, [run], join(home, 'alone'))
    for (const id of ['comparison', 'behavior-classes', 'probability', 'repeats']) {
      expect({ id, rows: rowsOf(alone.json, id) }).toEqual({ id, rows: [] })
    }
    expect(alone.html).toContain('None of the runs asked each task more than once')
    expect(alone.html).toContain('Fewer than two runs were given')
  })

  it('show a run of before there were intervals', async () => {
    const old = await writeRun(full.folder, join(home, 'runs', 'old'))
    const path = join(old, 'scores.json')
    const scores = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
    const bare = JSON.stringify({ ...scores, triples: undefined }, (key, value: unknown) =>
      /Interval$|[cC]hosen|^cases$/.test(key) ? undefined : value,
    )
    await writeFile(path, bare)
    const { html: page, json } = await report(full.folder, [old], join(home, 'old'))
    expect(page.slice(page.indexOf('</style>'))).not.toMatch(/NaN|undefined|Infinity|\[object/)
    expect(rowsOf(json, 'runs')).toHaveLength(1)
  })
})

describe('report.md', () => {
  it('has well-formed tables', () => {
    const found = markdownTables(written.markdown)
    expect(found.length).toBeGreaterThan(tables.length)
    for (const rows of found) {
      expect(rows.length).toBeGreaterThan(2)
      expect(new Set(rows).size).toBe(1)
    }
  })

  it('lets no HTML and no link through', () => {
    expect(written.markdown.replace(/<br>|`<(re|pro)active>`/g, '')).not.toMatch(/<[a-z/!]/i)
    expect(written.markdown).not.toMatch(/(?<!\\)\]\(/)
  })
})

describe('a report', () => {
  it.each([
    ['without runs', 6, 4],
    ['of a single task', 1, 1],
    ['of a case without tasks', 1, 0],
    ['of nothing', 0, 0],
  ])('%s has no hole in it', async (name, cases, tasksEach) => {
    const folder = join(home, name)
    const fixture = await writeBenchmark(join(folder, 'benchmark'), cases, tasksEach)
    const runs = cases * tasksEach === 1 ? [await writeRun(fixture.folder, join(folder, 'run'))] : []
    const { html: page, markdown, json } = await report(fixture.folder, runs, join(folder, 'report'))
    const text = page.slice(page.indexOf('</style>'))
    for (const part of [text, markdown, json]) expect(part).not.toMatch(/NaN|undefined|Infinity|\[object/)
    expect(text.includes('No run was given')).toBe(runs.length === 0)
    for (const quantity of quantitiesIn(JSON.parse(json))) {
      expect(await walk(quantity.origin, join(folder, 'report'), root)).toEqual(quantity.value)
    }
  })

  it('is the same bytes each time', async () => {
    const again = await report(full.folder, [run, spoken, decided, ...trained], join(home, 'report-again'))
    expect(again.html).toBe(written.html)
    expect(again.markdown).toBe(written.markdown)
    expect(again.json).toBe(written.json)
  })

  it('refuses a run of another benchmark and names both', async () => {
    const other = await writeBenchmark(join(home, 'other', 'benchmark'), 2, 1)
    const strange = await writeRun(other.folder, join(home, 'other', 'run'))
    const refused = writeReport(full.folder, [strange], join(home, 'refused'))
    await expect(refused).rejects.toThrow(new RegExp(`${other.header.id}.*${full.header.id}`))
    expect(existsSync(join(home, 'refused'))).toBe(false)
  })

  it('refuses a training of another benchmark, and one that has no curves yet', async () => {
    const other = await writeBenchmark(join(home, 'elsewhere', 'benchmark'), 2, 1)
    const strange = await writeTraining(other.folder, join(home, 'elsewhere', 'training'))
    await expect(writeReport(full.folder, [strange], join(home, 'refused'))).rejects.toThrow(
      new RegExp(`training on benchmark ${other.header.id}, not on ${full.header.id}`),
    )
    await rm(join(strange, 'curves.json'))
    await expect(writeReport(other.folder, [strange], join(home, 'refused'))).rejects.toThrow(
      /not validated yet/,
    )
  })

  it('tells trainings that differ in their method apart', () => {
    for (const text of [written.html, written.markdown]) {
      expect(text).toContain('BehaviorSFT')
      expect(text).toContain('GeneralSFT')
    }
  })

  it('says which folder or file is no good', async () => {
    await expect(writeReport(home, [], join(home, 'x'))).rejects.toThrow(/not a benchmark folder/)
    await expect(writeReport(full.folder, [home], join(home, 'x'))).rejects.toThrow(
      /not a finished run folder/,
    )
    const path = join(full.folder, benchmarkFiles.statistics)
    const before = readFileSync(path, 'utf8')
    await writeFile(path, before.replace('"recorded": 0', '"recorded": "0"'))
    await expect(writeReport(full.folder, [], join(home, 'x'))).rejects.toThrow(
      /statistics\.json, field \/dataset\/conversations\/recorded/,
    )
    await writeFile(path, before.slice(0, 40))
    await expect(writeReport(full.folder, [], join(home, 'x'))).rejects.toThrow(
      /statistics\.json: is not valid JSON/,
    )
    await writeFile(path, before)
  })

  it('tells runs of one model apart', async () => {
    const { html: page } = await report(full.folder, [run, run], join(home, 'twice'))
    expect(page).toContain('1: model')
    expect(page).toContain('2: model')
  })
})

describe('numbers', () => {
  const write = (value: number | null, unit: Unit): string =>
    printed({ value, unit, origin: { kind: 'sum', of: [] } })

  it('are printed alike everywhere', () => {
    expect(write(1234567, 'count')).toBe('1,234,567')
    expect(write(6194.3, 'mean')).toBe('6,194.3')
    expect(write(0.8, 'score')).toBe('0.80')
    expect(write(0.123, 'share')).toBe('12.3\u202F%')
    expect(write(0.0004, 'share')).toBe('<\u202F0.1\u202F%')
    expect(write(0, 'share')).toBe('0.0\u202F%')
    expect(write(0.123, 'hundredths')).toBe('12.3')
    expect(write(12.34, 'percent')).toBe('12.3')
    expect(write(-0.0832, 'points')).toBe('−8.3')
    expect(write(0.0832, 'points')).toBe('+8.3')
    expect(write(-0.0001, 'points')).toBe('0.0')
    expect(write(0.03125, 'probability')).toBe('0.031')
    expect(write(0.0001, 'probability')).toBe('<\u202F0.001')
    expect(write(1999, 'plain')).toBe('1999')
    expect(write(null, 'mean')).toBe('–')
  })
})
