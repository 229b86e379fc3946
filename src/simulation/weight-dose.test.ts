// Doses by weight as they can be given.
import { expect, it } from 'vitest'
import { doseByWeight } from './weight-dose.ts'

it('measures insulin and heparin in whole units, heparin in hundreds', () => {
  expect(doseByWeight(14.4, 'units')).toBe(14)
  expect(doseByWeight(0.3, 'units')).toBe(1)
  expect(doseByWeight(5320, 'units')).toBe(5300)
})

it('rounds the rest as a syringe would', () => {
  expect(doseByWeight(267, 'mg')).toBe(270)
  expect(doseByWeight(10.86, 'mg')).toBe(10.9)
  expect(doseByWeight(0.754, 'mEq')).toBe(0.75)
})
