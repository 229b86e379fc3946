// Expressions of time in a sentence, and which of them tells when a statement holds. `day` is given only
// where the words count from admission, the one zero that prose names; hospital day 1 is day 0.
import type { Time } from '../records/statement.ts'

export interface TimeSpan {
  readonly start: number
  readonly end: number
  readonly time: Time
}

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const count =
  '(?:\\d{1,3}(?:\\.\\d)?(?:\\s?(?:-|–|to|or)\\s?\\d{1,3})?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|few|a couple of)'
const unit = '(?:minutes?|hours?|hrs?|days?|nights?|weeks?|months?|years?)'

const patterns: readonly RegExp[] = [
  new RegExp(
    `\\b(?:on\\s+)?(?:hospital|admission|postoperative|post-operative|postpartum|illness)?\\s?day\\s(?:#\\s?)?\\d{1,3}(?:\\s(?:of|after|post|following)\\s(?:the\\s)?(?:hospitali[sz]ation|admission|illness|surgery|operation|hospital stay|treatment|life))?\\b`,
    'gi',
  ),
  new RegExp(
    `\\b(?:on|in|since|until|by|from)?\\s?(?:the\\s)?\\d{1,2}(?:st|nd|rd|th)?(?:\\sof)?\\s${month}\\.?,?\\s\\d{4}\\b`,
    'gi',
  ),
  new RegExp(
    `\\b(?:on|in|since|until|by|from)?\\s?${month}\\.?\\s\\d{1,2}(?:st|nd|rd|th)?,?\\s(?:19|20)\\d{2}\\b`,
    'gi',
  ),
  new RegExp(
    `\\b(?:on|in|since|until|by|from)\\s(?:early\\s|late\\s|mid-?)?${month}\\.?,?(?:\\sof)?\\s(?:19|20)\\d{2}\\b`,
    'gi',
  ),
  /\b(?:19|20)\d{2}-\d{2}-\d{2}\b/g,
  /\b(?:on\s)?\d{1,2}\/\d{1,2}\/(?:\d{4}|\d{2})\b/g,
  /\b(?:in|since|until|from|during)\s(?:early\s|late\s)?(?:19|20)\d{2}\b/gi,
  /\bat\s(?:approximately\s|about\s|around\s)?\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?/gi,
  new RegExp(
    `\\b(?:about\\s|approximately\\s|around\\s|nearly\\s)?${count}[\\s-]${unit}\\s(?:before|prior to|after|following|since|post)\\s(?:the\\s|his\\s|her\\s|hospital\\s|initial\\s)*(?:admission|hospitali[sz]ation|presentation|discharge|surgery|operation|birth|delivery|onset|procedure|transplantation|treatment|diagnosis|exposure|injury|accident)\\b`,
    'gi',
  ),
  new RegExp(
    `\\b(?:about\\s|approximately\\s|around\\s|nearly\\s|some\\s)?${count}[\\s-]${unit}\\s(?:ago|later|earlier|previously|prior|before|after(?:wards?)?|thereafter)\\b`,
    'gi',
  ),
  new RegExp(
    `\\b(?:for|over|during|in|within)\\s(?:the\\s)?(?:last|past|previous|preceding)\\s(?:${count}\\s)?${unit}\\b`,
    'gi',
  ),
  new RegExp(
    `\\b(?:after|for|within)\\s(?:about\\s|approximately\\s|nearly\\s|the\\s)?${count}[\\s-]${unit}(?:\\sof\\s(?:treatment|therapy|admission|follow-up|birth))?\\b`,
    'gi',
  ),
  new RegExp(`\\b${count}[\\s-]${unit}(?=\\s(?:history|duration))`, 'gi'),
  new RegExp(
    `\\b(?:at|from|since)\\s(?:the\\s)?age\\s(?:of\\s)?${count}(?:\\s${unit})?\\b|\\bat\\s${count}\\s(?:months?|years?)\\sof\\sage\\b|\\bat\\s\\d{1,2}\\sweeks?(?:['’])?\\s(?:of\\s)?gestation(?:al age)?\\b`,
    'gi',
  ),
  /\b(?:on|at|upon|since)\s(?:the time of\s|the day of\s|hospital\s|initial\s)*(?:admission|arrival|presentation|discharge|birth|follow-up|diagnosis)\b/gi,
  /\b(?:the (?:next|following) (?:day|morning|week)|the (?:previous|same) (?:day|night)|last (?:night|week|month|year)|this morning|yesterday|today)\b/gi,
]

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The expressions of time in text[start, end), in order, without overlaps. */
export function timesOf(text: string, start: number, end: number): TimeSpan[] {
  const sentence = text.slice(start, end)
  const spans: TimeSpan[] = []
  for (const pattern of patterns) {
    for (const match of sentence.matchAll(pattern)) {
      const lead = match[0].length - match[0].trimStart().length
      const from = start + match.index + lead
      const to = start + match.index + match[0].length
      if (spans.some((span) => span.start < to && from < span.end)) continue
      spans.push({ start: from, end: to, time: timeOf(text.slice(from, to)) })
    }
  }
  return spans.sort((a, b) => a.start - b.start)
}

