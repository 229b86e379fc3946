// What persons take is what somebody of their age and illness takes, in a dose that fits.
import { expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { isOfClass } from '../knowledge/state.ts'
import { defaultDistributions } from './distributions.ts'
import { certainDrugs, usualDose, type Taker } from './medications.ts'
import { samplePerson, type Person } from './person.ts'

const base = knowledge()

/** All doses that one drug is taken in by such a person. */
function dosesOf(
  drug: string,
  taker: Omit<Taker, 'comorbidities'>,
  comorbidities: readonly string[] = [],
): number[] {
  const whole = { ...taker, comorbidities: new Set(comorbidities) }
  const amounts = Array.from(
    { length: 40 },
    (_, number) => usualDose(drug, whole, base, randomFor('doses', number))?.amount,
  )
  return [...new Set(amounts.filter((amount) => amount !== undefined))].toSorted((a, b) => a - b)
}

it('takes the dose of the reason, of the age and of the weight', () => {
  expect(dosesOf('apixaban', { age: 70, weight: 80, reason: 'atrial-fibrillation' })).toEqual([5])
  expect(dosesOf('prednisone', { age: 50, weight: 80, reason: 'rheumatoid-arthritis' })).toEqual([5, 10])
  expect(dosesOf('montelukast', { age: 4, weight: 16, reason: 'asthma' })).toEqual([4])
  expect(dosesOf('montelukast', { age: 9, weight: 30, reason: 'asthma' })).toEqual([5])
  expect(dosesOf('insulin-glargine', { age: 30, weight: 70, reason: 'type-1-diabetes' })).toEqual([14, 28])
  expect(dosesOf('hydrocortisone', { age: 30, weight: 70, reason: 'adrenal-insufficiency' })).toEqual([
    7.5, 12.5,
  ])
})

it('takes the lowest dose in old age', () => {
  for (const drug of ['ibuprofen', 'losartan', 'metoprolol']) {
    const young = dosesOf(drug, { age: 60, weight: 80 })
    expect(young).toHaveLength(2)
    expect(dosesOf(drug, { age: 75, weight: 80 })).toEqual([young[0]])
  }
})

const people: Person[] = [...base.conditions.values()].flatMap((condition) =>
  Array.from({ length: 40 }, (_, number) =>
    samplePerson(condition, base, defaultDistributions, randomFor('people', condition.id, number)),
  ),
)

it('lets nobody go without what the illness cannot do without', () => {
  const asthmatic = people.filter(({ comorbidities }) => comorbidities.includes('asthma'))
  expect(asthmatic.length).toBeGreaterThan(50)
  expect(certainDrugs('asthma', base)).toEqual(['albuterol'])
  expect(certainDrugs('type-1-diabetes', base)).toEqual(['insulin-glargine', 'insulin-lispro'])
  for (const { comorbidities, medications } of people) {
    const taken = medications.map(({ drug }) => drug)
    for (const id of comorbidities) expect(taken).toEqual(expect.arrayContaining(certainDrugs(id, base)))
  }
})

it('leaves hardly anybody without what the illness is dangerous without', () => {
  for (const [illness, classes] of [
    ['atrial-fibrillation', ['anticoagulants']],
    ['prior-stroke', ['anticoagulants', 'antiplatelets']],
  ] as const) {
    const ill = people.filter(({ age, comorbidities }) => age >= 18 && comorbidities.includes(illness))
    const treated = ill.filter(({ medications }) =>
      medications.some(({ drug }) => classes.some((kind) => isOfClass(drug, kind, base))),
    )
    expect(ill.length).toBeGreaterThan(15)
    expect(treated.length / ill.length).toBeGreaterThan(0.9)
  }
})

it('takes no more than weak kidneys clear', () => {
  const diabetic = { age: 60, weight: 80, reason: 'type-2-diabetes' }
  expect(dosesOf('metformin', diabetic)).toEqual([500, 1000])
  expect(dosesOf('metformin', diabetic, ['ckd-stage-3'])).toEqual([500])
})

it('knows no allergy to what one of the age or the health has never met', () => {
  for (const { age, comorbidities, allergies } of people) {
    for (const { group } of allergies) {
      const { from_age = 0, met_in } = base['allergy-groups'].get(group) ?? {}
      expect(age).toBeGreaterThanOrEqual(from_age)
      if (met_in !== undefined) expect(met_in.some((id) => comorbidities.includes(id))).toBe(true)
      if (age < 0.25) expect(group).toBe('')
    }
  }
})

it('takes no second drug of a kind of which one is enough', () => {
  for (const { medications } of people) {
    const kinds = (drugClass: string): string[] =>
      medications.map(({ drug }) => drug).filter((drug) => isOfClass(drug, drugClass, base))
    expect(kinds('anticoagulants').length).toBeLessThan(2)
    const serotonergic = kinds('antidepressants').filter((drug) =>
      isOfClass(drug, 'serotonergic-drugs', base),
    )
    expect(serotonergic.length).toBeLessThan(2)
  }
})
