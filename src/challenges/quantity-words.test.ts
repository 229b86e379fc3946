import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import { parseDose } from './doses.ts'
import { roundedWords, slipOf, withUnit } from './quantity-words.ts'

describe('slips of the tongue', () => {
  it('are another number of the same form, and material', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 99_999 }),
        fc.integer({ min: 0, max: 2 }),
        fc.nat(),
        (digits, decimals, seed) => {
          const written = (digits / 10 ** decimals).toFixed(decimals)
          const slip = slipOf(written, 'ferritin', 'ng/mL', randomFor(seed))
          if (slip === undefined) return
          expect(slip).toMatch(/^\d+(?:\.\d+)?$/)
          expect(slip.length).toBe(written.length)
          const ratio = Number(slip) / Number(written)
          expect(ratio < 0.81 || ratio > 1.19).toBe(true)
          expect(ratio).toBeGreaterThan(0.3)
          expect(ratio).toBeLessThan(2.7)
        },
      ),
    )
  })

  it('stay within what a living patient can have', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = randomFor(seed)
      const saturation = slipOf('97', 'oxygen saturation', '%', random)
      expect(Number(saturation ?? 90)).toBeLessThanOrEqual(99)
      const sodium = Number(slipOf('141', 'sodium', 'mmol/L', random) ?? 120)
      expect(sodium >= 112 && sodium <= 165).toBe(true)
      const [systolic, diastolic] = (slipOf('118/74', 'blood pressure', 'mmHg', random) ?? '140/74').split(
        '/',
      )
      expect(Number(systolic)).toBeGreaterThan(Number(diastolic) + 15)
    }
  })
})

it('says values as printed', () => {
  expect(withUnit('97', '%')).toBe('97%')
  expect(withUnit('120', 'mm[Hg]')).toBe('120 mmHg')
  expect(roundedWords('101.6')).toBe('just under 102')
  expect(roundedWords('7.4')).toBeUndefined()
  expect(withUnit('46,000', '/mm3')).toBe('46,000/mm3')
  expect(withUnit('2.1', '10^3/uL')).toBe('2.1 ×10³/µL')
})

it('reads one amount of mass and nothing else as a dose', () => {
  expect(parseDose('12.5 mg')).toMatchObject({ amount: 12.5, unit: 'mg' })
  expect(parseDose('1,000 mg')).toMatchObject({ amount: 1000 })
  expect(parseDose('50 micrograms')).toMatchObject({ unit: 'mcg' })
  for (const text of [undefined, '2 tablets', '5 mg/kg', '20 units', '5–10 mg'])
    expect(parseDose(text)).toBeUndefined()
})
