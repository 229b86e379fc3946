// Quantities of FHIR and UCUM as a clinician prints them: "37.2 °C", "6.4 10^3/uL". Rounds only what no
// device or laboratory would print; the source's own decimals stay.
import { numberAt, textAt, type Json } from '../json.ts'
import type { Statement } from '../../records/statement.ts'

export interface Quantity {
  readonly value: number
  readonly unit: string | undefined
  readonly comparator: Statement['comparator']
}

/** The Quantity element; undefined where it has no number. `decimals` is what is customary for the test. */
export function readQuantity(element: Json | undefined, decimals?: number): Quantity | undefined {
  const value = numberAt(element, 'value')
  if (value === undefined) return undefined
  const comparator = textAt(element, 'comparator')
  return {
    value: roundResult(value, decimals),
    unit: readUnit(textAt(element, 'unit') ?? textAt(element, 'code')),
    comparator: comparators.find((known) => known === comparator),
  }
}

const comparators = ['<', '<=', '>', '>='] as const

/** Units by UCUM's spelling, as they are printed. Others are printed as they come. */
const printed: Readonly<Record<string, string>> = {
  Cel: '°C',
  '[degF]': '°F',
  'mm[Hg]': 'mmHg',
  'mm Hg': 'mmHg',
  '10*3/uL': '10^3/uL',
  '10*6/uL': '10^6/uL',
  '10*9/L': '10^9/L',
  '10*12/L': '10^12/L',
  'mL/min/{1.73_m2}': 'mL/min/1.73 m2',
  'mL/min/1.73m2': 'mL/min/1.73 m2',
  '[in_i]': 'in',
  '[lb_av]': 'lb',
  '{beats}/min': '/min',
  '{breaths}/min': '/min',
  'beats/minute': 'beats/min',
  ug: 'mcg',
  d: 'days',
  h: 'hours',
  a: 'years',
  mo: 'months',
  wk: 'weeks',
}

/** The printed unit; undefined for annotations that are no unit ("{score}", "1"). */
export function readUnit(unit: string | undefined): string | undefined {
  if (unit === undefined) return undefined
  const known = Object.hasOwn(printed, unit) ? printed[unit] : undefined
  // "/min" alone would be glued to the number like a scale.
  if (known === '/min') return 'per minute'
  if (known !== undefined) return known
  const bare = unit
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, '')
    .replace(/\*/g, '^')
    .trim()
  if (bare === '' || bare === '1' || /^\(?(?:score|count)\)?$/i.test(bare)) return undefined
  return bare.startsWith('/') ? `per ${bare.slice(1)}` : bare
}

/** A result without the digits that only a generator prints: more than 3 decimals and 4 significant digits. */
export function roundResult(value: number, decimals?: number): number {
  const [, fraction = ''] = `${value}`.split('.')
  if (decimals === 0 && !Number.isInteger(value)) return Math.round(value)
  const significant = `${Math.abs(value)}`.replace('.', '').replace(/^0+/, '').length
  if (`${value}`.includes('e') || fraction.length <= 3 || significant <= 4) return value
  if (decimals !== undefined) return roundTo(value, decimals)
  // Three significant digits, as results without a custom of their own are printed.
  return Math.abs(value) >= 100 ? roundTo(value, 0) : Number(value.toPrecision(3))
}

/** Rounded to so many decimals, and never to minus zero. */
export function roundTo(value: number, decimals: number): number {
  return Number(value.toFixed(decimals)) + 0
}
