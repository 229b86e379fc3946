// Wrong numbers that could be right: values of the same quantity a careful reader has to rule out. Other real
// values of the conversation come first; the rest differ enough from the right one to be another clinical
// value, in the same precision, within what a living patient can have.
import type { Random } from '../kit/random.ts'

interface Bounds {
  readonly low: number
  readonly high: number
  /** The smallest difference that counts as another value. */
  readonly step: number
}

/**
 * Widest values worth printing for a quantity in its unit, and the least difference that is not noise. Limits
 * of what is compatible with life and of what instruments read; generous textbook values, not reference ranges.
 */
const bounds: readonly { readonly name: RegExp; readonly unit: RegExp; readonly bounds: Bounds }[] = [
  {
    name: /temperature/i,
    unit: /^(?:°?\s?c|cel|celsius|degc|℃)/i,
    bounds: { low: 34, high: 41.5, step: 0.6 },
  },
  { name: /temperature/i, unit: /f/i, bounds: { low: 94, high: 106, step: 1.2 } },
  { name: /\bph\b/i, unit: /^$/, bounds: { low: 6.9, high: 7.7, step: 0.06 } },
  { name: /oxygen saturation|spo2|sao2|saturation/i, unit: /%/, bounds: { low: 70, high: 100, step: 3 } },
  { name: /heart rate|pulse/i, unit: /./, bounds: { low: 38, high: 190, step: 8 } },
  { name: /respiratory rate|respiration/i, unit: /./, bounds: { low: 8, high: 48, step: 4 } },
  { name: /systolic/i, unit: /mm/i, bounds: { low: 70, high: 230, step: 10 } },
  { name: /diastolic/i, unit: /mm/i, bounds: { low: 36, high: 130, step: 8 } },
  { name: /sodium/i, unit: /m(?:mol|eq)/i, bounds: { low: 112, high: 165, step: 4 } },
  { name: /potassium/i, unit: /m(?:mol|eq)/i, bounds: { low: 2.2, high: 7.2, step: 0.4 } },
  { name: /chloride/i, unit: /m(?:mol|eq)/i, bounds: { low: 80, high: 125, step: 4 } },
  { name: /bicarbonate|carbon dioxide|hco3/i, unit: /m(?:mol|eq)/i, bounds: { low: 8, high: 42, step: 3 } },
  { name: /calcium/i, unit: /mg/i, bounds: { low: 6, high: 15, step: 0.6 } },
  { name: /ha?emoglobin(?! a1c)/i, unit: /g\/d/i, bounds: { low: 4.5, high: 18.5, step: 0.9 } },
  { name: /ha?emoglobin a1c|hba1c|a1c/i, unit: /%|^$/, bounds: { low: 4.6, high: 14, step: 0.6 } },
  { name: /ejection fraction|lvef/i, unit: /%|^$/, bounds: { low: 10, high: 75, step: 5 } },
  { name: /ha?ematocrit/i, unit: /%/, bounds: { low: 14, high: 62, step: 4 } },
  { name: /\bage\b/i, unit: /./, bounds: { low: 1, high: 100, step: 2 } },
  { name: /bmi|body mass index/i, unit: /./, bounds: { low: 15, high: 50, step: 2 } },
  { name: /coagulation factor|factor (?:[ivx]+|\d+)\b/i, unit: /%/, bounds: { low: 5, high: 190, step: 12 } },
  { name: /birth weight/i, unit: /^g/i, bounds: { low: 1500, high: 4900, step: 250 } },
  { name: /birth weight/i, unit: /^k/i, bounds: { low: 1.5, high: 4.9, step: 0.25 } },
  {
    name: /corpuscular hemoglobin concentration|mchc/i,
    unit: /g\/d/i,
    bounds: { low: 26, high: 38, step: 1 },
  },
  { name: /corpuscular hemoglobin|mch/i, unit: /pg/i, bounds: { low: 18, high: 40, step: 1.5 } },
  { name: /corpuscular volume|mcv/i, unit: /fl/i, bounds: { low: 58, high: 125, step: 4 } },
  { name: /distribution width|rdw/i, unit: /fl/i, bounds: { low: 33, high: 72, step: 3 } },
  { name: /distribution width|rdw/i, unit: /%/i, bounds: { low: 10, high: 28, step: 1 } },
  { name: /platelet (?:mean )?volume|mpv/i, unit: /fl/i, bounds: { low: 6, high: 16, step: 1 } },
  {
    name: /(?:red blood cell|erythrocyte)s?(?: count)?$/i,
    unit: /./,
    bounds: { low: 1.8, high: 7.4, step: 0.4 },
  },
  { name: /albumin/i, unit: /g\/d/i, bounds: { low: 1.2, high: 5.4, step: 0.4 } },
  { name: /inr/i, unit: /^$/, bounds: { low: 0.8, high: 9, step: 0.4 } },
]

/** Measures of a body, which do not halve or double from one patient of an age to the next. */
const bodily = /\b(?:weight|height|length|body mass index|bmi)\b/i

function boundsOf(name: string, unit: string, gold: number): Bounds {
  const { low, high, step } = widestBounds(name, unit, gold)
  return bodily.test(name)
    ? { low: Math.max(low, gold * 0.7), high: Math.min(high, gold * 1.4), step: Math.min(step, gold * 0.06) }
    : { low, high, step }
}

