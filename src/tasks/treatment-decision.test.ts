import { describe, expect, it } from 'vitest'
import type { Label } from '../records/label.ts'
import { buildFixture, doctorA, type FixtureSpec, patient, type Said } from './fixture-builder.ts'
import { fixtureCases } from './fixtures.ts'
import { materialsOf, testTaskType } from './task-type-contract.ts'
import type { Draft } from './task-type.ts'
import { treatmentDecision } from './treatment-decision.ts'

testTaskType(treatmentDecision, fixtureCases)

/** Other patients, of whom wrong options can be taken. */
const others: FixtureSpec[] = ['gout', 'pneumonia', 'migraine', 'pregnancy', 'earache', 'cough'].map(
  (name) => ({
    title: `Other patient with ${name}`,
    participants: [doctorA, patient],
    turns: [
      {
        who: 'doctor_a',
        text: `The letter speaks of ${name} since the spring.`,
        says: [{ kind: /ache|cough/.test(name) ? 'symptom' : 'diagnosis', name }],
      },
    ],
    labels: [order('medication', `tablet against ${name}`, name, [1])],
  }),
)

function order(orderType: 'medication' | 'lab', description: string, reason: string, turns: number[]): Label {
  return { kind: 'order', orderType, description, reason, turns }
}

function drafts(spec: Pick<FixtureSpec, 'turns'> & Partial<FixtureSpec>): readonly Draft[] {
  const fixture = buildFixture({
    title: 'The patient',
    participants: [doctorA, patient],
    strata: { sex: 'male' },
    ...spec,
  })
  const [material] = materialsOf([fixture, ...others.map(buildFixture)])
  if (material === undefined) throw new Error('no material')
  return treatmentDecision.draft(material).drafts
}

function said(text: string, ...says: Said[]): readonly Draft[] {
  return drafts({ turns: [{ who: 'doctor_a', text, says }] })
}

describe('a stated reason', () => {
  it('is asked for where it names one condition, against conditions a man can have', () => {
    const [draft] = said('He takes ibuprofen for body pain and lisinopril for hypertension.', {
      kind: 'medication',
      name: 'lisinopril',
      reason: 'hypertension',
    })
    expect(draft?.gold).toBe('hypertension')
    expect(draft?.distractors).toEqual(expect.arrayContaining(['gout', 'pneumonia']))
    expect(draft?.distractors).not.toContain('pregnancy')
  })

  it.each(['left chest treatment', 'later', 'bone protection', 'anti-infection treatment'])(
    'is not asked for where it is “%s”',
    (reason) => {
      expect(
        said(`He was given cefazolin for ${reason}.`, { kind: 'medication', name: 'cefazolin', reason }),
      ).toEqual([])
    },
  )

  it('is not asked for where the name gives it away, names a class, or leaves out the object', () => {
    for (const [kind, name] of [
      ['decision', 'perform appendectomy'],
      ['medication', 'antibiotic'],
      ['decision', 'transfer'],
      ['decision', 'perform surgery'],
    ] as const) {
      const text = `Because of appendicitis it was decided: ${name}.`
      expect(said(text, { kind, name, reason: 'appendicitis' })).toEqual([])
    }
    const advice = {
      kind: 'decision',
      name: 'education about dementia',
      reason: "Alzheimer's disease",
    } as const
    expect(said("He has Alzheimer's disease, so we chose education about dementia.", advice)).toEqual([])
  })

  it('has a peer among its wrong options where it is a complaint', () => {
    const [draft] = said('He takes naproxen for knee pain.', {
      kind: 'medication',
      name: 'naproxen',
      reason: 'knee pain',
    })
    expect(draft?.distractors).toContain('cough')
  })
})

describe('the reason of an order', () => {
  const turns = [
    { who: 'patient', text: 'i get short of breath and my diabetes is so so' },
    {
      who: 'doctor_a',
      text: 'for your acute heart failure take more furosemide, and metformin for diabetes',
    },
    { who: 'doctor_a', text: 'and we check a metabolic panel' },
  ]
  const labels = [
    order('medication', 'furosemide', 'acute heart failure', [2]),
    order('medication', 'oxygen at home', 'shortness of breath', [1]),
    order('medication', 'metformin', 'diabetes', [2]),
    order('lab', 'metabolic panel', 'acute heart failure', [3]),
  ]
  const asked = (subject: string): Draft | undefined =>
    drafts({ turns, labels }).find((draft) => draft.question.includes(subject))

  it('is never set against the complaint that it explains', () => {
    const options = asked('furosemide')?.distractors
    expect(options).toContain('diabetes')
    expect(options).not.toContain('shortness of breath')
  })

  it('is set against other visits where blood is drawn, which serves several problems', () => {
    expect(asked('metabolic panel')?.distractors).not.toContain('diabetes')
  })
})
