// Quantities in text, parsed again by the checker: numbers with units, made comparable across the units in
// which one quantity is commonly written (5 g/L = 0.5 g/dL, 1000 mg = 1 g, 37 °C = 98.6 °F).

import { remembered } from '../kit/remember.ts'
import { withDigits } from './words.ts'

export interface Quantity {
  readonly value: number
  /** The lower number of a pair such as 118/74. */
  readonly second?: number
  /** Unit as normalised here, "" where the text gives none. */
  readonly unit: string
  /** Digits printed after the decimal point. */
  readonly decimals: number
  readonly start: number
  readonly end: number
}

/** Dimension and factor to its base unit. */
const scales: Readonly<Record<string, readonly [string, number]>> = {
  kg: ['mass', 1e3],
  g: ['mass', 1],
  mg: ['mass', 1e-3],
  ug: ['mass', 1e-6],
  ng: ['mass', 1e-9],
  pg: ['mass', 1e-12],
  l: ['volume', 1],
  dl: ['volume', 0.1],
  ml: ['volume', 1e-3],
  cc: ['volume', 1e-3],
  ul: ['volume', 1e-6],
  mm3: ['volume', 1e-6],
  fl: ['volume', 1e-15],
  mol: ['amount', 1],
  mmol: ['amount', 1e-3],
  umol: ['amount', 1e-6],
  nmol: ['amount', 1e-9],
  pmol: ['amount', 1e-12],
  eq: ['charge', 1],
  meq: ['charge', 1e-3],
  m: ['length', 1],
  cm: ['length', 1e-2],
  mm: ['length', 1e-3],
  um: ['length', 1e-6],
  week: ['time', 7],
  day: ['time', 1],
  hour: ['time', 1 / 24],
  min: ['time', 1 / 1440],
  second: ['time', 1 / 86_400],
  year: ['year', 1],
  month: ['year', 1 / 12],
  iu: ['unit', 1],
  u: ['unit', 1],
  miu: ['unit', 1e-3],
  mu: ['unit', 1e-3],
  k: ['', 1e3],
}

const spellings: Readonly<Record<string, string>> = {
  mcg: 'ug',
  microgram: 'ug',
  milligram: 'mg',
  gram: 'g',
  gm: 'g',
  kilogram: 'kg',
  milliliter: 'ml',
  millilitre: 'ml',
  liter: 'l',
  litre: 'l',
  units: 'u',
  unit: 'u',
  yr: 'year',
  'year-old': 'year',
  yo: 'year',
  mo: 'month',
  wk: 'week',
  d: 'day',
  h: 'hour',
  hr: 'hour',
  minute: 'min',
  sec: 'second',
  s: 'second',
  bpm: '/min',
  'beats/min': '/min',
  'beat/min': '/min',
  'breaths/min': '/min',
  'breath/min': '/min',
  'mm hg': 'mmhg',
  'mm[hg]': 'mmhg',
  'millimeters of mercury': 'mmhg',
  percent: '%',
  '°c': 'celsius',
  '° c': 'celsius',
  cel: 'celsius',
  c: 'celsius',
  '°f': 'fahrenheit',
  '° f': 'fahrenheit',
  '[degf]': 'fahrenheit',
  f: 'fahrenheit',
  degree: 'degree',
}

const unitWord =
  '%|percent|mm ?hg|mm\\[hg\\]|millimeters of mercury|° ?[cf]\\b|\\[degf\\]|degrees?\\b|cel\\b|bpm|beats?/min|breaths?/min|' +
  'year-old|years?|yrs?|yo|months?|mo|weeks?|wks?|days?|hours?|hrs?|minutes?|min|seconds?|sec|' +
  'micrograms?|milligrams?|kilograms?|grams?|milliliters?|millilitres?|liters?|litres?|' +
  'mmol|umol|nmol|pmol|mol|meq|eq|mosm|kg|mg|mcg|ug|ng|pg|gm|g|ml|dl|ul|fl|cc|l|mm3|mm|cm|um|m2|m|' +
  'miu|iu|mu|units?|u|k|cells?|copies|[cfhd]'
