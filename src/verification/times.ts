// Which of two times comes first, read again from what facts carry: a day, an ISO date of any precision, an
// ISO age (P7Y3M) or one of HPO's onset terms. Nothing is guessed from prose; times that overlap are unknown.
import type { Time } from '../records/statement.ts'

export type Order = 'before' | 'after' | 'same' | 'unknown'

/** A stretch of days on the calendar or in the case's own count; `until` is exclusive. */
interface Stretch {
  readonly axis: 'calendar' | 'case'
  readonly from: number
  readonly until: number
}

const yearDays = 365.25
const monthDays = yearDays / 12

/** Onset classes of the Human Phenotype Ontology (HP:0003674 and below), in days of life. */
const onsets: Readonly<Record<string, readonly [number, number]>> = {
  'antenatal onset': [-280, 0],
  'embryonal onset': [-280, -210],
  'fetal onset': [-210, 0],
  'congenital onset': [0, 1],
  'neonatal onset': [0, 28],
  'infantile onset': [28, yearDays],
  'childhood onset': [yearDays, 5 * yearDays],
  'juvenile onset': [5 * yearDays, 16 * yearDays],
  'young adult onset': [16 * yearDays, 40 * yearDays],
  'middle age onset': [40 * yearDays, 60 * yearDays],
  'late onset': [60 * yearDays, 120 * yearDays],
}

/** How `a` stands to `b`. */
export function compareTimes(a: Time | undefined, b: Time | undefined): Order {
  const left = stretchOf(a)
  const right = stretchOf(b)
  if (left === undefined || right === undefined || left.axis !== right.axis) return 'unknown'
  if (left.from === right.from && left.until === right.until) return 'same'
  if (left.until <= right.from) return 'before'
  return right.until <= left.from ? 'after' : 'unknown'
}

function stretchOf(time: Time | undefined): Stretch | undefined {
  if (time === undefined) return undefined
  const iso =
    time.date ?? (/^\d{4}(?:-\d\d){1,2}(?:T|$)/.test(time.text.trim()) ? time.text.trim() : undefined)
  const calendar = iso === undefined ? undefined : calendarStretch(iso)
  if (calendar !== undefined) return calendar
  const text = time.text.trim().toLowerCase()
  const onset = onsets[text]
  if (onset !== undefined) return { axis: 'case', from: onset[0], until: onset[1] }
  const age = ageStretch(time.text.trim())
  if (age !== undefined) return age
  if (time.day === undefined) return undefined
  const width = /\byears?\b/.test(text)
    ? yearDays
    : /\bmonths?\b/.test(text)
      ? monthDays
      : /\bweeks?\b/.test(text)
        ? 7
        : 0.5
  return { axis: 'case', from: time.day, until: time.day + width }
}

function calendarStretch(iso: string): Stretch | undefined {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(T.+)?)?)?$/.exec(iso)
  if (parts === null) return undefined
  const day = 86_400_000
  if (parts[4] !== undefined) {
    const moment = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`)
    return Number.isNaN(moment)
      ? undefined
      : { axis: 'calendar', from: moment / day, until: moment / day + 1e-6 }
  }
  const [year, month, date] = [Number(parts[1]), Number(parts[2] ?? 1) - 1, Number(parts[3] ?? 1)]
  const from = Date.UTC(year, month, date) / day
  if (parts[3] !== undefined) return { axis: 'calendar', from, until: from + 1 }
  const next = parts[2] === undefined ? Date.UTC(year + 1, 0, 1) : Date.UTC(year, month + 1, 1)
  return { axis: 'calendar', from, until: next / day }
}

function ageStretch(text: string): Stretch | undefined {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?$/.exec(text)
  if (parts === null || text.length < 3) return undefined
  const [years, months, weeks, days] = parts.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ]
  const from = years * yearDays + months * monthDays + weeks * 7 + days
  const finest =
    parts[4] !== undefined ? 1 : parts[3] !== undefined ? 7 : parts[2] !== undefined ? monthDays : yearDays
  return { axis: 'case', from, until: from + finest }
}
