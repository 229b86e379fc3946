import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFixture, readFolders } from '../../test/read-sources.ts'
import { sharedData } from '../../test/shared-data.ts'
import { labelsOf } from '../records/label.ts'
import { readChecklists } from './checklist.ts'
import { readTextGrid } from './praat.ts'
import { expectSound, testSource } from './source-contract.ts'
import { textgrid } from './textgrid.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const folder = join(fixtures, 'textgrid')
const stem = join(folder, 'day1_consultation02')

testSource(textgrid, {
  accepts: [`${stem}_doctor.TextGrid`],
  rejects: [join(fixtures, 'medec/notes.csv'), join(folder, 'orders.json'), join(fixtures, 'text/visit.txt')],
  companions: [
    `${stem}_patient.TextGrid`,
    `${stem}.json`,
    `${stem}_clinician_1.csv`,
    `${stem}_clinician_2.csv`,
  ],
})

describe('a consultation', async () => {
  const results = await readFixture(textgrid, folder, 'day1_consultation02_doctor.TextGrid')
  const found = results.find((result) => result.kind === 'case')
  const labels = found?.case.labels ?? []

  it('is told in turns by time, with the tags of the transcribers in words', () => {
    expect(found?.conversation?.turns.map(({ speaker, text }) => `${speaker}: ${text}`)).toEqual([
      'doctor: Hello. What is the matter?',
      'patient: My back hurts. It started at work.',
      'doctor: [unintelligible] OK. And since when?',
      'patient: Two days.',
      'doctor: Any "funny" numbness?',
      'patient: [inaudible] No.',
      'doctor: I would like a back X-ray. And paracetamol, two tablets.',
    ])
  })

  it('has the complaint and the note as sections', () => {
    expect(found?.case.title).toBe('Consultation: My back hurts')
    expect(found?.case.sections.map(({ id, role }) => [id, role])).toEqual([
      ['complaint', 'presentation'],
      ['note', 'note'],
    ])
  })

  it('carries the orders with turn numbers, whatever sounds were left out', () => {
    expect(labelsOf(labels, 'order').map(({ orderType, turns }) => [orderType, turns])).toEqual([
      ['imaging', [2, 7]],
      ['medication', [7]],
    ])
  })

  it('carries the checklists of each clinician once', () => {
    const items = labelsOf(labels, 'checklist').map(({ rater, path, item, importance }) => [
      rater,
      [...path, item].join(' > '),
      importance,
    ])
    expect(items).toEqual([
      ['clinician_1', 'Introduction > Confirm name', 'non_critical'],
      ['clinician_1', 'HPC > Back pain', 'critical'],
      ['clinician_1', 'HPC > Back pain > two days', 'critical'],
      ['clinician_1', 'HPC > Back pain > two days > at work', 'non_critical'],
      ['clinician_1', 'HPC > Back pain > two days > at work > lifting', 'irrelevant'],
      ['clinician_1', 'HPC > Back pain > no numbness', 'critical'],
      ['clinician_1', 'HPC > orphan', 'critical'],
      ['clinician_1', 'PMH > eczema', 'unmarked'],
      ['clinician_2', 'HPC > Back pain', 'critical'],
      ['clinician_2', 'HPC > Back pain > 2 days', 'critical'],
      ['clinician_2', 'PMH > nil', 'critical'],
    ])
    const skipped = results.filter((result) => result.kind === 'skipped').map(({ problem }) => problem)
    expect(skipped).toMatchObject([{ subject: 'day1_consultation02_clinician_1.csv' }])
  })
})

it('keeps a second list that no other clinician has', () => {
  expect(readChecklists('CHECKLIST,x,CHECKLIST,x\nA,c,B,nc\n').map((list) => list[0]?.item)).toEqual([
    'A',
    'B',
  ])
})

it('counts the intervals that a file cut off lacks', () => {
  const text = 'item [1]:\n class = "IntervalTier"\n name = "D"\n intervals: size = 3\n'
  const one = ' intervals [1]:\n xmin = 0\n xmax = 1\n text = "Hi ""you"""\n'
  expect(readTextGrid(text + one)).toEqual([
    { name: 'D', intervals: [{ start: 0, end: 1, text: 'Hi "you"' }], missing: 2 },
  ])
})

const primock = sharedData('primock57')
const orders = sharedData('mediqa_oe')
describe.skipIf(primock === undefined || orders === undefined)('PriMock57 with MEDIQA-OE', () => {
  it('gives each consultation with notes, checklists and orders', { timeout: 60_000 }, async () => {
    const results = await readFolders(textgrid, [primock ?? '', orders ?? ''])
    const cases = results.filter((result) => result.kind === 'case')
    expect(cases.length).toBe(37)
    expect(results.filter(({ kind }) => kind === 'failed')).toEqual([])
    for (const result of cases) {
      expectSound(result.case, result.conversation)
      expect(result.case.sections.length).toBe(2)
      expect(result.conversation?.turns.some(({ text }) => /<|>/.test(text))).toBe(false)
    }
    const labels = cases.flatMap((result) => result.case.labels)
    expect(labelsOf(labels, 'order').length).toBe(61)
    expect(labelsOf(labels, 'order').filter(({ turns }) => turns.length === 0)).toEqual([])
    expect(labelsOf(labels, 'checklist').length).toBeGreaterThan(800)
  })
})