const unitPattern = `(?:[x×]\\s?)?(?:10\\s?[\\^*]\\s?\\d+|10e\\d+)?\\s?(?:${unitWord})?(?:\\s?/\\s?(?:\\d+\\s?)?(?:${unitWord}|\\{[^}]*\\}))*`
const numberPattern = new RegExp(
  `(?<![\\p{L}\\d.])(\\d{1,3}(?:,\\d{3})+(?![\\d])|\\d+)(\\.\\d+)?(?:\\s?/\\s?(\\d{1,3}(?:\\.\\d+)?)(?![\\d/]))?(?:[\\s-]?(${unitPattern}))?(?![\\p{L}\\d])`,
  'giu',
)
const looseNumber = /(?<![\p{L}\d.])(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(\.\d+)?/giu

/** Every number of a text, in order, with its unit where one follows. Calendar dates are numbers too. */
export const quantities = remembered((text): readonly Quantity[] => {
  const clean = readable(text)
  const found: Quantity[] = []
  let from = 0
  while (from < clean.length) {
    numberPattern.lastIndex = from
    looseNumber.lastIndex = from
    const loose = looseNumber.exec(clean)
    if (loose === null) break
    const full = numberPattern.exec(clean)
    const match = full !== null && full.index === loose.index ? full : loose
    const decimals = match[2] === undefined ? 0 : match[2].length - 1
    const unit = match === full ? normaliseUnit(full[4] ?? '') : ''
    const second = match === full && full[3] !== undefined ? Number(full[3]) : undefined
    found.push({
      value: Number(`${(match[1] as string).replaceAll(',', '')}${match[2] ?? ''}`),
      ...(second === undefined ? {} : { second }),
      unit,
      decimals,
      start: match.index,
      end: match.index + match[0].length,
    })
    from = match.index + Math.max(1, match[0].length)
  }
  return found
})

/** One spelling of micro, minus, powers ("10³" is "10^3", "m²" is "m2") and "per". */
function readable(text: string): string {
  return withDigits(text)
    .replace(/10([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, power: string) => `10^${power.normalize('NFKC')}`)
    .normalize('NFKC')
    .replace(/[μµ]/g, 'u')
    .replace(/[–—−]/g, '-')
    .replace(/\bper (?=minute|min|day|hour|week|month|year|ml|dl|ul|l\b|kg)/gi, '/')
    .toLowerCase()
}

/** The unit in one spelling: "mm[Hg]" and "mm Hg" are "mmhg", "10*3/uL" is "10^3/ul", "mcg" is "ug". */
export function normaliseUnit(unit: string): string {
  const clean = readable(unit)
    .replace(/\{[^}]*\}/g, '')
    .replace(/[x×]\s?(?=10)/g, '')
    .replace(/10\s?[*^e]\s?(\d+)/g, '10^$1')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\/$/, '')
  const direct = spellings[clean]
  if (direct !== undefined) return direct
  return clean
    .split('/')
    .map((part) => {
      const bare = part.trim()
      const singular = bare.length > 2 && bare.endsWith('s') ? bare.slice(0, -1) : bare
      return spellings[bare] ?? spellings[singular] ?? singular
    })
    .join('/')
}

/** Dimension ("mass/volume") and value in base units; undefined for a unit of unknown dimension. */
function inBase(quantity: Quantity): readonly [string, number] | undefined {
  const { unit, value } = quantity
  if (unit === 'celsius') return ['temperature', value]
  if (unit === 'fahrenheit') return ['temperature', (value - 32) / 1.8]
  const dimensions: string[] = []
  let factor = 1
  for (const [index, part] of unit.split('/').entries()) {
    const power = part.match(/^10\^(\d+)$/)
    const scale: readonly [string, number] | undefined =
      power !== null ? ['', 10 ** Number(power[1])] : part === 'cell' ? ['', 1] : scales[part]
    if (part !== '' && scale === undefined) return undefined
    dimensions.push(scale?.[0] ?? '')
    factor = index === 0 ? factor * (scale?.[1] ?? 1) : factor / (scale?.[1] ?? 1)
  }
  return [dimensions.join('/'), value * factor]
}

/** Equal but for unit and formatting; a missing unit on either side is no difference. */
export function sameQuantity(a: Quantity, b: Quantity): boolean {
  // A score: "9/10" is 9 on a scale of ten.
  const score = (one: Quantity, other: Quantity): boolean =>
    one.second === 10 && one.value <= 10 && other.second === undefined && other.unit === ''
  if (score(a, b) || score(b, a)) return a.value === b.value
  if ((a.second ?? b.second) !== undefined) return a.value === b.value && a.second === b.second
  if (a.unit === '' || b.unit === '' || a.unit === b.unit) return sameNumber(a, b)
  // A dose and the same dose a day: "8 mg" in the chart, "8 mg per day" in the letter.
  const rate = /\/(?:day|hour|week|month|dose)$/
  if (rate.test(a.unit) !== rate.test(b.unit)) {
    return sameQuantity({ ...a, unit: a.unit.replace(rate, '') }, { ...b, unit: b.unit.replace(rate, '') })
  }
  const left = inBase(a)
  const right = inBase(b)
  if (left === undefined || right === undefined || left[0] !== right[0]) return false
  const tolerance = left[0] === 'temperature' ? 0.06 : 1e-6 * Math.max(Math.abs(left[1]), Math.abs(right[1]))
  return Math.abs(left[1] - right[1]) <= tolerance
}

/** Equal numbers, or one is the other printed with fewer decimals (12.3 for 12.3456, but not 2 for 2.4). */
function sameNumber(a: Quantity, b: Quantity): boolean {
  if (a.value === b.value) return true
  if (a.decimals === b.decimals) return false
  const decimals = Math.min(a.decimals, b.decimals)
  const difference = Math.abs(a.value - b.value)
  return (
    difference <= 0.5 * 10 ** -decimals + 1e-12 && difference < 0.005 * Math.max(Math.abs(a.value), 1e-12)
  )
}

/** The text without its quantities and their units. */
export function withoutQuantities(text: string): string {
  const clean = readable(text)
  let result = ''
  let from = 0
  for (const quantity of quantities(clean)) {
    result += `${clean.slice(from, quantity.start)} `
    from = quantity.end
  }
  return result + clean.slice(from)
}
