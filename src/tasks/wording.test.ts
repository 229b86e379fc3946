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
    expect(withUnit('4', '/uL')).toBe('4 /uL')
    expect(readableUnit('mL/min/1.73 m2')).toBe('mL/min/1.73 m²')
  })
})
