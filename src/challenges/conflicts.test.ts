// Against what a conflict is planted, and in which words: what readings of real tasks found wrong once. The cases
// are ours.
import { capital } from '../kit/capital.ts'
import { describe, expect, it } from 'vitest'
import type { Strata } from '../records/case.ts'
import { buildFixture, doctorA, doctorB, nurse, patient, type Said } from '../tasks/fixture-builder.ts'
import { concernForms } from '../tasks/planted.ts'
import { formsForSetting } from '../tasks/handover.ts'
import { materialsOf, type GroundedCase } from '../tasks/task-type-contract.ts'
import { bystandersOf } from './bystanders.ts'
import type { ChallengeMaterial, ChallengeRule, Triple } from './challenge.ts'
import { laterality } from './laterality.ts'
import { measuredCandidates, saidName, wordsWithUnit } from './measured.ts'
import { medicationStatus } from './medication-status.ts'
import { readingConflict } from './reading-conflict.ts'
import { valueConflict } from './value-conflict.ts'

type Line = readonly [text: string, ...says: Said[]]

const company: Line = [
  'His pulse is 88/min.',
  { kind: 'vital', name: 'pulse', quote: '88/min', value: 88, unit: '/min' },
]

function caseOf(lines: readonly Line[], strata: Partial<Strata> = { age: 60, sex: 'male' }): GroundedCase {
  return buildFixture({
    title: 'Case',
    participants: [doctorA, doctorB, nurse],
    strata,
    turns: [
      ...[...lines, company].map(([text, ...says]) => ({ who: 'doctor_a', text, says })),
      { who: 'doctor_b', text: 'Thank you.' },
      { who: 'nurse', text: 'I have it all.' },
    ],
  })
}

function plantedBy(rule: ChallengeRule, lines: readonly Line[], strata?: Partial<Strata>): Triple[] {
  const source = caseOf(lines, strata)
  return Array.from({ length: 12 }, (_, seed) => materialsOf([source], seed))
    .flat()
    .flatMap((material) => rule.plant(material).triples)
}

function drug(text: string, name: string): Line {
  return [text, { kind: 'medication', name }]
}

describe('a drug left out', () => {
  it('is left out of the history, which holds for what was stopped as well', () => {
    const triples = plantedBy(medicationStatus, [
      drug('In spring he was treated with prednisone.', 'prednisone'),
    ])
    expect(triples.length).toBeGreaterThan(0)
    for (const { members } of triples)
      expect(`${members.injected.planted} ${members.near_miss.planted}`).not.toMatch(
        /\bchart\b|medication list|current/i,
      )
  })

  it.each([
    ['We ordered prednisone for later.', 'prednisone'],
    ['He refused to take prednisone.', 'prednisone'],
    ['We talked about prednisone.', 'prednisone'],
    ['He was told to take ibuprofen for the pain.', 'ibuprofen'],
    ['He takes an opioid.', 'opioid'],
    ['We attempted to inject lidocaine.', 'lidocaine'],
    ['He was given prednisone (20 mg; then less).', 'prednisone'],
  ])('is surely one that was had, not: %s', (text, name) =>
    expect(plantedBy(medicationStatus, [drug(text, name)])).toEqual([]),
  )
})

function sign(text: string, quote: string): Line {
  return [text, { kind: 'sign', name: 'tenderness', quote }]
}

it('takes no dose into a report under a name that was not said', () => {
  const dose = (text: string): Line => [
    text,
    { kind: 'medication', name: 'escitalopram', dose: '10 mg', quote: text.replace(/\.$/, '') },
  ]
  const things = (text: string): string[] =>
    materialsOf([caseOf([dose(text)])], 1).flatMap((material) =>
      bystandersOf(material).map(({ thing }) => thing),
    )
  expect(things('He takes escitalopram 10 mg.')).toContain('the dose of escitalopram')
  expect(things('He takes lexapro 10 mg.')).not.toContain('the dose of escitalopram')
})