function widestBounds(name: string, unit: string, gold: number): Bounds {
  const known = bounds.find((entry) => entry.name.test(name) && entry.unit.test(unit))
  if (known !== undefined && gold >= known.bounds.low && gold <= known.bounds.high) return known.bounds
  const high = /%/.test(unit) && gold <= 100 ? 100 : Number.POSITIVE_INFINITY
  return { low: 0, high, step: Math.abs(gold) * 0.12 }
}

export interface NumberWanted {
  readonly name: string
  readonly unit: string
  readonly gold: number
  /** Decimals of the gold's text. */
  readonly decimals: number
  /** Other real values of the same unit, best first. */
  readonly real: readonly number[]
  /** Values the shown turns state for the same subject: never offered. */
  readonly taken: readonly number[]
}

/**
 * Up to five wrong values as numbers. How many lie below the gold is drawn at random, so that the gold's rank
 * among the options tells nothing. Empty where fewer than three can be found.
 */
export function plausibleNumbers(wanted: NumberWanted, random: Random): number[] {
  const { gold, decimals } = wanted
  const limit = boundsOf(wanted.name, wanted.unit, gold)
  const unit = 10 ** -decimals
  const least = Math.max(limit.step, unit)
  const chosen: number[] = []
  const fits = (value: number): boolean =>
    value > 0 === gold > 0 &&
    value >= limit.low &&
    value <= limit.high &&
    [...wanted.taken, gold, ...chosen].every((other) => Math.abs(other - value) >= least * 0.999)
  const rounded = (value: number): number =>
    Number((Math.round(value / unit) * unit).toFixed(Math.max(0, decimals)))

  let below = random.below(6)
  let above = 5 - below
  const take = (value: number): boolean => {
    const side = value < gold ? below : above
    if (side <= 0 || !fits(value)) return false
    if (value < gold) below--
    else above--
    chosen.push(value)
    return true
  }
  for (const value of wanted.real) {
    if (value === rounded(value) && value >= gold * 0.4 && value <= gold * 2.5) take(value)
  }
  for (let attempt = 0; attempt < 80 && chosen.length < 5; attempt++) {
    const far = 1 + random.next() * (attempt < 40 ? 3 : 8)
    const direction = above <= 0 || (below > 0 && random.below(2) === 0) ? -1 : 1
    take(rounded(gold + direction * far * least * (1 + random.next())))
    if (attempt === 50) {
      // One side has no room left (a saturation of 99 %): the other takes the rest.
      below = above = below + above
    }
  }
  return chosen.length < 3 ? [] : chosen.slice(0, 5)
}

/**
 * Numbers that a series of values could also hold: each at least one step from all that are stated and no further
 * than two and a half steps outside them, so that none stands out as the invented one.
 */
export function numbersBeside(
  { name, unit, gold, decimals, taken }: Omit<NumberWanted, 'real'>,
  random: Random,
): number[] {
  const limit = boundsOf(name, unit, gold)
  const stated = [gold, ...taken]
  const [least, most] = [Math.min(...stated), Math.max(...stated)]
  const step = Math.max(limit.step, 10 ** -decimals)
  const room = most - least + 5 * step
  const fitting = Array.from({ length: 40 }, () =>
    Number((least - 2.5 * step + random.next() * room).toFixed(decimals)),
  ).filter(
    (value) =>
      value > 0 &&
      value >= limit.low &&
      value <= limit.high &&
      stated.every((other) => Math.abs(other - value) >= step * 0.999),
  )
  return [...new Set(fitting)]
}

/** Other blood pressures for "118/74": both parts moved, pulse pressure kept between 20 and 90. */
export function plausiblePressures(gold: string, random: Random): string[] {
  const parts = /^(\d{2,3})\/(\d{2,3})$/.exec(gold)
  if (parts === null) return []
  const [systolic, diastolic] = [Number(parts[1]), Number(parts[2])]
  const result: string[] = []
  const used = [systolic]
  let below = random.below(6)
  let above = 5 - below
  for (let attempt = 0; attempt < 120 && result.length < 5; attempt++) {
    const up = below <= 0 || (above > 0 && random.below(2) === 0)
    const shift = 8 + random.below(32)
    const top = systolic + (up ? shift : -shift)
    const bottom = diastolic + Math.round((up ? shift : -shift) * (0.3 + 0.5 * random.next()))
    const pulse = top - bottom
    const fits = top >= 70 && top <= 230 && bottom >= 36 && bottom <= 130 && pulse >= 20 && pulse <= 90
    if (attempt === 60) below = above = 5
    if (!fits || used.some((value) => Math.abs(value - top) < 6)) continue
    if (top < systolic) below--
    else above--
    used.push(top)
    result.push(`${top}/${bottom}`)
  }
  return result.length < 3 ? [] : result
}

/** Strengths that tablets and infusions come in: multiples of the right dose that a prescriber could write. */
export function plausibleDoses(gold: number, random: Random): number[] {
  const doses = [0.25, 0.5, 1.5, 2, 3]
    .map((factor) => gold * factor)
    .filter((dose) => dose > 0 && Number(dose.toPrecision(2)) === dose)
  return random.sample(doses, 5)
}
