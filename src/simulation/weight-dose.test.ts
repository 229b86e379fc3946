// Doses by weight are such as a pharmacy would hand out, and near what was reckoned.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { doseByWeight } from './weight-dose.ts'

it('measures insulin and heparin in whole units, heparin in hundreds', () => {
  expect(doseByWeight(14.4, 'units')).toBe(14)
  expect(doseByWeight(0.3, 'units')).toBe(1)
  expect(doseByWeight(5320, 'units')).toBe(5300)
})

it('rounds the rest as a syringe or a pharmacy would', () => {
  const rounded = [1975, 161, 18.6, 397.5, 5.16, 0.123].map((amount) => doseByWeight(amount, 'mg'))
  expect(rounded).toEqual([2000, 160, 19, 400, 5.2, 0.12])
})

it('stays within a twentieth of the dose', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 5000, noNaN: true }), (amount) => {
      expect(Math.abs(doseByWeight(amount, 'mg') - amount)).toBeLessThanOrEqual(0.051 * amount)
    }),
  )
})