describe('a side', () => {
  it('is that of a finding which is named', () => {
    const triples = plantedBy(laterality, [
      sign('There is right flank tenderness.', 'right flank tenderness'),
    ])
    expect(triples.length).toBeGreaterThan(0)
    for (const { members, claims } of triples) {
      expect(members.injected.planted).toContain('tenderness in the left flank')
      expect(members.near_miss.planted).toContain('tenderness in the right flank')
      expect(claims.concern).toMatch(/the site of the flank tenderness is given as the right flank/i)
    }
  })

  it('is that of a complaint of now, however long its history', () => {
    const complaint = (text: string): Line => [
      text,
      { kind: 'symptom', name: 'knee pain', quote: 'left knee pain' },
    ]
    expect(plantedBy(laterality, [complaint('He has a 3-day history of left knee pain.')])).not.toEqual([])
    expect(plantedBy(laterality, [complaint('He has a history of left knee pain.')])).toEqual([])
  })

  it('is left alone where the finding has passed, or is on both sides', () => {
    for (const text of [
      'Left ankle swelling has since resolved.',
      'Left ankle swelling came before the operation two years ago.',
      'There is left ankle swelling, less than on the right.',
    ])
      expect(plantedBy(laterality, [[text, { kind: 'sign', name: 'swelling', quote: text }]])).toEqual([])
    const elsewhere = sign(
      'There is left flank tenderness and right knee tenderness.',
      'left flank tenderness',
    )
    expect(plantedBy(laterality, [elsewhere])).toEqual([])
  })
})

function image(text: string, name: string, value: string): Line {
  return [text, { kind: 'imaging', name, value, quote: text.replace(/\.$/, '') }]
}

describe('an image read differently', () => {
  const film = image('A chest x-ray shows a widened mediastinum.', 'chest x-ray', 'a widened mediastinum')

  it('is named, and the finding is present or absent', () => {
    const triples = plantedBy(readingConflict, [film])
    expect(triples.length).toBeGreaterThan(0)
    for (const { members, claims } of triples) {
      expect(members.injected.planted.toLowerCase()).toContain('the chest x-ray')
      expect(claims.concern).toMatch(/the finding of widened mediastinum is given as present .* as absent/i)
    }
  })

  it('is the only one of its kind', () =>
    expect(plantedBy(readingConflict, [film, ['An older radiograph was clear.']])).toEqual([]))

  it('is not one of a patient who has died', () =>
    expect(
      plantedBy(readingConflict, [film, ['He died.', { kind: 'outcome', name: 'death', quote: 'died' }]]),
    ).toEqual([]))
})