function timeOf(text: string): Time {
  const date = dateOf(text)
  const day = dayOf(text)
  return { text, ...(date === undefined ? {} : { date }), ...(day === undefined ? {} : { day }) }
}

/** ISO 8601 date of a complete, unambiguous date. "03/04/2019" is not one: which is the month? */
function dateOf(text: string): string | undefined {
  const iso = /\d{4}-\d{2}-\d{2}/.exec(text)?.[0]
  if (iso !== undefined) return isDate(iso) ? iso : undefined
  const year = /\b(?:19|20)\d{2}\b/.exec(text)?.[0]
  const name = /[a-z]{3,}/gi
  const index = (text.match(name) ?? [])
    .map((word) => months.indexOf(word.slice(0, 3).toLowerCase()))
    .find((i) => i >= 0)
  const day = /\b(\d{1,2})(?:st|nd|rd|th)?\b/.exec(text)?.[1]
  if (year === undefined || index === undefined || day === undefined) return undefined
  const composed = `${year}-${String(index + 1).padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDate(composed) ? composed : undefined
}

function isDate(iso: string): boolean {
  const parsed = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso)
}

/** Days from admission, where the words say exactly that. */
function dayOf(text: string): number | undefined {
  if (/^(?:on|at|upon)\s(?:the time of |the day of |hospital )*admission$/i.test(text)) return 0
  const hospital =
    /(?:hospital|admission)\sday\s(?:#\s?)?(\d{1,3})$|day\s(\d{1,3})\sof\s(?:the\s)?(?:hospitali[sz]ation|admission|hospital stay)$/i.exec(
      text,
    )
  if (hospital !== null) {
    const number = Number(hospital[1] ?? hospital[2])
    return number > 0 ? number - 1 : undefined
  }
  const counted =
    /^(\S+)[\s-](days?|weeks?)\s(before|prior to|after|following)\s(?:the\s|his\s|her\s|hospital\s)*(?:admission|hospitali[sz]ation)$/i.exec(
      text,
    )
  if (counted === null) return undefined
  const words = [
    'zero',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
  ]
  const written = (counted[1] as string).toLowerCase()
  const amount = /^\d+$/.test(written) ? Number(written) : written === 'a' ? 1 : words.indexOf(written)
  if (amount < 0) return undefined
  const days = amount * (/^week/i.test(counted[2] as string) ? 7 : 1)
  return /before|prior/i.test(counted[3] as string) ? -days : days
}

/**
 * The time of what stands at text[start, end): an expression inside it or right after it; else the nearest
 * one before it, unless the sentence has turned to something else; else the only one after it in its clause.
 * A duration ("for 6 years") belongs to what it follows, unless it opens the sentence.
 * @param opening where the sentence begins
 */
export function timeFor(
  times: readonly TimeSpan[],
  text: string,
  start: number,
  end: number,
  opening = 0,
): Time | undefined {
  const inside = times.find((span) => span.start >= start && span.end <= end)
  if (inside !== undefined) return inside.time
  const next = times.find((span) => span.start >= end)
  if (next !== undefined && /^\s?$/.test(text.slice(end, next.start))) return next.time
  const preceding = times.findLast(
    (span) => span.end <= start && (!isDuration(span) || span.start - opening < 4),
  )
  if (preceding !== undefined) {
    const between = text.slice(preceding.end, start)
    if (between.length > 160) return undefined
    // "had an infarction 6 months ago, diabetes"; "6 months after a scan"
    if (preceding.start - opening > 3 && /,|\band\b/.test(between)) return undefined
    if (
      /\b(?:before|after|prior)$/i.test(preceding.time.text) &&
      /^\s(?:to\s)?(?:an?|the|his|her)\s/i.test(between)
    )
      return undefined
    const turned =
      /\b(?:but|however|because|so|known|prior to|before|after|while|since|if|will|when)\b|\bhistory of\b|\bwho (?:was|had|is)\b|\bfor (?:a |an |the )?(?:consideration|evaluation|refill|follow)/i
    return turned.test(between.replace(/^\s*history of/i, '')) ? undefined : preceding.time
  }
  if (next === undefined || times.length > 1) return undefined
  const between = text.slice(end, next.start)
  if (/\b(?:before|after|prior)$/i.test(next.time.text)) return undefined
  return between.length < 60 && !/[,;:]|\b(?:and|but|who|which|followed)\b/i.test(between)
    ? next.time
    : undefined
}

function isDuration(span: TimeSpan): boolean {
  return /^(?:for|over|within)\b/i.test(span.time.text)
}
