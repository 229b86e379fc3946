import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { figures } from '../figures/index.ts'
import { bars } from '../drawing/bars.ts'
import { radar } from '../drawing/radar.ts'
import { writeBenchmark, writeRun } from '../fixture.ts'
import { writeDecidedRun } from '../fixture-decision.ts'
import { writeJudgings, writeWordyRun } from '../fixture-judged.ts'
import { writeTraining } from '../fixture-training.ts'
import type { Quantity } from '../quantity.ts'
import { writeReport } from '../report.ts'
import type { TableContent } from '../table.ts'
import { tables } from '../tables/index.ts'
import { csvTable } from './csv.ts'
import { pngOf, standaloneSvg } from './drawing.ts'
import { latexTable, latexText } from './latex.ts'

const number = (value: number | null, unit: Quantity['unit']): Quantity => ({
  value,
  unit,
  origin: { kind: 'sum', of: [] },
})

const content: TableContent = {
  caption: 'Per cent & more.',
  columns: [
    { label: 'Run', align: 'text' },
    { label: 'Macro-F1', group: 'Ours', align: 'number' },
    { label: 'F1', group: 'Ours', align: 'number' },
  ],
  rows: [
    { kind: 'head', cells: ['This benchmark'] },
    {
      cells: [
        '[a_b] 100 %',
        {
          parts: [
            number(0.7213, 'hundredths'),
            ' (',
            number(0.7, 'hundredths'),
            ' to ',
            number(0.74, 'hundredths'),
            ')',
          ],
        },
        number(-0.031, 'points'),
      ],
    },
    { kind: 'total', cells: ['=1+1', number(null, 'hundredths'), '–'] },
  ],
  notes: ['A note.'],
  empty: 'Nothing.',
}

/** Complains where the text is no XML. */
function readXml(text: string): void {
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.write(text).close()
}

describe('a table as LaTeX', () => {
  it('is a booktabs table', () => {
    expect(latexTable('one', 'Title', content).split('\n').slice(5)).toEqual([
      '\\small',
      '\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%',
      '\\begin{tabular}{@{}lrr@{}}',
      '\\toprule',
      ' & \\multicolumn{2}{c}{Ours} \\\\',
      '\\cmidrule(lr){2-3}',
      'Run & \\multicolumn{1}{r}{Macro-F1} & \\multicolumn{1}{r}{F1} \\\\',
      '\\midrule',
      '\\multicolumn{3}{@{}l}{\\textit{This benchmark}} \\\\',
      '{}[a\\_b] 100 \\% & 72.1 (70.0 to 74.0) & $-$3.1 \\\\',
      '{}\\textbf{=1+1} & \\textbf{--} & \\textbf{--} \\\\',
      '\\bottomrule',
      '\\end{tabular}}',
      '\\par\\smallskip\\footnotesize A note.',
      '\\end{table}',
      '',
    ])
  })

  it('lets no sign of a text through that LaTeX would obey', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom(...Array.from('\\{}$&#%_~^\n|<>"`')) }),
        ),
        (text) => {
          const written = latexText(text)
          expect(written).not.toMatch(/[\n\r\u2028\u2029]/)
          // Without the commands we write ourselves, nothing special is left.
          const rest = written
            .replaceAll(
              /\\text(backslash|asciitilde|asciicircum|less|greater|bar|asciigrave|periodcentered|degree)\{\}|\\ldots\{\}/g,
              '',
            )
            .replaceAll(/\$(-|\\(pm|times|leq|geq|rightarrow|leftarrow|surd|mu|kappa|alpha|beta))\$/g, '')
            .replaceAll(/\\[{}$&#%_,]/g, '')
          expect(rest).not.toMatch(/[\\{}$&#%_^]/)
        },
      ),
    )
  })
})

