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

describe('slips that a reader would laugh at', () => {
  const slips = (written: string, name: string, unit: string): number[] =>
    Array.from({ length: 200 }, (_, seed) => slipOf(written, name, unit, randomFor(seed))).flatMap((slip) =>
      slip === undefined ? [] : [Number(slip)],
    )

  it('put no whole below its parts, and no part above its whole', () => {
    expect(Math.min(...slips('4.2', 'total bilirubin', 'mg/dL'))).toBeGreaterThan(4.2)
    expect(Math.max(...slips('3.2', 'direct bilirubin', 'mg/dL'))).toBeLessThan(3.2)
    expect(Math.max(...slips('66', 'HDL cholesterol', 'mg/dL'))).toBeLessThan(66)
  })

  it.each([
    ['41', 'partial pressure of carbon dioxide', 'mm Hg', 18, 110],
    ['242', 'C-reactive protein', 'mg/L', 84, 400],
    ['4.85', 'erythrocytes', '10^6/uL', 2.8, 7.2],
    ['110', 'estimated glomerular filtration rate', 'mL/min', 6, 140],
    ['83.5', 'body weight', 'kg', 50, 134],
  ])('keep %s of %s within what can be', (written, name, unit, low, high) => {
    const made = slips(written, name, unit)
    expect(made.length).toBeGreaterThan(0)
    expect(Math.min(...made)).toBeGreaterThanOrEqual(low)
    expect(Math.max(...made)).toBeLessThanOrEqual(high)
  })

  it('change what a reader thinks', () => {
    expect(slips('0.1', 'lymphocytes', '10^3/uL')).toEqual([])
    expect(slips('0.10', 'C-reactive protein', 'mg/L')).toEqual([])
    expect(slips('0.03', 'basophils', '×10^9/L')).toEqual([])
    for (const temperature of slips('37.0', 'temperature', '°C'))
      expect(Math.abs(temperature - 37)).toBeGreaterThanOrEqual(1.5)
  })
})

it('says values as printed', () => {
  expect(withUnit('97', '%')).toBe('97%')
  expect(withUnit('120', 'mm[Hg]')).toBe('120 mmHg')
  expect(roundedWords('101.6')).toBe('just under 102')
  expect(roundedWords('7.4')).toBeUndefined()
  expect(withUnit('46,000', '/mm3')).toBe('46,000/mm3')
  expect(withUnit('2.1', '10^3/uL')).toBe('2.1 ×10³/µL')
  expect(withUnit('7.8', '× 10^9/L')).toBe('7.8 ×10⁹/L')
  expect(withUnit('36.7', 'C')).toBe('36.7 °C')
  expect(withUnit('4', '/10')).toBe('4/10')
  expect(withUnit('19,000', '/µL')).toBe('19,000/µL')
})

it('reads one amount of mass and nothing else as a dose', () => {
  expect(parseDose('12.5 mg')).toMatchObject({ amount: 12.5, unit: 'mg' })
  expect(parseDose('1,000 mg')).toMatchObject({ amount: 1000 })
  expect(parseDose('50 micrograms')).toMatchObject({ unit: 'mcg' })
  for (const text of [undefined, '2 tablets', '5 mg/kg', '20 units', '5–10 mg'])
    expect(parseDose(text)).toBeUndefined()
})
