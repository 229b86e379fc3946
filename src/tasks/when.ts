// Times of facts: in words a clinician would use, and as an interval that tells which of two came first.
// An imprecise time ("age 18 years", "2012-04", "childhood onset") is a wide interval: two facts are only
// in order when their intervals do not touch.
import type { Time } from '../records/statement.ts'

/** Half-open, on one of two axes that must not be compared with each other. */
export interface Interval {
  readonly axis: 'calendar' | 'case'
  /** Days. */
  readonly from: number
  readonly until: number
}

const dayMilliseconds = 86_400_000
const year = 365.25

/** Onset classes of the Human Phenotype Ontology (HP:0003674), in days of life. */
const onsetClasses: Readonly<Record<string, readonly [number, number, string]>> = {
  'antenatal onset': [-280, 0, 'before birth'],
  'congenital onset': [0, 1, 'at birth'],
  'neonatal onset': [0, 28, 'in the neonatal period'],
  'infantile onset': [28, year, 'in infancy'],
  'childhood onset': [year, 5 * year, 'in childhood'],
  'juvenile onset': [5 * year, 15 * year, 'in the juvenile years'],
  'young adult onset': [16 * year, 40 * year, 'in young adulthood'],
  'middle age onset': [40 * year, 60 * year, 'in middle age'],
  'late onset': [60 * year, 130 * year, 'in late adulthood'],
}

const durationPattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?$/

/** The interval of a time; undefined where nothing certain can be said. */
export function intervalOf(time: Time | undefined): Interval | undefined {
  if (time === undefined) return undefined
  const date = time.date ?? (/^\d{4}(-\d\d){0,2}/.test(time.text) ? time.text : undefined)
  if (date !== undefined) {
    const interval = calendarInterval(date)
    if (interval !== undefined) return interval
  }
  const onset = onsetClasses[time.text.trim().toLowerCase()]
  if (onset !== undefined) return { axis: 'case', from: onset[0], until: onset[1] }
  const duration = durationPattern.exec(time.text)
  if (duration !== null && time.text.length > 1) {
    const [years, months, weeks, days] = duration
      .slice(1)
      .map((part) => (part === undefined ? 0 : Number(part)))
    const from = (years ?? 0) * year + (months ?? 0) * 30.4375 + (weeks ?? 0) * 7 + (days ?? 0)
    const width = duration[4] ? 1 : duration[3] ? 7 : duration[2] ? 30.4375 : year
    return { axis: 'case', from, until: from + width }
  }
  if (time.day === undefined) return undefined
  return { axis: 'case', from: time.day, until: time.day + precisionOf(time.text) }
}

/** Whether the first surely lies before the second. */
export function surelyBefore(a: Interval | undefined, b: Interval | undefined): boolean {
  if (a === undefined || b === undefined || a.axis !== b.axis) return false
  return a.until <= b.from + 1e-9 && a.from < b.from
}

function calendarInterval(date: string): Interval | undefined {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(date)
  if (parts === null) return undefined
  const [, yearText, monthText, dayText] = parts
  const month = monthText === undefined ? 0 : Number(monthText) - 1
  const from =
    Date.UTC(Number(yearText), month, dayText === undefined ? 1 : Number(dayText)) / dayMilliseconds
  if (dayText !== undefined) return { axis: 'calendar', from, until: from + 1 }
  const end =
    monthText === undefined ? Date.UTC(Number(yearText) + 1, 0, 1) : Date.UTC(Number(yearText), month + 1, 1)
  return { axis: 'calendar', from, until: end / dayMilliseconds }
}

/** How many days wide a relative time in words is: "after 3 weeks" may be a week off. */
function precisionOf(text: string): number {
  if (/\byears?\b/i.test(text)) return year
  if (/\bmonths?\b/i.test(text)) return 31
  if (/\bweeks?\b/i.test(text)) return 7
  return 1
}

const monthNames =
  'January February March April May June July August September October November December'.split(' ')

/**
 * The time as an adverbial: "on 3 April 2012", "at the age of 19 years", "on hospital day 3". Undefined where
 * its text would not read as one.
 */
export function whenText(time: Time | undefined): string | undefined {
  if (time === undefined) return undefined
  const text = time.text.trim()
  const date = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(time.date ?? text)
  if (date !== null && (time.date === undefined || /^\d{4}/.test(text) || text === '')) {
    const month = date[2] === undefined ? '' : `${monthNames[Number(date[2]) - 1] ?? ''} `
    return date[3] === undefined ? `in ${month}${date[1]}` : `on ${Number(date[3])} ${month}${date[1]}`
  }
  const onset = onsetClasses[text.toLowerCase()]
  if (onset !== undefined) return onset[2]
  const duration = durationPattern.exec(text)
  if (duration !== null && text.length > 1) {
    const parts = ['year', 'month', 'week', 'day'].flatMap((unit, index) => {
      const count = duration[index + 1]
      return count === undefined || Number(count) === 0
        ? []
        : [`${Number(count)} ${unit}${Number(count) === 1 ? '' : 's'}`]
    })
    return parts.length === 0 ? 'at birth' : `at the age of ${parts.join(' and ')}`
  }
  if (text.length > 45 || /[.;:()[\]"]/.test(text)) return undefined
  const first = text.split(' ')[0]?.toLowerCase() ?? ''
  const leads = 'on at after before during in within by until since upon prior from around'.split(' ')
  if (
    leads.includes(first) ||
    /\b(?:later|ago|earlier|before|after)$/i.test(text) ||
    first === 'today' ||
    first === 'yesterday'
  )
    return lowerFirst(text)
  if (/^(?:admission|presentation|discharge|baseline|follow-?up|arrival|birth)$/i.test(text))
    return `at ${text.toLowerCase()}`
  if (/^(?:hospital |postoperative |post-operative )?day \d+$/i.test(text)) return `on ${text.toLowerCase()}`
  if (/^(?:week|month) \d+$/i.test(text)) return `at ${text.toLowerCase()}`
  return undefined
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) &&
    !/^(?:January|February|March|April|May|June|July|August|September|October|November|December)/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text
}