describe('a table as CSV', () => {
  it('has a column for each end of an interval and one for the groups', () => {
    expect(csvTable(content)).toBe(
      'Group,Run,Ours: Macro-F1,"Ours: Macro-F1, low","Ours: Macro-F1, high",Ours: F1\r\n' +
        'This benchmark,[a_b] 100 %,72.13,70,74,-3.1\r\n' +
        "This benchmark,'=1+1,,,,\r\n",
    )
  })

  it('is read back as it was written, and no text is a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        const columns = texts.map((text) => ({ label: `c ${text}`, align: 'text' as const }))
        const [head, row] = parse(csvTable({ ...content, columns, rows: [{ cells: texts }] }), {
          record_delimiter: '\r\n',
        })
        expect(head).toHaveLength(texts.length)
        row?.forEach((field, index) => {
          const text = (texts[index] ?? '').replace(/[^\P{Cc}\n\r\t]|\p{Cs}/gu, '\uFFFD')
          expect([text === '–' ? '' : text, `'${text}`]).toContain(field)
          expect(field).not.toMatch(/^[=+\-@\t\r]/)
        })
      }),
    )
  })
})

describe('a figure as a file', () => {
  it('is well-formed whatever its labels, and can be drawn', () => {
    let drawn = 0
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const described = { id: 'x', title: text, description: text }
        const axes = ['a', text, 'c'].map((label) => ({ label, colour: 's1' }))
        for (const markup of [
          bars(described, [{ label: text, text, value: 1, colour: 's1', paper: 0.5 }], {
            label: text,
            tick: String,
          }),
          radar(described, axes, [{ label: text, values: [0, 0.5, null], paper: false }]),
        ]) {
          const svg = standaloneSvg(markup)
          readXml(svg)
          expect(svg).not.toContain('var(')
          if (drawn++ < 10) expect(Array.from(pngOf(svg).subarray(1, 4))).toEqual([0x50, 0x4e, 0x47])
        }
      }),
    )
  })
})

describe('the folders of a report', () => {
  let home: string
  let output: string
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'exports-'))
    const folder = join(home, 'benchmark')
    await writeBenchmark(folder, 5, 4)
    const one = await writeRun(folder, join(home, 'runs', 'one'))
    const spoken = await writeWordyRun(folder, join(home, 'runs', 'spoken'))
    await writeJudgings(folder, spoken, one)
    const decided = await writeDecidedRun(folder, join(home, 'runs', 'decided'))
    const runs = [one, spoken, decided, await writeTraining(folder, join(home, 'training'))]
    output = join(home, 'report')
    await writeReport(folder, runs, output)
  }, 60_000)
  afterAll(() => rm(home, { recursive: true, force: true }))

  it('hold every table with rows and every figure', () => {
    const read = (folder: string, name: string): string => readFileSync(join(output, folder, name), 'utf8')
    const document = read('tables', 'tables.tex')
    for (const { id } of tables) {
      expect(existsSync(join(output, 'tables', `${id}.tex`))).toBe(document.includes(`\\input{${id}}`))
      if (!document.includes(`\\input{${id}}`)) continue
      const tex = read('tables', `${id}.tex`)
      expect(tex).toContain(`\\label{tab:${id}}`)
      expect(tex.replaceAll(/\\[{}]/g, '').match(/\{/g)?.length).toBe(
        tex.replaceAll(/\\[{}]/g, '').match(/\}/g)?.length,
      )
      const rows = parse(read('tables', `${id}.csv`))
      expect(rows.length).toBeGreaterThan(1)
    }
    for (const { id } of figures) {
      readXml(read('figures', `${id}.svg`))
      expect(read('figures', `${id}.csv`)).toContain(',')
      expect(
        readFileSync(join(output, 'figures', `${id}.png`))
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG')
    }
  })

  it('lose a table that has no rows any more', async () => {
    expect(existsSync(join(output, 'tables', 'comparison.tex'))).toBe(true)
    await writeReport(join(home, 'benchmark'), [join(home, 'runs', 'one')], output)
    expect(existsSync(join(output, 'tables', 'comparison.tex'))).toBe(false)
    expect(readFileSync(join(output, 'tables', 'tables.tex'), 'utf8')).not.toContain('comparison')
  })
})
