// How near a patient comes to what is asked for others.
import { expect, it } from 'vitest'
import { knowledge } from '../knowledge/knowledge.ts'
import type { Predicate } from '../knowledge/predicate.ts'
import { isForSuch, isMetInPart, isRuledOut } from './nearness.ts'
import type { CodedFact, Patient } from './patient-state.ts'

const from = knowledge()

const denied = {
  table: 'findings',
  key: 'neck-stiffness',
  fact: { negated: true },
} as unknown as CodedFact

const man: Patient = {
  weight: 80,
  facts: [denied],
  state: {
    age: 46,
    sex: 'male',
    pregnant: false,
    comorbidities: new Set(),
    drugs: new Set(),
    given: new Set(),
    allergies: new Set(),
    findings: new Set(['fever']),
    labs: new Map([
      ['lactate', 1],
      ['potassium', 6.2],
    ]),
    vitals: new Map(),
    results: new Set(),
    done: new Set(),
  },
}

it('is for such a patient where age and sex fit', () => {
  expect(isForSuch({ all: [{ age: { below: 0.4 } }, { finding: 'fever' }] }, man.state, from)).toBe(false)
  expect(isForSuch({ all: [{ sex: 'female' }, { finding: 'fever' }] }, man.state, from)).toBe(false)
  expect(isForSuch({ any: [{ pregnant: true }, { finding: 'cough' }] }, man.state, from)).toBe(true)
})

it('is met in part by what is there, and ruled out by what is known', () => {
  const meningitis: Predicate = { all: [{ finding: 'fever' }, { finding: 'neck-stiffness' }] }
  expect(isMetInPart(meningitis, man, from)).toBe(true)
  expect(isMetInPart({ not: { finding: 'fever' } }, man, from)).toBe(false)
  expect(isRuledOut(meningitis, man)).toBe(true)
  // Nobody asked for a cough.
  expect(isRuledOut({ all: [{ finding: 'fever' }, { finding: 'cough' }] }, man)).toBe(false)
  expect(isRuledOut({ lab: 'lactate', above: 2 }, man)).toBe(true)
  expect(isRuledOut({ all: [{ finding: 'fever' }, { comorbidity: 'asplenia' }] }, man)).toBe(false)
  // Beside the limit nobody can be certain.
  expect(isRuledOut({ lab: 'potassium', above: 6.4 }, man)).toBe(false)
})
