import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixture, readFolders } from '../../test/read-sources.ts'
import { sharedData } from '../../test/shared-data.ts'
import { labelsOf } from '../records/label.ts'
import { dialogueCsv } from './dialogue-csv.ts'
import { readDialogue } from './dialogue-text.ts'
import { noteRole, splitNote } from './note-sections.ts'
import { expectSound, testSource } from './source-contract.ts'
import { participantOf } from './speakers.ts'
import { tidySpeech } from './speech.ts'
import { countSentences } from './spoken-sentences.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const folder = join(fixtures, 'dialogue-csv')

testSource(dialogueCsv, {
  accepts: [join(folder, 'visits.csv'), join(folder, 'rough_asr.csv'), join(folder, 'sections.csv')],
  rejects: [join(fixtures, 'medec/notes.csv'), join(fixtures, 'mcq-csv/questions.csv')],
  companions: [join(folder, 'visits_metadata.csv'), join(folder, 'orders.json')],
})

describe('visits', async () => {
  const results = await readFixture(dialogueCsv, folder, 'visits.csv')
  const [first, second] = results.filter((result) => result.kind === 'case')

  it('have the dialogue as it was said, without empty turns', () => {
    expect(first?.conversation?.turns.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['doctor', "hi, nora. i don't think we have met. what happened?"],
      ['patient', 'my left calf is swollen. it hurts since the flight on monday.'],
      ['companion', 'she can barely walk. it is twice the size.'],
      ['doctor', 'okay. any chest pain? no trouble breathing?'],
      ['patient', 'no, none.'],
      [
        'doctor',
        'it could be a clot. i am gonna order a duplex ultrasound of the leg today. come back on friday.',
      ],
    ])
    expect(first?.conversation?.participants.map(({ role }) => role)).toEqual([
      'physician',
      'patient',
      'family',
    ])
  })

  it('have the note in sections with their roles', () => {
    expect(first?.case.sections.map(({ heading, role }) => [heading, role])).toEqual([
      ['CHIEF COMPLAINT', 'history'],
      ['HISTORY OF PRESENT ILLNESS', 'history'],
      ['CURRENT MEDICATIONS', 'medications'],
      ['REVIEW OF SYSTEMS', 'history'],
      ['RESULTS', 'investigations'],
      ['ASSESSMENT AND PLAN', 'assessment'],
    ])
    expect(first?.case.sections[4]?.text).toBe('HIV\n\nNegative in May.')
  })

  it('take age, sex and complaint from their description', () => {
    expect(first?.case.title).toBe('Visit E001: swollen calf')
    expect(first?.case.strata).toMatchObject({ age: 48, sex: 'female' })
    expect(second?.case.strata).toMatchObject({ age: 1.5, sex: 'male' })
  })

  it('carry the orders of the overlay with our own turn numbers', () => {
    const orders = labelsOf(first?.case.labels ?? [], 'order')
    expect(orders.map(({ orderType, turns }) => [orderType, turns])).toEqual([
      ['imaging', [6]],
      ['followup', [6]],
      ['other', []],
    ])
    const problems = results.filter((result) => result.kind === 'skipped').map(({ problem }) => problem)
    expect(problems.map(({ subject, place }) => [subject, place])).toEqual([
      ['orders.json', 'acibench_E001_demo_train, order 3'],
      ['orders.json', 'acibench_E001_demo_train, order 4'],
    ])
  })

  it('begin with a line without a tag: whoever does not speak next said it', () => {
    expect(second?.conversation?.turns[0]).toMatchObject({ speaker: 'doctor', text: 'so, this is omar.' })
  })
})

it('makes one case of a visit, from its best transcript', async () => {
  const results = await readFixture(dialogueCsv, folder, 'rough_asr.csv')
  const said = results.map((result) => (result.kind === 'case' ? result.case.title : result.problem.what))
  const another = expect.stringMatching(/another transcript .* visits\.csv/)
  expect(said).toEqual([another, another, 'Visit DEMO3: knee'])
})

