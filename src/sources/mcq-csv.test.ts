import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFixture, readFolders } from '../../test/read-sources.ts'
import { sharedData } from '../../test/shared-data.ts'
import { labelsOf } from '../records/label.ts'
import { mcqCsv, splitQuestion, withoutEmphasis } from './mcq-csv.ts'
import { expectSound, testSource } from './source-contract.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const folder = join(fixtures, 'mcq-csv')

testSource(mcqCsv, {
  accepts: [join(folder, 'questions.csv'), join(folder, 'lettered.csv'), join(folder, 'broken.csv')],
  broken: [join(folder, 'broken.csv')],
  rejects: [join(fixtures, 'dialogue-csv/visits.csv'), join(fixtures, 'medec/notes.csv')],
})

it('divides the vignette from its question, and groups near-identical vignettes', async () => {
  const cases = await casesOf('questions.csv')
  expect(cases.map((found) => labelsOf(found.labels, 'question')[0]?.question)).toEqual([
    'What is the best next step?',
    'What is the best next step? Pick the best option.',
    'Which nerve closes the eye?',
  ])
  expect(cases[0]?.sections[0]).toMatchObject({
    role: 'question',
    text: 'A 40-year-old woman has a red, painful eye and halos around lights. The pupil is mid-dilated.',
  })
  expect(cases[0]?.strata).toMatchObject({ age: 40, sex: 'female' })
  expect(cases[0]?.group).toBe(cases[1]?.group)
  expect(cases[2]?.group).not.toBe(cases[1]?.group)
})

it('reads one column an option, with keys as letter, number or text', async () => {
  const labels = (await casesOf('lettered.csv')).flatMap((found) => labelsOf(found.labels, 'question'))
  expect(labels.map(({ options, answer }) => [options.length, options[answer]])).toEqual([
    [3, 'Asymmetry'],
    [4, '3'],
    [2, 'X-ray'],
  ])
})

it('names row and column of what is broken, and reads the rest', async () => {
  const results = await readFixture(mcqCsv, folder, 'broken.csv')
  expect(results.map((result) => (result.kind === 'case' ? result.case.title : result.problem.what))).toEqual(
    [
      'columns answer_index and answer disagree.',
      'column options is no JSON list of texts.',
      'column question is empty.',
      'two options are the same.',
      'column answer_index names no option.',
      'Question B6',
      'there are fewer than two options.',
    ],
  )
})

it.each([
  ['He saw Dr. Who is next?', false],
  ['He fell at work. What now?', true],
  ['He fell at work. Is surgery right?', true],
  ['She takes 2.5 mg. Of which drug is that?', false],
  ['It hurts. Is the dose 2.5 mg right?', true],
  ['No question here.', false],
])('divides only where it is certain: %s', (stem, divided) => {
  const { vignette, question } = splitQuestion(stem)
  expect(question !== stem).toBe(divided)
  expect(divided ? `${vignette} ${question}` : question).toBe(stem)
})

it('drops the marks of emphasis and keeps blanks and names', () => {
  expect(withoutEmphasis('A wall of _7_ mm and a _very large_ stone')).toBe(
    'A wall of 7 mm and a very large stone',
  )
  expect(withoutEmphasis('The drug ____ blocks CYP_3A_4')).toBe('The drug ____ blocks CYP_3A_4')
})

const shared = sharedData('medarc_qa')
describe.skipIf(shared === undefined)('MedARC-QA', () => {
  it('is read but for the question with two equal options', async () => {
    const results = await readFolders(mcqCsv, [shared ?? ''])
    const cases = results.filter((result) => result.kind === 'case')
    expect(cases.length).toBe(99)
    for (const result of cases) expectSound(result.case, undefined)
  })
})

async function casesOf(name: string) {
  const results = await readFixture(mcqCsv, folder, name)
  return results.filter((result) => result.kind === 'case').map((result) => result.case)
}
