// Drafts of entries, and how they become entries: one readable line that says what the fields say. The
// line is made here from the fields, so that a value and its evidence cannot disagree.
import { capital } from '../kit/capital.ts'
import type { Entry, Statement, Time } from '../records/statement.ts'

/** A statement under its resource id; what is left out is the common case (affirmed, of the patient, certain). */
export type EntryDraft = { readonly [K in keyof Statement]?: Statement[K] | undefined } & {
  readonly kind: Statement['kind']
  readonly name: string
  readonly resource: string
  /** The whole line without its time, where the fields alone do not make a good one. */
  readonly line?: string | undefined
  /** More for the end of the line: "supply 30 days". */
  readonly details?: readonly (string | undefined)[] | undefined
}

/** The same object without the keys whose value is undefined. */
export function defined<T extends object>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T
}

/** The entry of a draft: its line is `line (time)`. */
export function createEntry(draft: EntryDraft): Entry {
  const { line: _, details: __, ...fields } = draft
  const line = lineOf(draft)
  return defined<Entry>({
    ...fields,
    name: oneLine(draft.name),
    value: typeof draft.value === 'string' ? oneLine(draft.value) : draft.value,
    negated: draft.negated ?? false,
    experiencer: draft.experiencer ?? 'patient',
    certainty: draft.certainty ?? 'certain',
    text: oneLine(draft.time === undefined ? line : `${line} (${draft.time.text})`),
  })
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** The line of a draft without its time: "Potassium 5.2 mmol/L, high, reference 3.5–5.1 mmol/L". */
export function lineOf(draft: EntryDraft): string {
  if (draft.line !== undefined)
    return capital([draft.line, ...(draft.details ?? [])].filter(isText).join(', '))
  const hedge = draft.certainty === 'possible' ? 'possible ' : ''
  const head = draft.negated === true ? `no ${hedge}${draft.name}` : `${hedge}${draft.name}`
  const parts = [
    `${head}${valuePart(draft)}`,
    draft.interpretation === undefined || draft.interpretation === 'normal'
      ? undefined
      : draft.interpretation,
    rangePart(draft),
    draft.status,
    draft.reason === undefined ? undefined : `for ${draft.reason}`,
    ...(draft.details ?? []),
  ]
  return capital(parts.filter(isText).join(', '))
}

/** "5.2 mmol/L", "38 %", "3/10", "> 120 mg/L"; undefined without a value. */
export function valueText(draft: Pick<EntryDraft, 'value' | 'unit' | 'comparator'>): string | undefined {
  if (draft.value === undefined) return undefined
  const number = draft.comparator === undefined ? `${draft.value}` : `${draft.comparator} ${draft.value}`
  if (draft.unit === undefined) return number
  if (draft.unit.startsWith('/')) return `${number}${draft.unit}`
  // "9 ×10^3/uL": without the sign two numbers would stand side by side.
  return draft.unit.startsWith('10^') ? `${number} ×${draft.unit}` : `${number} ${draft.unit}`
}

/** "3.5–5.1", "≤ 5"; undefined without bounds. */
export function rangeText(range: Statement['range']): string | undefined {
  if (range === undefined) return undefined
  if (range.low !== undefined && range.high !== undefined) return `${range.low}–${range.high}`
  // The source's own words tell "below" from "up to".
  if (range.text !== undefined) return range.text
  if (range.high !== undefined) return `≤ ${range.high}`
  return range.low === undefined ? undefined : `≥ ${range.low}`
}

/** A time that has only a date or date-time; the zero of days is added later. */
export function timeOf(text: string, date?: string, day?: number): Time {
  return defined<Time>({ text, date, day })
}

function valuePart(draft: EntryDraft): string {
  const text = valueText(draft)
  if (text === undefined) return ''
  // "Blood pressure 118/74 mmHg" but "Tobacco smoking status: never smoker".
  return /^(?:[<>~]=? )?-?\d/.test(text) || draft.comparator !== undefined ? ` ${text}` : `: ${text}`
}

function rangePart(draft: EntryDraft): string | undefined {
  const text = rangeText(draft.range)
  if (text === undefined) return undefined
  // Words of the source may hold the unit already.
  if (text === draft.range?.text || draft.unit === undefined || draft.unit.startsWith('/'))
    return `reference ${text}`
  return `reference ${text} ${draft.unit.startsWith('10^') ? '×' : ''}${draft.unit}`
}

function isText(part: string | undefined): part is string {
  return part !== undefined && part !== ''
}
