import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import { plausibleNumbers, plausiblePressures } from './plausible.ts'

describe('plausible wrong values', () => {
  it('are distinct, never the gold, of its sign and precision', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40_000 }),
        fc.constantFrom(0, 1, 2),
        fc.integer(),
        (raw, decimals, seed) => {
          const gold = Number((raw / 10 ** decimals).toFixed(decimals))
          const wanted = { name: 'ferritin', unit: 'µg/L', gold, decimals, real: [], taken: [] }
          const values = plausibleNumbers(wanted, randomFor(seed))
          expect(new Set([gold, ...values]).size).toBe(values.length + 1)
          for (const value of values) {
            expect(value).toBeGreaterThan(0)
            expect(Number(value.toFixed(decimals))).toBe(value)
          }
        },
      ),
    )
  })

  it('stay near the measures of a body', () => {
    for (let seed = 0; seed < 100; seed++) {
      const weight = { name: 'body weight', unit: 'kg', gold: 88.9, decimals: 1, real: [36.9], taken: [] }
      for (const value of plausibleNumbers(weight, randomFor(seed))) {
        expect(value).toBeGreaterThan(62)
        expect(value).toBeLessThan(125)
      }
    }
  })

  it('stay within what a living patient has', () => {
    for (let seed = 0; seed < 100; seed++) {
      const potassium = {
        name: 'potassium',
        unit: 'mmol/L',
        gold: 6.9,
        decimals: 1,
        real: [138, 9.9],
        taken: [],
      }
      for (const value of plausibleNumbers(potassium, randomFor(seed))) {
        expect(value).toBeGreaterThanOrEqual(2.2)
        expect(value).toBeLessThanOrEqual(7.2)
        expect(Math.abs(value - 6.9)).toBeGreaterThan(0.39)
      }
    }
  })

  it('leave the rank of the gold open', () => {
    const ranks = new Set<number>()
    for (let seed = 0; seed < 200; seed++) {
      const wanted = { name: 'sodium', unit: 'mmol/L', gold: 138, decimals: 0, real: [], taken: [] }
      ranks.add(plausibleNumbers(wanted, randomFor(seed)).filter((value) => value < 138).length)
    }
    expect(ranks.size).toBe(6)
  })

  it('keep the pulse pressure of a blood pressure possible', () => {
    for (const text of plausiblePressures('118/74', randomFor(1))) {
      const [top, bottom] = text.split('/').map(Number) as [number, number]
      expect(top - bottom).toBeGreaterThanOrEqual(20)
    }
  })
})
