import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Case, createCase, type Section, unknownStrata } from '../records/case.ts'
import { createConversation } from '../records/conversation.ts'
import { type Fact, factSchema } from '../records/fact.ts'
import { importBatch } from '../sources/import.ts'
import { sharedData } from '../../test/shared-data.ts'
import { ground } from './ground.ts'

function caseOf(text: string, role: Section['role'] = 'note', heading = ''): Case {
  return createCase({
    title: 'A case',
    provenance: { source: 'text', corpus: 'test', file: 'a.txt', part: '', sha256: '' },
    licence: { id: 'CC0-1.0' },
    strata: unknownStrata,
    sections: [{ id: 's1', heading, role, text }],
    entries: [],
    tables: [],
    images: [],
    labels: [],
  })
}

function spoken(
  ...turns: readonly (readonly ['patient' | 'physician' | 'family', string])[]
): readonly Fact[] {
  const source = caseOf('')
  return ground(
    source,
    createConversation({
      caseId: source.id,
      origin: 'recorded',
      participants: (['patient', 'physician', 'family'] as const).map((role) => ({
        id: role,
        role,
        name: role,
      })),
      turns: turns.map(([speaker, text], i) => ({
        number: i + 1,
        speaker,
        text,
        attachments: [],
        facts: [],
      })),
    }),
  )
}

function exact(fact: Fact, text: string): boolean {
  const { evidence } = fact
  return 'start' in evidence && text.slice(evidence.start, evidence.end) === evidence.quote
}

const named = (facts: readonly Fact[], name: string): Fact | undefined =>
  facts.find((fact) => fact.name === name)

// Clinical words among arbitrary characters, so that arbitrary text reaches every recogniser.
const fragment = fc.oneof(
  fc.constantFrom(
    'potassium was 6.3 mmol/L (3.5–5.1)',
    'no fever, chills or',
    'denies chest pain',
    'BP 120/80 mmHg',
    'started on heparin 5000 units IV because of',
    'A 45-year-old woman',
    'mother had breast cancer',
    'allergic to penicillin (rash)',
    'CT of the chest showed a nodule',
    'on hospital day 3',
    'suspected pneumonia',
    '38.5 °C.',
    'underwent appendectomy in 2012.',
    'PAST MEDICAL HISTORY:\n',
    '1. ',
    'so do you have any',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
)
const anyText = fc.array(fragment, { maxLength: 14 }).map((parts) => parts.join(' '))

describe('ground, on arbitrary text', () => {
  it('quotes exactly what stands at the place it names, in sections and turns', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const fact of ground(caseOf(text))) expect(exact(fact, text)).toBe(true)
        if (text.length === 0) return
        for (const speaker of ['patient', 'physician'] as const)
          for (const fact of spoken([speaker, text])) expect(exact(fact, text)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('yields valid facts without duplicates, and the same ones again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const facts = ground(caseOf(text))
        for (const fact of facts) expect(factSchema.safeParse(fact).success).toBe(true)
        const ids = facts.map((fact) => fact.id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ground(caseOf(text)).map((fact) => fact.id)).toEqual(ids)
      }),
      { numRuns: 150 },
    )
  })

  it('copies every reason word for word from the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const fact of ground(caseOf(text)))
          if (fact.reason !== undefined) expect(text).toContain(fact.reason)
      }),
      { numRuns: 150 },
    )
  })

  it.each([
    ['digits', '1,111,'.repeat(30_000)],
    ['one word', 'a'.repeat(200_000)],
    ['spaces', `pain${' '.repeat(200_000)}7/10`],
    ['levels', 'potassium was level of was level '.repeat(6_000)],
    ['links', `temperature ${'was found to be recorded at '.repeat(7_000)}`],
    ['parentheses', 'CT ('.repeat(40_000)],
    ['ages', '45-year-old very '.repeat(12_000)],
    ['orders', 'i want to go ahead and '.repeat(8_000)],
    ['times', 'two weeks before '.repeat(12_000)],
    ['newlines', '\n'.repeat(200_000)],
    ['prose', 'He denied fever and was started on heparin 5000 units IV because of pain. '.repeat(2_700)],
  ])('finishes on 200 kB of %s', (_, text) => {
    for (const fact of ground(caseOf(text))) expect(exact(fact, text)).toBe(true)
  })
})