describe('consultations with one section', async () => {
  const results = await readFixture(dialogueCsv, folder, 'sections.csv')
  const [allergy, gout, again] = results.filter((result) => result.kind === 'case')

  it('read tags as people mistyped them', () => {
    expect(allergy?.conversation?.turns.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['doctor', 'Any allergies?'],
      ['patient', 'Penicillin.'],
      ['family_member', 'He got hives.'],
      ['doctor_2', 'When was that?'],
      ['family_member', 'He was ten.'],
      ['patient', 'Long ago.'],
      ['doctor', 'Thank you.'],
    ])
    expect(allergy?.case.sections).toMatchObject([{ heading: 'ALLERGY', role: 'allergies' }])
  })

  it('take strata only from what the section states', () => {
    expect(gout?.case.strata).toMatchObject({ age: 70, sex: 'male', race: 'Black or African American' })
    expect(allergy?.case.strata.age).toBe('unknown')
  })

  it('share a group where they share their note', () => {
    expect(gout?.case.group).toBeDefined()
    expect(gout?.case.group).toBe(again?.case.group)
    expect(allergy?.case.group).toBeUndefined()
  })
})

it('leaves out a table of automatic summaries, with the reason', async () => {
  const results = await readFixture(dialogueCsv, folder, 'study.csv')
  expect(results.map(({ kind }) => kind)).toEqual(['skipped'])
})

it('changes nothing but white space in speech', () => {
  const piece = fc.constantFrom(
    ' ',
    ' , ',
    ' . ',
    " n't",
    ' ? ',
    '" ',
    'gon na',
    '$ 5',
    'a',
    'é',
    '...',
    '-year-old',
    '\n',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('')
      expect(tidySpeech(text).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      expect(tidySpeech(tidySpeech(text))).toBe(tidySpeech(text))
    }),
  )
})

it.each([
  ['', 0],
  ['hi , andrew . how are you ?', 2],
  ['See Dr. Lee at 5 p.m. today. OK. And then? Fine.', 3],
  ['OK. So we wait.', 2],
  ['Yeah. .', 2],
  ['he said " go . "', 1],
])('counts the sentences of %j: %i', (text, count) => {
  expect(countSentences(text)).toBe(count)
})

it('numbers the sentences of doctor and patient, not of companions', () => {
  const { turnOfSentence } = readDialogue(
    '[doctor] one . two .\n[patient_guest] no . no .\n[patient] three .',
  )
  expect(turnOfSentence).toEqual([1, 1, 3])
})

it('knows speakers by number and letter, and no others', () => {
  expect(participantOf('Doctor B')).toMatchObject({ id: 'doctor_b', role: 'physician', name: 'Doctor B' })
  expect(participantOf('Guest_family2')).toMatchObject({ role: 'family', name: 'Family member 2' })
  expect(participantOf('Plan')).toBeUndefined()
})

it('loses no word of a note when it splits it', () => {
  const line = fc.constantFrom('PLAN', 'CC:', 'Plain words.', '', 'EXAM: normal', 'BP: 120/80', 'GERD.')
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const sections = splitNote(lines.join('\n'))
      const kept = sections.flatMap(({ text }) => text.split('\n')).filter((text) => text !== '')
      const expected = lines
        .filter((text) => !/^(?:PLAN|CC:|)$/.test(text))
        .map((text) => text.replace(/^EXAM: /, ''))
      expect(kept).toEqual(expected)
    }),
  )
  expect(noteRole('Review of Systems')).toBe('history')
})

const aci = sharedData('aci_bench')
const orders = sharedData('mediqa_oe')
describe.skipIf(aci === undefined || orders === undefined)('ACI-Bench with MEDIQA-OE', () => {
  it('gives a case a visit, and orders whose turns mention them', { timeout: 60_000 }, async () => {
    const results = await readFolders(dialogueCsv, [aci ?? '', orders ?? ''])
    const cases = results.filter((result) => result.kind === 'case')
    expect(cases.length).toBe(127)
    expect(results.filter(({ kind }) => kind === 'failed')).toEqual([])
    let mentioned = 0
    let total = 0
    for (const result of cases) {
      expectSound(result.case, result.conversation)
      for (const label of labelsOf(result.case.labels, 'order')) {
        total += 1
        const said = label.turns.map((turn) => result.conversation?.turns[turn - 1]?.text ?? '').join(' ')
        if (shareWord(label.description, said)) mentioned += 1
      }
    }
    expect(total).toBe(337)
    expect(mentioned).toBeGreaterThanOrEqual(330)
  })
})

/** Whether a word of three letters or a number occurs in both. */
function shareWord(description: string, said: string): boolean {
  const words = new Set(said.toLowerCase().match(/[a-z0-9]+/g))
  return (description.toLowerCase().match(/[a-z]{3,}|\d+/g) ?? []).some((word) => words.has(word))
}
