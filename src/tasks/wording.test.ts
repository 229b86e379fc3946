import { describe, expect, it } from 'vitest'
import { readableUnit, subjectName, withUnit } from './wording.ts'

describe('names and units as a clinician writes them', () => {
  it.each([
    ['stemi', 'STEMI'],
    ['iga nephropathy', 'IgA nephropathy'],
    ['stevens-johnson syndrome', 'Stevens-Johnson syndrome'],
    ['achilles tendon contracture', 'Achilles tendon contracture'],
    ['babinski sign', 'Babinski sign'],
    ['Knee pain', 'knee pain'],
  ])('writes “%s” as “%s”', (name, written) => {
    expect(subjectName({ name })).toBe(written)
  })

  it('writes a score with its scale, and an area as an area', () => {
    expect(withUnit('3', '/10')).toBe('3/10')
    expect(withUnit('4', '/uL')).toBe('4/uL')
    expect(readableUnit('mL/min/1.73 m2')).toBe('mL/min/1.73 m²')
  })

  it.each([
    ['immunoglobulin g', 'immunoglobulin G'],
    ['hepatitis c', 'hepatitis C'],
    ['stemi', 'STEMI'],
    ['d-dimer', 'D-dimer'],
    ['cd4 count', 'CD4 count'],
    ['Intellectual disability, mild', 'mild intellectual disability'],
    ['suboxone', 'Suboxone'],
    ['hearing aids', 'hearing aids'],
  ])('%s is %s', (name, expected) => {
    expect(subjectName({ name })).toBe(expected)
  })

  it.each([
    ['280,000', '/mm3', '280,000/mm3'],
    ['3', '/10', '3/10'],
    ['110', 'mL/min/1.73 m2', '110 mL/min/1.73 m²'],
    ['24.3', 'kg/m2', '24.3 kg/m²'],
    ['97', '%', '97%'],
  ])('%s with %s is %s', (number, unit, expected) => {
    expect(withUnit(number, unit)).toBe(expected)
  })
})