describe('ground, on prose', () => {
  const text =
    'A 63-year-old man with a history of hypertension presented with a 3-day history of dyspnea. He denied chest pain, fever, or cough. ' +
    'His mother had breast cancer. On admission, his temperature was 38.5 °C, blood pressure 90/60 mm Hg. ' +
    'Her potassium was 6.3 mmol/L (3.5–5.1) and CRP was elevated. CT of the chest showed a right lower lobe opacity. ' +
    'Pulmonary embolism was ruled out. He was started on ceftriaxone 2 g intravenously once daily because of suspected pneumonia. ' +
    'On hospital day 3, lisinopril was discontinued due to hyperkalemia. He was discharged home.'
  const facts = ground(caseOf(text, 'presentation'))

  it('reads a value with unit and range, quoting the shortest clause that carries them', () => {
    expect(named(facts, 'potassium')).toMatchObject({
      kind: 'lab',
      value: 6.3,
      unit: 'mmol/L',
      range: { low: 3.5, high: 5.1 },
      evidence: { quote: 'potassium was 6.3 mmol/L (3.5–5.1)' },
    })
    expect(named(facts, 'c-reactive protein')).toMatchObject({ interpretation: 'high' })
  })

  it('tells present, absent, possible, past, and the family apart', () => {
    expect(named(facts, 'shortness of breath')).toMatchObject({ kind: 'symptom', negated: false })
    for (const name of ['chest pain', 'fever', 'cough']) expect(named(facts, name)?.negated).toBe(true)
    expect(named(facts, 'pulmonary embolism')).toMatchObject({ negated: true })
    expect(named(facts, 'pneumonia')).toMatchObject({ certainty: 'possible' })
    expect(named(facts, 'hypertension')).toMatchObject({ kind: 'history', experiencer: 'patient' })
    expect(named(facts, 'breast cancer')).toMatchObject({ kind: 'history', experiencer: 'family' })
  })

  it('takes decisions with their reason, word for word', () => {
    const decisions = facts.filter((fact) => fact.kind === 'decision')
    expect(decisions.map(({ name, reason }) => [name, reason])).toEqual([
      ['start ceftriaxone', 'suspected pneumonia'],
      ['stop lisinopril', 'hyperkalemia'],
    ])
  })

  it('keeps dose, route, frequency, status and day', () => {
    expect(named(facts, 'ceftriaxone')).toMatchObject({
      dose: '2 g',
      route: 'intravenously',
      frequency: 'once daily',
      status: 'active',
    })
    expect(named(facts, 'lisinopril')).toMatchObject({ status: 'stopped', time: { day: 2 } })
    expect(named(facts, 'temperature')).toMatchObject({ value: 38.5, unit: '°C', time: { day: 0 } })
  })

  it('grounds nothing of the literature', () => {
    expect(ground(caseOf(text, 'discussion'))).toEqual([])
  })

  it('gives the same thing said twice the same name', () => {
    const twice = ground(caseOf('He had dyspnea. His shortness of breath improved.'))
    expect(twice.filter((fact) => fact.kind === 'symptom').map((fact) => fact.name)).toEqual([
      'shortness of breath',
      'shortness of breath',
    ])
  })
})

describe('ground, on speech', () => {
  it('takes a question for no statement', () => {
    expect(spoken(['physician', 'any fever or chills?'], ['physician', 'do you have chest pain'])).toEqual([])
  })

  it('hears what a patient takes and denies', () => {
    const facts = spoken(
      ['patient', 'i take lisinopril twenty milligrams once a day and i do n’t have any chest pain'],
      ['patient', 'my mom had a heart attack'],
    )
    expect(named(facts, 'lisinopril')).toMatchObject({ dose: 'twenty milligrams', frequency: 'once a day' })
    expect(named(facts, 'chest pain')?.negated).toBe(true)
    expect(named(facts, 'myocardial infarction')?.experiencer).toBe('family')
  })

  it('hears an order, and the agreement that is sought with it', () => {
    const facts = spoken(['physician', "so i'm gonna go ahead and order a chest x-ray and a cbc , okay ?"])
    expect(named(facts, 'chest x-ray')).toMatchObject({ kind: 'imaging', status: 'ordered' })
    expect(named(facts, 'complete blood count')).toMatchObject({ kind: 'lab', status: 'ordered' })
  })

  it('turns an increase into the new dose', () => {
    const facts = spoken([
      'physician',
      'we will increase your lasix from 40 milligrams to 80 milligrams once a day .',
    ])
    expect(named(facts, 'furosemide')).toMatchObject({ dose: '80 milligrams', frequency: 'once a day' })
  })
})

const structured = sharedData('synthea_fhir_r4')
describe.skipIf(structured === undefined)('ground, on structured records', () => {
  it('makes every entry a fact with its resource', async () => {
    let cases = 0
    for await (const { imported } of importBatch([structured as string], { source: 'auto' })) {
      if (imported.kind !== 'case' || cases++ >= 2) continue
      const facts = ground(imported.case).filter((fact) => fact.evidence.kind === 'resource')
      expect(facts.length).toBe(imported.case.entries.length)
    }
    expect(cases).toBeGreaterThan(0)
  })
})
