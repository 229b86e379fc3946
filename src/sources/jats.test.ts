import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../../test/shared-data.ts'
import type { Case } from '../records/case.ts'
import { openBatch } from './batch.ts'
import { jats } from './jats.ts'
import { isProblem, sourceFileOf } from './read-file.ts'
import { expectSound, testSource } from './source-contract.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const article = join(fixtures, 'jats/emphysematous-cholecystitis.xml')

testSource(jats, {
  accepts: [article, join(fixtures, 'jats/two-patients.xml')],
  rejects: [
    join(fixtures, 'text/drug-rash.md'),
    join(fixtures, 'text/visit.txt'),
    join(fixtures, 'jats/gallbladder-ct.png'),
  ],
})

describe('a JATS article', async () => {
  const found = await readCase(article)
  const text = found.sections.map((section) => section.text).join('\n')

  it('has each paragraph once, under its own heading, with its role', () => {
    expect(found.sections.map(({ heading, role }) => [heading, role])).toEqual([
      ['Introduction', 'discussion'],
      ['Case presentation', 'presentation'],
      ['Laboratory tests', 'investigations'],
      ['Treatment', 'course'],
      ['Discussion', 'discussion'],
      ['Treatment', 'discussion'],
    ])
    for (const words of ['two days of pain', 'White cells', 'Early surgery'])
      expect(text.split(words).length).toBe(2)
    expect(text).not.toMatch(/abstract|conflict|On request|A reference/i)
  })

  it('reads well: no citation markers, plain spaces, exponents and indices readable', () => {
    expect(found.sections[0]?.text).toBe('Gas-forming infection is rare. Others agree.')
    expect(found.sections[1]?.text).toContain('abdomen (Figure 1). Her 40-year-old')
    expect(found.sections[1]?.text).toMatch(/metformin 500 mg twice daily\.$/)
    expect(found.sections[2]?.text).toContain(
      '18.2 × 10^9/L and pCO2 was 5.1 kPa; the skin lesion was 4 cm2 (Table 1).',
    )
    expect(found.sections[4]?.text).toBe('As Smith et al. wrote, men are affected more often.')
    expect(found.sections[5]?.text).toBe('Early surgery is advised.')
    expect(found.sections[3]?.text).toMatch(/^- Piperacillin.*\n- Cholecystectomy/)
  })

  it('lays out tables with spans and two heading rows', () => {
    expect(found.tables).toEqual([
      {
        id: 'table-1',
        caption: 'Table 1. Course of the laboratory values. a CRP, C-reactive protein.',
        section: 's3',
        columns: ['Test', 'Day 1', 'Day 3', 'Range'],
        rows: [
          ['Blood', '', '', ''],
          ['CRP (mg/L)', '240', '88', '<5'],
          ['CRP (mg/L)', '241', '90', ''],
          ['Platelets (×10^9/L)', '410', '380', '150–400'],
        ],
      },
    ])
  })

  it('finds the picture that lies beside it and only names the other', () => {
    expect(found.images).toEqual([
      expect.objectContaining({
        id: 'figure-1',
        modality: 'CT',
        section: 's2',
        mediaType: 'image/png',
        file: join(fixtures, 'jats/gallbladder-ct.png'),
      }),
      { id: 'figure-2', caption: 'Figure 2. Opened specimen.' },
    ])
  })

  it('says whose patient, whose words and under which licence', () => {
    expect(found.strata).toMatchObject({ age: 65, sex: 'female', race: 'unknown' })
    expect(found.title).toBe('Gas in the gallbladder wall: an invented case')
    expect(found.provenance.document).toBe('doi:10.0000/fixture.1')
    expect(found.licence).toEqual({
      id: 'CC-BY-4.0',
      url: 'https://creativecommons.org/licenses/by/4.0/',
      attribution: 'Muster AM, Sample B. Fixtures of Surgery 2024. doi:10.0000/fixture.1',
    })
  })
})

describe('an article about several patients', () => {
  it('gives a case for each, in one group, with its own figures and the shared discussion', async () => {
    const cases = await readCases(join(fixtures, 'jats/two-patients.xml'))
    expect(cases.map(({ title, strata }) => [title, strata.age, strata.sex])).toEqual([
      ['Two invented cases of one thing (Case 1)', 30, 'female'],
      ['Two invented cases of one thing (Case 2)', 50, 'male'],
    ])
    expect(cases.map(({ images }) => images.map(({ caption }) => caption))).toEqual([
      ['Figure 1. Her arm.'],
      ['Figure 2. His leg.'],
    ])
    expect(cases.map(({ sections }) => sections.map(({ heading }) => heading))).toEqual([
      ['Introduction', 'Case 1', 'Treatment', 'Case 3 of another group'],
      ['Introduction', 'Case 2', 'Case 3 of another group'],
    ])
    expect(new Set(cases.map(({ group }) => group)).size).toBe(1)
    expect(cases[0]?.group).toBeDefined()
  })
})

