import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixture, readFolders } from '../../test/read-sources.ts'
import { sharedData } from '../../test/shared-data.ts'
import { labelsOf } from '../records/label.ts'
import { findSentence, medec } from './medec.ts'
import { mendMojibake } from './mojibake.ts'
import { expectSound, testSource } from './source-contract.ts'
import { vignetteGroups } from './vignette-groups.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const folder = join(fixtures, 'medec')

testSource(medec, {
  accepts: [join(folder, 'notes.csv'), join(folder, 'broken.csv')],
  broken: [join(folder, 'broken.csv')],
  rejects: [join(fixtures, 'dialogue-csv/visits.csv'), join(fixtures, 'mcq-csv/questions.csv')],
})

describe('notes with labelled errors', async () => {
  const results = await readFixture(medec, folder, 'notes.csv')
  const cases = results.filter((result) => result.kind === 'case').map((result) => result.case)
  const labels = cases.flatMap((found) => labelsOf(found.labels, 'error'))

  it('mark the wrong sentence where it stands', () => {
    const [first, second, third] = labels
    expect(first).toMatchObject({
      present: true,
      errorType: 'pharmacotherapy',
      correction: 'Penicillin V is prescribed.',
    })
    expect(cases[0]?.sections[0]?.text.slice(first?.start, first?.end)).toBe('Azithromycin is prescribed.')
    expect(second).toEqual({ kind: 'error', present: false, section: 'note' })
    // The sentence stands there twice; the correction tells which is meant.
    expect(third?.start).toBe(cases[2]?.sections[0]?.text.lastIndexOf('He has no cough.'))
  })

  it('have no span where the sentence is not in the text, and say so', () => {
    expect(labels[3]).toMatchObject({ present: true, sentence: 'Warfarin is given.' })
    expect(labels[3]).not.toHaveProperty('start')
    expect(results.filter(({ kind }) => kind === 'skipped').length).toBe(1)
  })

  it('put variants of one vignette in one group', () => {
    expect(cases[0]?.group).toBe(cases[1]?.group)
    expect(new Set(cases.map(({ group }) => group)).size).toBe(3)
  })

  it('state age, sex and race where the text does', () => {
    expect(cases[3]?.strata).toMatchObject({ age: 52, sex: 'female', race: 'Black or African American' })
  })
})

it('names row and column of what is broken, and reads the rest', async () => {
  const results = await readFixture(medec, folder, 'broken.csv')
  const said = results.map((result) => (result.kind === 'case' ? result.case.title : result.problem.what))
  expect(said).toEqual([
    expect.stringContaining('column "sentences"'),
    expect.stringContaining('Text is empty'),
    expect.stringContaining('Error Flag is neither'),
    expect.stringContaining('Error Sentence is empty'),
    'Note b-3',
    expect.stringContaining('occurs twice'),
    expect.stringContaining('Text ID is empty'),
  ])
})

it('finds a sentence across line breaks, and nothing that is not there', () => {
  expect(findSentence('A b.\nC  d.', 'C d.', '')).toEqual({ start: 5, end: 10 })
  expect(findSentence('A b.', 'B', '')).toBeUndefined()
})

it('undoes a wrong decoding, and touches no text that was decoded rightly', () => {
  const garbled = (text: string): string =>
    new TextDecoder('windows-1252').decode(new TextEncoder().encode(text))
  expect(mendMojibake('N=0â€“10')).toBe('N=0–10')
  expect(mendMojibake('37 °C, naïve, 5 µg “quoted” ≥ 3')).toBe('37 °C, naïve, 5 µg “quoted” ≥ 3')
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('é', '–', '’', 'µ', '≥', 'a', ' '), { maxLength: 12 }),
      (letters) => {
        const text = letters.join('')
        expect(mendMojibake(garbled(text))).toBe(text)
      },
    ),
  )
})

it('groups texts in whatever order they come', () => {
  const base = 'a man of forty has had a cough for three weeks and smokes one pack of cigarettes every day'
  const texts = [base, `${base} and drinks`, 'a girl has a rash on both of her legs since last night']
  const [one, two, three] = vignetteGroups(texts)
  expect(one).toBe(two)
  expect(three).not.toBe(one)
  expect(vignetteGroups(texts.toReversed())).toEqual([three, two, one])
})

const shared = sharedData('medec_ms')
describe.skipIf(shared === undefined)('MEDEC-MS', () => {
  it('has a span for each of its errors', async () => {
    const results = await readFolders(medec, [shared ?? ''])
    const cases = results.filter((result) => result.kind === 'case').map((result) => result.case)
    expect(results.length).toBe(574)
    const errors = cases.flatMap((found) => labelsOf(found.labels, 'error')).filter(({ present }) => present)
    expect(errors.length).toBe(319)
    for (const found of cases) {
      expectSound(found, undefined)
      for (const label of labelsOf(found.labels, 'error').filter(({ present }) => present))
        expect(found.sections[0]?.text.slice(label.start, label.end)).toBe(label.sentence)
    }
    expect(new Set(cases.map(({ group }) => group)).size).toBe(318)
  })
})
