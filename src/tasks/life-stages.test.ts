import { describe, expect, it } from 'vitest'
import { clashesWithPatient } from './life-stages.ts'

describe('a wrong option suits the patient', () => {
  it.each([
    ['Alzheimer disease', 25, 'male', true],
    ['Alzheimer disease', 80, 'male', false],
    ['stroke', 4, 'female', true],
    ['contractions', 92, 'female', true],
    ['contractions', 30, 'male', true],
    ['contractions', 30, 'female', false],
    ['croup', 60, 'female', true],
    ['cough', 3, 'male', false],
  ] as const)('%s at %i, %s: %s', (name, age, sex, clashes) => {
    expect(clashesWithPatient(name, { age, sex })).toBe(clashes)
  })

  it('speaks of no stage of life where the age is unknown', () => {
    expect(clashesWithPatient('dementia', { age: 'unknown', sex: 'female' })).toBe(true)
    expect(clashesWithPatient('cough', { age: 'unknown', sex: 'unknown' })).toBe(false)
  })
})