describe('a JATS article in trouble', () => {
  it.each([
    ['cut off', '<article><body><sec><p>A man', /line 1, column \d+/, /ends before/],
    [
      'a wrong closing tag',
      '<article><body>\n<p>A man</sec></body></article>',
      /line 2, column 1\d/,
      /closing tag/,
    ],
    [
      'a nested-entity bomb',
      '<!DOCTYPE article [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<article><body><p>&b;</p></body></article>',
      /line 2/,
      /entities of its own/,
    ],
    [
      'an external entity',
      '<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/hostname">]><article><body><p>&x;</p></body></article>',
      /line 1/,
      /entities of its own/,
    ],
    ['elements nested too deep', `<article>${'<b>'.repeat(5000)}`, /line 1/, /nested/],
  ])('%s fails with its place', async (_, xml, place, what) => {
    const [result] = await readText(xml)
    expect(result?.kind).toBe('failed')
    if (result?.kind !== 'failed') return
    expect(result.problem.place).toMatch(place)
    expect(result.problem.what).toMatch(what)
    expect(JSON.stringify(result.problem)).not.toContain('A man')
  })

  it('without a body falls back to its abstract, and without either fails', async () => {
    const abstract = '<abstract><p>A 3-month-old boy had a cough.</p></abstract>'
    const [short] = await readText(
      `<article><front><article-meta>${abstract}</article-meta></front></article>`,
    )
    expect(short).toMatchObject({
      kind: 'case',
      case: { strata: { age: 0.25, sex: 'male' }, licence: { id: 'unknown' } },
    })
    const [empty] = await readText('<article><front/></article>')
    expect(empty?.kind).toBe('failed')
  })
})

describe.skipIf(sharedData('pmc_case_reports_jats') === undefined)('the open case reports', () => {
  it('all become sound cases without citation markers or doubled text', async () => {
    const folder = sharedData('pmc_case_reports_jats') ?? ''
    const batch = await openBatch([folder])
    const articles = batch.files.filter((file) => file.name.endsWith('.xml'))
    expect(articles.length).toBeGreaterThan(30)
    for (const entry of articles) {
      const cases = await readCases(entry.path)
      const [found] = cases
      if (found === undefined) throw new Error(`no case in ${entry.name}`)
      for (const one of cases) expectSound(one, undefined)
      expect(found.licence.id).toMatch(/^CC-BY-[34]\.0$/)
      expect(found.sections.some(({ role }) => role !== 'discussion' && role !== 'other')).toBe(true)
      const text = found.sections.map((section) => section.text).join('\n')
      const leftovers =
        /.{0,12}(?:[\u00a0\u2009\ue000\ue001]|\[\d+(?:[,–-]\s?\d+)*\]| [,.;](?=\s|$)|\(\s*\)).{0,12}/g
      expect([entry.name, ...(text.match(leftovers) ?? [])]).toEqual([entry.name])
      const paragraphs = text.split('\n').filter((line) => line.length > 80)
      expect(new Set(paragraphs).size).toBe(paragraphs.length)
    }
  })
})

async function readCase(path: string): Promise<Case> {
  const [first] = await readCases(path)
  if (first === undefined) throw new Error(`no case in ${path}`)
  return first
}

async function readCases(path: string): Promise<Case[]> {
  const batch = await openBatch([join(path, '..')])
  const entry = batch.files.find((file) => file.path === path)
  const file = entry === undefined ? undefined : await batch.look(entry)
  if (file === undefined || isProblem(file)) throw new Error(`cannot read ${path}`)
  const cases: Case[] = []
  for await (const result of jats.read(file, batch)) if (result.kind === 'case') cases.push(result.case)
  return cases
}

async function readText(xml: string) {
  const batch = await openBatch([join(fixtures, 'jats')])
  const entry = {
    path: join(fixtures, 'jats/made.xml'),
    relative: 'made.xml',
    name: 'made.xml',
    size: xml.length,
  }
  const file = sourceFileOf(entry, new TextEncoder().encode(xml))
  if (isProblem(file)) throw new Error(file.what)
  const results = []
  for await (const result of jats.read(file, batch)) results.push(result)
  return results
}