describe('a measured value', () => {
  const lab = (name: string, value: number, unit: string, time?: string): Said => ({
    kind: 'lab',
    name,
    value,
    unit,
    quote: `${name} ${value} ${unit}`,
    ...(time === undefined ? {} : { time: { text: time, date: time } }),
  })

  /** The same case as if its facts were entries of a record. */
  const asRecord = (source: GroundedCase): GroundedCase => ({
    ...source,
    facts: source.facts.map((fact) => ({
      ...fact,
      evidence: { kind: 'resource', resource: fact.id, quote: fact.evidence.quote },
    })),
  })
  const candidates = (source: GroundedCase) =>
    materialsOf([source], 1).flatMap((material: ChallengeMaterial) => measuredCandidates(material, 'test'))

  it('comes once, whatever it is called', () => {
    const things = candidates(
      caseOf([
        ['leukocytes 5.3 10^3/uL on admission', lab('leukocytes', 5.3, '10^3/uL')],
        ['white blood cell count 5.3 10^3/uL', lab('white blood cell count', 5.3, '10^3/uL')],
      ]),
    ).map(({ thing }) => thing)
    expect(things.filter((thing) => /leukocytes|white blood/.test(thing))).toHaveLength(1)
  })

  it('is one of the blood, or says of what else', () => {
    const glucose: Said = { kind: 'lab', name: 'glucose', value: 55, unit: 'mg/dL', quote: '55 mg/dL' }
    const things = (text: string): string[] => candidates(caseOf([[text, glucose]])).map(({ thing }) => thing)
    expect(things('Serum glucose is 55 mg/dL.')).toContain('glucose')
    expect(things('The pleural fluid has a pH of 7.1 and a glucose of 55 mg/dL.')).not.toContain('glucose')
    expect(things('Pleural fluid was drained. Serum glucose is 55 mg/dL.')).toContain('glucose')
  })

  it('is told with its day where the record has others', () => {
    const dated = asRecord(
      caseOf([
        ['hemoglobin 14.2 g/dL (2018-03-05)', lab('hemoglobin', 14.2, 'g/dL', '2018-03-05')],
        ['hemoglobin 11.6 g/dL (2021-09-17)', lab('hemoglobin', 11.6, 'g/dL', '2021-09-17')],
      ]),
    )
    const things = candidates(dated).map(({ thing }) => thing)
    expect(things).toContain('hemoglobin on 2018-03-05')
    expect(things).toContain('hemoglobin on 2021-09-17')
    const undated = caseOf([
      ['hemoglobin 14.2 g/dL', lab('hemoglobin', 14.2, 'g/dL')],
      ['hemoglobin 11.6 g/dL', lab('hemoglobin', 11.6, 'g/dL')],
    ])
    expect(candidates(undated).map(({ thing }) => thing)).not.toContain('hemoglobin')
  })

  it('is not the height of a grown person', () => {
    const height: Line = [
      'Body height is 171 cm.',
      { kind: 'vital', name: 'body height', quote: '171 cm', value: 171, unit: 'cm' },
    ]
    const targets = plantedBy(valueConflict, [height]).map(({ claims }) => claims.concern)
    expect(targets.length).toBeGreaterThan(0)
    for (const concern of targets) expect(concern).not.toMatch(/height/)
  })

  it('is not a normal value told as another normal one', () => {
    const troponin = (value: number): Line => [
      `Troponin is ${value} ng/L.`,
      {
        kind: 'lab',
        name: 'troponin',
        quote: `${value} ng/L`,
        value,
        unit: 'ng/L',
        range: { low: 0, high: 80 },
      },
    ]
    const about = (line: Line): number[] =>
      plantedBy(valueConflict, [line]).flatMap(({ claims }) => {
        const told = /troponin is given as .* but as (\d+) ng\/L/i.exec(claims.concern)?.[1]
        return told === undefined ? [] : [Number(told)]
      })
    for (const told of about(troponin(47))) expect(told).toBeGreaterThan(80)
    expect(about(troponin(212)).length).toBeGreaterThan(0)
  })

  it('is quoted from where it stands, with its unit', () => {
    const text = 'Pressure 128/76 mmHg, saturation 76%, platelets 176 ×10^3/uL, rate 16/min.'
    expect(wordsWithUnit(text, 'saturation 76%', '76', '%')).toBe('76%')
    expect(wordsWithUnit(text, text, '176', '10^3/uL')).toBe('176 ×10^3/uL')
    expect(wordsWithUnit(text, 'rate 16/min', '16', '/min')).toBe('16/min')
    expect(wordsWithUnit(text, text, '12', 'g/dL')).toBe('12')
  })

  it('keeps the letters of its name', () => {
    expect(capital('pCO2 was 40 mmHg')).toBe('pCO2 was 40 mmHg')
    expect(capital('hemoglobin was low')).toBe('Hemoglobin was low')
    expect(saidName('c-reactive protein')).toBe('C-reactive protein')
  })
})

it('lets nobody take over from a doctor alone with a patient', () => {
  const names = (source: GroundedCase): string[] =>
    formsForSetting(concernForms, source).map(({ name }) => name)
  const alone = buildFixture({
    title: 'Visit',
    participants: [doctorA, patient],
    turns: [{ who: 'doctor_a', text: 'Good morning.' }],
  })
  expect(names(alone)).not.toContain('next_shift')
  expect(names(caseOf([]))).toContain('next_shift')
})
