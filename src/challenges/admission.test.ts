// Where a fault must not be planted: because its harmless twin would be a fault itself, because nothing is
// certain, or because nobody could tell. Each of these was found by reading tasks.
import { describe, expect, it } from 'vitest'
import { editedTurns } from '../conversations/view.ts'
import type { Label } from '../records/label.ts'
import { buildFixture, doctorA, patient, type SpokenTurn } from '../tasks/fixture-builder.ts'
import { allergy } from './allergy.ts'
import type { ChallengeMaterial, ChallengeRule, Triple } from './challenge.ts'
import { checklistOmission } from './checklist-omission.ts'
import { decimalSlip } from './decimal-slip.ts'
import { listOmission } from './list-omission.ts'

const says = (who: string, text: string, ...stated: NonNullable<SpokenTurn['says']>): SpokenTurn => ({
  who,
  text,
  says: stated,
})

function plantedIn(
  rule: ChallengeRule,
  turns: readonly SpokenTurn[],
  labels: readonly Label[] = [],
): Triple[] {
  return materials(turns, labels).flatMap((material) => rule.plant(material).triples)
}

function materials(turns: readonly SpokenTurn[], labels: readonly Label[] = []): ChallengeMaterial[] {
  const built = buildFixture({ title: 'A visit', participants: [doctorA, patient], turns, labels })
  return [1, 2, 3, 4, 5].map((seed) => ({ ...built, seed }))
}

const metformin = says('doctor_a', 'You take metformin 500 mg.', {
  kind: 'medication',
  name: 'metformin',
  quote: 'metformin 500 mg',
  dose: '500 mg',
  status: 'active',
})
const ramipril = (status: 'active' | 'stopped', text = 'And ramipril 5 mg.'): SpokenTurn =>
  says('doctor_a', text, {
    kind: 'medication',
    name: 'ramipril',
    quote: 'ramipril 5 mg',
    dose: '5 mg',
    status,
  })

describe('a slipped dose', () => {
  it('is planted where two drugs are taken', () => {
    expect(plantedIn(decimalSlip, [metformin, ramipril('active')])).not.toEqual([])
  })

  it('is never that of a drug that was given up', () => {
    const triples = plantedIn(decimalSlip, [metformin, ramipril('stopped'), metformin])
    for (const { members } of triples) expect(JSON.stringify(members)).not.toMatch(/ramipril/i)
  })

  it('is never that of a dose that another follows', () => {
    const triples = plantedIn(decimalSlip, [metformin, ramipril('active', 'And ramipril 5 mg, then 10 mg.')])
    for (const { members } of triples) expect(JSON.stringify(members)).not.toMatch(/ramipril/i)
  })

  it('is not planted when the patient has died', () => {
    const death = says('doctor_a', 'She died in May.', { kind: 'outcome', name: 'death', quote: 'died' })
    expect(plantedIn(decimalSlip, [metformin, ramipril('active'), death])).toEqual([])
  })
})

describe('an allergen that is ordered', () => {
  const allergic = says('patient', 'I am allergic to penicillin.', {
    kind: 'allergy',
    name: 'penicillin',
    quote: 'allergic to penicillin',
  })

  it('has a drug that a clinician gives for its harmless twin', () => {
    const triples = plantedIn(allergy, [allergic, metformin])
    expect(triples).not.toEqual([])
    for (const { members } of triples) expect(members.near_miss.planted).toMatch(/metformin/i)
  })

  it('is one drug, and neither a class nor examples of it', () => {
    for (const name of ['cephalosporin', 'statins', 'local anesthetics such as lidocaine']) {
      const quote = `allergic to ${name}`
      const told = says('patient', `I am ${quote}.`, { kind: 'allergy', name, quote })
      expect(plantedIn(allergy, [told, metformin])).toEqual([])
    }
  })

  it('is ordered in words that cannot mean the note of the allergy', () => {
    for (const { claims, members } of plantedIn(allergy, [allergic, metformin])) {
      expect(members.injected.planted).not.toMatch(/chart/i)
      // The wrong option too cites the turn that documents allergies.
      expect(claims.mistaken[0]).toMatch(/turn 1 documents an allergy to metformin/)
    }
  })

  it('has no twin in a drug that the patient takes unbidden, or was told to leave', () => {
    const aspirin = { kind: 'medication', name: 'aspirin', quote: 'aspirin', status: 'active' } as const
    expect(plantedIn(allergy, [allergic, says('patient', 'I take an aspirin a day.', aspirin)])).toEqual([])
    const told = says('doctor_a', 'If you have aspirin at home, don’t take it for now.', aspirin)
    expect(plantedIn(allergy, [allergic, told])).toEqual([])
  })
})

describe('a list that claims to be whole', () => {
  const drugs = [
    metformin,
    ramipril('active'),
    says('doctor_a', 'And aspirin, every day.', { kind: 'medication', name: 'aspirin', quote: 'aspirin' }),
  ]

  it('is read out where every drug that is spoken of stands on it', () => {
    expect(plantedIn(listOmission, drugs)).not.toEqual([])
  })

  it.each([
    'Then you could try crestor for the cholesterol.',
    'Is the cream helping?',
    'And [unintelligible] aspirin at night?',
    'Aspirin and an unheard-of concentrate were given.',
    'Do you take advil or aleve for that?',
  ])('is not read out beside: %s', (text) => {
    expect(plantedIn(listOmission, [...drugs, says('doctor_a', text)])).toEqual([])
  })
})

describe('a recap of critical points', () => {
  const point = (item: string): Label => ({
    kind: 'checklist',
    rater: 'clinician 1',
    item,
    path: ['HPC'],
    importance: 'critical',
  })
  const turns = [
    says('patient', 'I have a headache and a fever, my neck hurts, and light makes it worse.'),
    says('doctor_a', 'Any rash?'),
    says('patient', 'No rash.'),
  ]
  const points = ['headache', 'fever', 'neck hurts', 'no rash'].map(point)

  it('comes after the doctor has read the points out', () => {
    let planted = 0
    for (const material of materials(turns, points)) {
      for (const triple of checklistOmission.plant(material).triples) {
        planted += 1
        const shown = editedTurns(material.conversation, triple.members.injected.edits)
        const source = shown[(triple.turns[0] as number) - 1]
        for (const item of ['headache', 'fever', 'neck hurts', 'no rash'])
          expect(source?.text).toContain(item)
      }
    }
    expect(planted).toBeGreaterThan(0)
  })

  it('has no shorthand, slip or words to the patient', () => {
    const odd = [
      'E+D well',
      'recently dib',
      'haedache',
      'you feel feverish',
      'no rash, on the arms',
      'on light makes it',
    ].map(point)
    const triples = plantedIn(checklistOmission, turns, [...points, ...odd])
    expect(triples).not.toEqual([])
    for (const { members } of triples)
      expect(members.near_miss.planted).not.toMatch(/E\+D|dib|haed|you feel|arms|on light/)
  })
})
