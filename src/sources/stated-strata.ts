// Age, sex and race where a text states them of its patient in so many words ("a 62-year-old white man").
// Nothing is inferred from names, pronouns or conditions; what is not stated is "unknown".
import { unknownStrata, type Strata } from '../records/case.ts'
import { patientIn } from './patient-words.ts'

/** Words by which notes state race or ethnicity, and the category of US Core for them. */
const raceWords: readonly (readonly [RegExp, string])[] = [
  [/\bafrican[- ]american\b|\bblack\b/i, 'Black or African American'],
  [/\bcaucasian\b|\bwhite\b/i, 'White'],
  [/\bhispanic\b|\blatin[oax]\b/i, 'Hispanic or Latino'],
  [/\basian\b/i, 'Asian'],
  [/\bnative american\b|\bamerican indian\b/i, 'American Indian or Alaska Native'],
]

/** The words between an age and the word for the sex: "-year-old right-handed Caucasian female". */
const phrase =
  /\b\d{1,3}[- ](?:year|month|week|day)s?[- ]old,?((?:[ -][A-Za-z/-]+){1,5}?)[ -](?:woman|female|girl|lady|man|male|boy|gentleman)\b/i

const perYear: Readonly<Record<string, number>> = { year: 1, month: 12, week: 52.18, day: 365.25 }

/** What the opening of a text (1,500 characters) states of one patient. */
export function statedStrata(text: string): Strata {
  const opening = text.slice(0, 1500).replace(/\s+/g, ' ')
  const { age, sex } = patientIn(opening)
  const between = sex === 'unknown' ? '' : (phrase.exec(opening)?.[1] ?? '')
  const race = raceWords.find(([pattern]) => pattern.test(between))?.[1] ?? 'unknown'
  return { ...unknownStrata, age, sex, race }
}

/** Years from a number and "year", "month", "week" or "day"; fractions below 2 years, to two places. */
export function ageOf(number: string | undefined, unit: string): Strata['age'] {
  const years = Number(number) / (perYear[unit] ?? Number.NaN)
  if (!Number.isFinite(years) || years < 0 || years > 130) return 'unknown'
  return years < 2 ? Math.round(years * 100) / 100 : Math.floor(years)
}

/** One group from two witnesses: they agree, or one is silent; otherwise "unknown". */
export function agreed<T extends string | number>(a: T, b: T): T | 'unknown' {
  if (a === 'unknown') return b
  return b === 'unknown' || a === b ? a : 'unknown'
}
