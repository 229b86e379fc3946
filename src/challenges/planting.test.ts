// Where a fault is planted, and against what: what readings of real tasks found wrong once. The cases are ours.
import { describe, expect, it } from 'vitest'
import type { Strata } from '../records/case.ts'
import { materialsOf } from '../tasks/task-type-contract.ts'
import { buildFixture, doctorA, doctorB, nurse, patient, type SpokenTurn } from '../tasks/fixture-builder.ts'
import { plantableCases } from '../tasks/fixtures-challenges.ts'
import { consistencyCheck } from '../tasks/consistency-check.ts'
import { editedTurns } from '../conversations/view.ts'
import type { ChallengeMaterial, Triple } from './challenge.ts'
import { chronology } from './chronology.ts'
import { identityCandidates } from './identity.ts'
import { saidName } from './measured.ts'
import { negationFlip } from './negation-flip.ts'
import { placesAfter, statedFacts } from './stated.ts'

const materials = (cases = plantableCases): ChallengeMaterial[] =>
  Array.from({ length: 20 }, (_, seed) => materialsOf(cases, seed)).flat()

function fixture(turns: readonly SpokenTurn[], strata: Partial<Strata> = {}) {
  return buildFixture({ title: 'Case', participants: [doctorA, doctorB, nurse], turns, strata })
}

/** A doctor alone with a patient. */
const visit = buildFixture({
  title: 'Visit',
  participants: [doctorA, patient],
  strata: { age: 50, sex: 'male' },
  turns: [
    { who: 'doctor_a', text: 'What brings you in?' },
    {
      who: 'patient',
      text: 'I have had a fever and a cough all week.',
      says: [
        { kind: 'symptom', name: 'fever', quote: 'fever' },
        { kind: 'symptom', name: 'cough', quote: 'cough' },
      ],
    },
    { who: 'doctor_a', text: 'Let me listen to your chest.' },
  ],
})

describe('the place of a report', () => {
  const { conversation } = fixture([
    { who: 'doctor_a', text: 'He has had a fever.' },
    { who: 'doctor_a', text: 'He lives alone.' },
    { who: 'doctor_b', text: 'Does he smoke?' },
    { who: 'doctor_a', text: 'He never did.' },
    { who: 'doctor_b', text: 'Please go on.' },
    { who: 'doctor_a', text: 'He walks with a stick.' },
    { who: 'doctor_b', text: 'Thank you.' },
  ])

  it('is not between a question, or a prompt, and its answer', () =>
    expect(placesAfter(conversation, 1)).toEqual([4, 6, 7]))

  it('is after the visit where the doctor dictates alone', () => {
    const planted = materials([visit]).flatMap((material) =>
      negationFlip.plant(material).triples.map((triple) => ({ material, triple })),
    )
    expect(planted.length).toBeGreaterThan(0)
    for (const { material, triple } of planted) expect(triple.to).toBe(material.conversation.turns.length + 2)
  })
})

describe('an order of events', () => {
  const triples = materials().flatMap((material) =>
    chronology.plant(material).triples.map((triple) => ({ material, triple })),
  )

  it('rests on words of the turn that it names', () => {
    expect(triples.length).toBeGreaterThan(0)
    for (const { material, triple } of triples) {
      const [stated] = triple.turns
      expect(material.conversation.turns[(stated as number) - 1]?.text).toContain(triple.truth)
    }
  })

  it('is not said to begin the record, which begins with something else', () => {
    for (const { material, triple } of triples) expect(report(material, triple)).not.toMatch(/starts|begins/)
  })

  it('is not asked of routine work', () => {
    const dated = (name: string, date: string) => ({
      who: 'doctor_a',
      text: `${name} on ${date}.`,
      says: [{ kind: 'procedure' as const, name, quote: name, time: { text: date, date } }],
    })
    const told = fixture([
      dated('Throat culture', '2001-02-03'),
      dated('Influenza vaccine', '2004-05-06'),
      dated('Depression screening', '2007-08-09'),
      { who: 'doctor_b', text: 'Good.' },
    ])
    for (const material of materials([told])) expect(chronology.plant(material).triples).toEqual([])
  })
})

function report(material: ChallengeMaterial, triple: Triple): string {
  return editedTurns(material.conversation, triple.members.near_miss.edits)[triple.to - 2]?.text ?? ''
}

describe('the patient', () => {
  const candidates = (text: string, strata: Partial<Strata>) =>
    materials([fixture([{ who: 'doctor_a', text }], strata)]).flatMap((material) =>
      identityCandidates(material, 'test'),
    )

  it('is not made a pregnant man, nor a pregnant woman of seventy', () => {
    const wrong = candidates('A 27-year-old woman comes in the tenth week of pregnancy.', {
      age: 27,
      sex: 'female',
    }).map((candidate) => candidate.wrong)
    expect(wrong.length).toBeGreaterThan(0)
    for (const words of wrong) {
      expect(words).toMatch(/woman$/)
      expect(Number(/\d+/.exec(words)?.[0])).toBeLessThan(50)
    }
  })

  it('is not the mother of a newborn', () => {
    const strata = { age: 29, sex: 'female' } as const
    expect(candidates('A newborn girl is delivered at term to a 29-year-old woman.', strata)).toEqual([])
    expect(candidates('A 29-year-old woman coughs.', strata)).not.toEqual([])
  })
})

it('plants nothing against a sentence that the corpus marks as wrong', () => {
  const sentence = 'She has gout.'
  const text = `She has psoriasis. ${sentence}`
  const told = buildFixture({
    title: 'Note',
    participants: [doctorA, doctorB],
    turns: [
      {
        who: 'doctor_a',
        text,
        says: [
          { kind: 'history', name: 'psoriasis', quote: 'psoriasis' },
          { kind: 'history', name: 'gout', quote: 'gout' },
        ],
      },
    ],
    sections: [{ id: 'note', heading: '', role: 'note', text }],
    labels: [
      { kind: 'error', present: true, section: 'note', start: text.indexOf(sentence), end: text.length },
    ],
  })
  const facts = told.facts.map((fact) => {
    const quote = fact.evidence.quote
    const start = text.indexOf(quote)
    const evidence = { kind: 'span' as const, section: 'note', start, end: start + quote.length, quote }
    return { ...fact, evidence }
  })
  const named = statedFacts({ ...told, facts, seed: 1 }, ['history']).map(({ fact }) => fact.name)
  expect(named).toEqual(['psoriasis'])
})

it('hands nobody over from a doctor who sees the patient alone', () => {
  const forms = Array.from({ length: 30 }, (_, seed) => materialsOf([visit], seed))
    .flat()
    .flatMap((material) => consistencyCheck.draft(material).drafts.map((draft) => draft.form))
  expect(forms.length).toBeGreaterThan(0)
  expect(forms).not.toContain('next_shift')
})

it.each([
  ['Cd4 count', 'CD4 count'],
  ['babinski sign', 'Babinski sign'],
])('says %s as %s', (name, said) => expect(saidName(name)).toBe(said))
