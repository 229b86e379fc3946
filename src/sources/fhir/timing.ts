// How often: FHIR's Timing and Dosage as prescriptions say it, "twice daily", "every 6 hours as needed".
import { at, numberAt, objectsAt, textAt, type Json, type JsonObject } from '../json.ts'
import { conceptText } from './resource.ts'

const units: Readonly<Record<string, string>> = {
  s: 'second',
  min: 'minute',
  h: 'hour',
  d: 'day',
  wk: 'week',
  mo: 'month',
  a: 'year',
}
const times = ['', 'once', 'twice', 'three times', 'four times', 'five times', 'six times']
const perUnit: Readonly<Record<string, string>> = { d: 'daily', wk: 'weekly', mo: 'monthly', a: 'yearly' }
/** HL7 v3 GTSAbbreviation and EventTiming, those in use. */
const abbreviations: Readonly<Record<string, string>> = {
  QD: 'once daily',
  BID: 'twice daily',
  TID: 'three times daily',
  QID: 'four times daily',
  QOD: 'every other day',
  Q4H: 'every 4 hours',
  Q6H: 'every 6 hours',
  Q8H: 'every 8 hours',
  AM: 'every morning',
  PM: 'every afternoon',
  BED: 'at bedtime',
  HS: 'at bedtime',
  MORN: 'in the morning',
  EVE: 'in the evening',
  NIGHT: 'at night',
  AC: 'before meals',
  PC: 'after meals',
}

/** The frequency of a Dosage element; undefined where it says none. */
export function readFrequency(dosage: JsonObject): string | undefined {
  const repeat = at(dosage, 'timing', 'repeat')
  const code = textAt(dosage, 'timing', 'code', 'coding', 0, 'code')
  const spoken =
    (code !== undefined ? abbreviations[code] : undefined) ?? textAt(dosage, 'timing', 'code', 'text')
  const when = objectList(at(repeat, 'when')).map((event) => abbreviations[event] ?? undefined)
  const parts = [rate(repeat) ?? spoken, ...when, asNeeded(dosage), limit(repeat)].filter(
    (part) => part !== undefined,
  )
  return parts.length === 0 ? undefined : parts.join(' ')
}

function rate(repeat: Json | undefined): string | undefined {
  const period = numberAt(repeat, 'period')
  const unit = textAt(repeat, 'periodUnit') ?? ''
  const word = units[unit]
  if (period === undefined || period <= 0 || word === undefined) return undefined
  const frequency = numberAt(repeat, 'frequency') ?? 1
  const most = numberAt(repeat, 'frequencyMax')
  const longest = numberAt(repeat, 'periodMax')
  const every = longest === undefined ? plural(period, word) : `${period} to ${plural(longest, word)}`
  if (most !== undefined)
    return `${frequency} to ${most} times ${period === 1 ? (perUnit[unit] ?? `every ${word}`) : `every ${every}`}`
  const daily = perUnit[unit]
  if (period === 1 && longest === undefined && daily !== undefined)
    return `${times[frequency] ?? `${frequency} times`} ${daily}`
  if (frequency === 1) return period === 1 && longest === undefined ? `every ${word}` : `every ${every}`
  return `${times[frequency] ?? `${frequency} times`} every ${every}`
}

function asNeeded(dosage: JsonObject): string | undefined {
  const reason = conceptText(at(dosage, 'asNeededCodeableConcept'))
  if (reason !== undefined) return `as needed for ${reason.toLowerCase()}`
  return at(dosage, 'asNeededBoolean') === true ? 'as needed' : undefined
}

function limit(repeat: Json | undefined): string | undefined {
  const value = numberAt(repeat, 'boundsDuration', 'value')
  const unit =
    textAt(repeat, 'boundsDuration', 'unit') ?? units[textAt(repeat, 'boundsDuration', 'code') ?? '']
  return value === undefined || unit === undefined
    ? undefined
    : `for ${plural(value, unit.replace(/s$/, ''))}`
}

/** "1 tablet", "2 tablets". */
export function plural(count: number, word: string): string {
  return count === 1 || !/[a-z]{3}$/i.test(word) || word.endsWith('s')
    ? `${count} ${word}`
    : `${count} ${word}s`
}

function objectList(value: Json | undefined): string[] {
  return (Array.isArray(value) ? value : []).filter((item: Json): item is string => typeof item === 'string')
}

/** The dosage elements of a medication resource. */
export function dosagesOf(resource: JsonObject): readonly JsonObject[] {
  const request = objectsAt(resource, 'dosageInstruction')
  return request.length > 0 ? request : objectsAt(resource, 'dosage')
}
