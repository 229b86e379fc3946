// A quantity: a number that a report shows, with where it comes from, so that every figure can be walked
// back to a field of a file. What is computed says from what; anything else is read, never retyped.
import { Failure } from '../kit/errors.ts'

/** Where a number comes from. Files are relative to the folder of the report. */
export type Origin =
  /** A field of a JSON file, as an RFC 6901 pointer; a JSONL file counts as the array of its lines. */
  | { readonly kind: 'field'; readonly file: string; readonly field: string }
  /** The number of lines of a JSONL file whose fields (pointers) have these values; null: absent or null. */
  | { readonly kind: 'lines'; readonly file: string; readonly where: Readonly<Record<string, string | null>> }
  /** How many members of the object at `field` have a number above 0 at the pointer `of`. */
  | { readonly kind: 'positive'; readonly file: string; readonly field: string; readonly of: string }
  /** A number printed in the paper, kept in a file of src/taxonomy/paper/. */
  | { readonly kind: 'paper'; readonly place: string; readonly file: string; readonly field: string }
  | { readonly kind: 'sum'; readonly of: readonly Origin[] }
  | { readonly kind: 'share'; readonly part: Origin; readonly whole: Origin }
  /** Mean; weighted where weights are given. */
  | { readonly kind: 'mean'; readonly of: readonly Origin[]; readonly weights?: readonly Origin[] }

/**
 * How it is printed: count 1,234; mean 33.3; score 0.72; share 0.123 → "12.3 %", below 0.0005 "< 0.1 %";
 * hundredths 0.123 → "12.3", under a heading that says %; percent 12.3 → "12.3", as the paper has it;
 * points 0.123 → "+12.3"; probability 0.0312 → "0.031", below 0.0005 "< 0.001"; plain 7.
 */
export type Unit =
  | 'count'
  | 'mean'
  | 'score'
  | 'share'
  | 'hundredths'
  | 'percent'
  | 'points'
  | 'probability'
  | 'plain'

export interface Quantity {
  /** Null where the file says null: there was nothing to measure. */
  readonly value: number | null
  readonly unit: Unit
  readonly origin: Origin
}

/** A parsed file that quantities are read from. `place` is set for the paper's numbers. */
export interface SourceFile {
  readonly file: string
  readonly content: unknown
  readonly place?: string
}

export type Path = readonly (string | number)[]

/** The number at `path`; throws a Failure that names file and field when there is none. */
export function quantity(source: SourceFile, path: Path, unit: Unit): Quantity {
  const value = valueAt(source.content, path)
  const field = pointer(path)
  if (value !== null && (typeof value !== 'number' || !Number.isFinite(value))) {
    throw new Failure({
      subject: source.file,
      place: `field ${field}`,
      what: 'is no number.',
      remedy: 'The file was written by another version or is damaged; make it again.',
    })
  }
  const { file, place } = source
  const origin: Origin =
    place === undefined ? { kind: 'field', file, field } : { kind: 'paper', place, file, field }
  return { value, unit, origin }
}

export function sum(parts: readonly Quantity[]): Quantity {
  const value = parts.reduce((total, part) => total + (part.value ?? 0), 0)
  return { value, unit: 'count', origin: { kind: 'sum', of: parts.map((part) => part.origin) } }
}

/** part / whole; null when the whole is 0. */
export function share(part: Quantity, whole: Quantity): Quantity {
  const value = part.value === null || !whole.value ? null : part.value / whole.value
  return { value, unit: 'share', origin: { kind: 'share', part: part.origin, whole: whole.origin } }
}

/** The mean of those that are not null; null when none is. */
export function mean(values: readonly Quantity[], unit: Unit, weights?: readonly Quantity[]): Quantity {
  const weightOf = (index: number): number => (weights === undefined ? 1 : (weights[index]?.value ?? 0))
  let total = 0
  let weight = 0
  values.forEach(({ value }, index) => {
    if (value === null) return
    total += value * weightOf(index)
    weight += weightOf(index)
  })
  const of = values.map(({ origin }) => origin)
  const weighted = weights === undefined ? {} : { weights: weights.map(({ origin }) => origin) }
  return { value: weight === 0 ? null : total / weight, unit, origin: { kind: 'mean', of, ...weighted } }
}

export function pointer(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

export function valueAt(content: unknown, path: Path): unknown {
  let value = content
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string | number, unknown>)[key]
  }
  return value
}

/** As printed; "–" where there is nothing. A minus is a minus sign, thousands have commas, in any locale. */
export function printed({ value, unit }: Quantity): string {
  if (value === null) return '–'
  if (unit === 'plain') return String(value)
  if (unit === 'count') return grouped(value, Number.isInteger(value) ? 0 : 1)
  if (unit === 'mean' || unit === 'percent') return grouped(value, 1)
  if (unit === 'score') return grouped(value, 2)
  if (unit === 'probability') return value < 0.0005 ? '<\u202F0.001' : grouped(value, 3)
  if (unit === 'share' && value > 0 && value < 0.0005) return '<\u202F0.1\u202F%'
  if (unit === 'share') return `${grouped(100 * value, 1)}\u202F%`
  const text = grouped(100 * value, 1)
  return unit === 'points' && value > 0 && text !== '0.0' ? `+${text}` : text
}

function grouped(value: number, digits: number): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(digits).split('.')
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`)
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}
