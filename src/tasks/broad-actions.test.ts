import { expect, it } from 'vitest'
import { complaintsOf, isDefensible, isForeign, isScreening } from './broad-actions.ts'

it.each([
  ['order CBC with differential', 'a rash of the scalp', true],
  ['order kidney functions', 'slow to pass water', true],
  ['order viral PCR of the swab', 'slow to pass water', false],
  ['prescribe prednisone', 'his back is stiff and painful', true],
  ['prescribe prednisone', 'he forgets names', false],
  ['prescribe lisinopril', 'his back is stiff and painful', false],
])('%s in a case of “%s” could be defended: %s', (action, text, expected) => {
  expect(isDefensible(action, text)).toBe(expected)
})

it.each([
  ['prescribe lisinopril', 'heart failure . reflux', false],
  ['order lipid panel', 'diabetes', false],
  ['prescribe amlodipine', 'asthma', true],
  ['prescribe amlodipine', 'hypertension', false],
  ['prescribe zemplarine', 'asthma', false],
])('%s where “%s” is complained of is surely foreign: %s', (action, text, expected) => {
  expect(isForeign(action, text)).toBe(expected)
})

it('takes for complaints what is affirmed of the patient', () => {
  const said = { negated: false, experiencer: 'patient', certainty: 'certain' } as const
  const at = { evidence: { kind: 'resource', resource: 'a', quote: 'a' }, id: 'f', caseId: 'c' } as const
  const facts = [
    { ...said, ...at, kind: 'symptom', name: 'wheezing' },
    { ...said, ...at, kind: 'symptom', name: 'chest pain', negated: true },
    { ...said, ...at, kind: 'history', name: 'diabetes', experiencer: 'family' },
  ] as const
  expect(complaintsOf({ title: 'A visit', labels: [] }, facts)).toMatch(/^A visit \. wheezing[ .]*$/)
})

it('knows the tests that are drawn for whatever the complaint is', () => {
  expect(isScreening('order comprehensive metabolic panel')).toBe(true)
  expect(isScreening('order sputum culture')).toBe(false)
})
