// Nobody with weak kidneys is given what they cannot clear, in a course or at home; and the reductions in numbers.
import { describe, expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import { dosesPerDay } from '../knowledge/frequency.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import type { PatientState } from '../knowledge/state.ts'
import { stateInCourse } from './course.ts'
import { defaultDistributions } from './distributions.ts'
import { doseForKidneys, egfrKnown, type SingleDose } from './kidneys.ts'
import { samplePerson, stateOfPerson } from './person.ts'
import { soundCourse } from './simulate.ts'

const base = knowledge()

function withEgfr(egfr: number, age = 70): Pick<PatientState, 'age' | 'comorbidities' | 'labs'> {
  return { age, comorbidities: new Set(), labs: new Map([['egfr', egfr]]) }
}

function given(drug: string, dose: SingleDose, egfr: number): string {
  const { amount, frequency } = doseForKidneys(drug, dose, withEgfr(egfr), base)
  return `${amount} ${frequency}`
}

describe('a dose for kidneys', () => {
  const intravenously = (amount: number, frequency: string): SingleDose => ({
    amount,
    unit: 'mg',
    frequency,
    route: 'intravenously',
  })
  const byMouth = (amount: number, frequency: string): SingleDose => ({
    amount,
    unit: 'mg',
    frequency,
    route: 'by mouth',
  })

  it('is the one of the strictest row that holds', () => {
    const cefepime = intravenously(2, 'every 8 hours')
    expect(given('cefepime', cefepime, 75)).toBe('2 every 8 hours')
    expect(given('cefepime', cefepime, 45)).toBe('2 every 12 hours')
    expect(given('cefepime', cefepime, 20)).toBe('2 every 24 hours')
    expect(given('meropenem', intravenously(1, 'every 8 hours'), 20)).toBe('0.5 every 12 hours')
    expect(given('piperacillin-tazobactam', intravenously(4.5, 'every 6 hours'), 35)).toBe(
      '2.25 every 6 hours',
    )
    expect(given('levofloxacin', byMouth(750, 'once daily'), 40)).toBe('750 every 48 hours')
    expect(given('gabapentin', byMouth(300, 'three times daily'), 40)).toBe('300 twice daily')
    expect(given('lithium', byMouth(300, 'twice daily'), 50)).toBe('150 twice daily')
  })

  it('leaves alone a first dose, a dose that is rare enough, another route and a child', () => {
    expect(given('hydromorphone', intravenously(0.5, 'once'), 20)).toBe('0.5 once')
    expect(given('valacyclovir', byMouth(1000, 'once daily'), 40)).toBe('1000 once daily')
    expect(given('vancomycin', byMouth(125, 'every 6 hours'), 20)).toBe('125 every 6 hours')
    expect(given('vancomycin', intravenously(1000, 'every 12 hours'), 30)).toBe('1000 every 24 hours')
    expect(
      doseForKidneys('cefepime', intravenously(1, 'every 8 hours'), withEgfr(20, 9), base).frequency,
    ).toBe('every 8 hours')
  })

  it('goes by a known kidney disease until something is measured', () => {
    const comorbidities = new Set(['ckd-stage-4'])
    expect(egfrKnown({ age: 70, comorbidities, labs: new Map() }, base)).toBe(16)
    expect(egfrKnown({ age: 70, comorbidities, labs: new Map([['egfr', 22]]) }, base)).toBe(22)
    expect(egfrKnown({ age: 70, comorbidities: new Set(), labs: new Map() }, base)).toBeUndefined()
  })
})

/** What speaks against a dose by the rows, said with other code than the simulator's. */
function objections(drug: string, dose: SingleDose | undefined, egfr: number | undefined): string[] {
  const limits = (base.drugs.get(drug)?.renal ?? [])
    .filter(({ route }) => route === undefined || route === dose?.route)
    .filter(({ egfr_below }) => egfr !== undefined && egfr < egfr_below)
  const strictest = Math.min(...limits.map(({ egfr_below }) => egfr_below))
  return limits
    .filter(({ egfr_below }) => egfr_below === strictest)
    .flatMap(({ advice, to }) => {
      if (advice === 'avoid') return [`${drug} at an eGFR of ${egfr}`]
      if (dose === undefined || dose.frequency === 'once') return []
      const isTooMuch = dose.amount > Math.min(to?.most ?? Infinity, (to?.share ?? 1) * greatest(drug, dose))
      const isTooOften = (dosesPerDay(dose.frequency) ?? 0) > (dosesPerDay(to?.frequency ?? '') ?? Infinity)
      return isTooMuch || isTooOften ? [`${drug} ${dose.amount} ${dose.frequency} at ${egfr}`] : []
    })
}

/** The greatest single dose that is used by this route; without bound where doses go by weight. */
function greatest(drug: string, { route }: SingleDose): number {
  const rows = (base.drugs.get(drug)?.doses ?? []).filter((row) => row.route === route && row.who !== 'child')
  return rows.some(({ per_kg }) => per_kg === true) ? Infinity : Math.max(...rows.map(({ high }) => high))
}

it('gives and lets take nothing against the kidneys, in any condition', () => {
  const found = new Set<string>()
  let reduced = 0
  for (const condition of base.conditions.values()) {
    const ownDrugs = new Set(condition.who.takes?.map(({ drug }) => drug))
    for (let number = 0; number < 6; number++) {
      const random = () => randomFor('kidneys', condition.id, number)
      const drawn = samplePerson(condition, base, defaultDistributions, random())
      if (drawn.age < 18) continue
      const course = soundCourse(drawn, condition, base, random)
      const { person } = course
      const before = egfrKnown(stateOfPerson(person, condition), base)
      const states = course.moments.map((_, phase) => stateInCourse(course, phase))
      for (const { drug, ...dose } of person.medications) {
        for (const what of objections(drug, dose, before)) found.add(`${condition.id}, at home: ${what}`)
        const isStory = ownDrugs.has(drug)
        for (const state of isStory ? [] : states)
          for (const what of objections(drug, undefined, egfrKnown(state, base)))
            found.add(`${condition.id}, at home: ${what}`)
      }
      for (const { action, drug = base.actions.get(action ?? '')?.drug, dose, phase } of course.steps) {
        if (drug === undefined) continue
        const egfr = egfrKnown(states[phase] as PatientState, base)
        for (const what of objections(drug, dose, egfr)) found.add(`${condition.id}: ${what}`)
        const usual = condition.steps.find((step) => step.drug === drug)?.dose
        if (dose !== undefined && usual?.frequency !== undefined && usual.frequency !== dose.frequency)
          reduced++
      }
    }
  }
  expect([...found]).toEqual([])
  expect(reduced).toBeGreaterThan(0)
})
