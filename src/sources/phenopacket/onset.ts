// When something began, as phenopackets give it: an age, a gestational age, or an onset class of the Human
// Phenotype Ontology. A class is a stretch of life, not a day, so it gets a day only where no other time of
// the same individual falls into that stretch: then its place in the order is certain.
// Intervals: HPO, definitions of the children of HP:0003674 "Onset" (hpo.jax.org). Days since birth; before
// birth counted back from a term birth of 40 weeks.
import { defined, type EntryDraft } from '../entry.ts'
import { at, isObject, numberAt, textAt, type Json } from '../json.ts'
import type { Time } from '../../records/statement.ts'

const year = 365.25
const term = 280

interface Stretch {
  /** The class's label in HPO, lower case. */
  readonly words: string
  readonly from: number
  /** The last day that still belongs to it. */
  readonly to: number
}

const classes: Readonly<Record<string, Stretch>> = {
  'HP:0030674': { words: 'antenatal onset', from: -term, to: -1 },
  'HP:0011460': { words: 'embryonal onset', from: -term, to: 69 - term },
  'HP:0011461': { words: 'fetal onset', from: 70 - term, to: -1 },
  'HP:0034199': { words: 'late first trimester onset', from: 77 - term, to: 97 - term },
  'HP:0034198': { words: 'second trimester onset', from: 98 - term, to: 195 - term },
  'HP:0034197': { words: 'third trimester onset', from: 196 - term, to: -1 },
  'HP:0003577': { words: 'congenital onset', from: 0, to: 0 },
  'HP:0003623': { words: 'neonatal onset', from: 1, to: 28 },
  'HP:0003593': { words: 'infantile onset', from: 29, to: Math.floor(year) },
  'HP:0011463': { words: 'childhood onset', from: Math.ceil(year), to: Math.floor(5 * year) },
  'HP:0003621': { words: 'juvenile onset', from: Math.ceil(5 * year), to: Math.floor(16 * year) },
  'HP:0003581': { words: 'adult onset', from: Math.ceil(16 * year), to: 130 * year },
  'HP:0011462': { words: 'young adult onset', from: Math.ceil(16 * year), to: Math.floor(40 * year) },
  'HP:0025708': { words: 'early young adult onset', from: Math.ceil(16 * year), to: Math.floor(19 * year) },
  'HP:0025709': {
    words: 'intermediate young adult onset',
    from: Math.ceil(19 * year),
    to: Math.floor(25 * year),
  },
  'HP:0025710': { words: 'late young adult onset', from: Math.ceil(25 * year), to: Math.floor(40 * year) },
  'HP:0003596': { words: 'middle age onset', from: Math.ceil(40 * year), to: Math.floor(60 * year) },
  'HP:0003584': { words: 'late onset', from: Math.ceil(60 * year), to: 130 * year },
}

/** The TimeElement as a Time; a class has no day yet (see settleDays). Undefined where there is none. */
export function readOnset(element: Json | undefined): Time | undefined {
  if (!isObject(element)) return undefined
  const age = textAt(element, 'age', 'iso8601duration')
  if (age !== undefined) {
    const day = dayOfDuration(age)
    return day === undefined ? undefined : { text: `at ${durationWords(age)}`, day }
  }
  const weeks = numberAt(element, 'gestationalAge', 'weeks')
  if (weeks !== undefined) {
    const days = numberAt(element, 'gestationalAge', 'days') ?? 0
    return {
      text: `at ${weeks}${days === 0 ? '' : `+${days}`} weeks of gestation`,
      day: weeks * 7 + days - term,
    }
  }
  const [start, end] = ['start', 'end'].map((side) => textAt(element, 'ageRange', side, 'iso8601duration'))
  if (start !== undefined && end !== undefined)
    return { text: `at ${durationWords(start)} to ${durationWords(end)}` }
  const stamp = textAt(element, 'timestamp')
  if (stamp !== undefined && /^\d{4}-\d{2}-\d{2}/.test(stamp))
    return { text: stamp.slice(0, 10), date: stamp.slice(0, 10) }
  const label = textAt(element, 'ontologyClass', 'label')
  const known = stretchOf(textAt(element, 'ontologyClass', 'id'))
  if (known !== undefined) return { text: known.words }
  return label === undefined ? undefined : { text: label.toLowerCase() }
}

function stretchOf(id: string | undefined): Stretch | undefined {
  return id !== undefined && Object.hasOwn(classes, id) ? classes[id] : undefined
}

/** Days of an ISO 8601 duration in years, months, weeks, days and hours; undefined for anything else. */
export function dayOfDuration(duration: string): number | undefined {
  const parts = durationParts(duration)
  if (parts === undefined) return undefined
  const [years, months, weeks, days] = parts
  return Math.round(years * year + months * 30.4375 + weeks * 7 + days)
}

/** "P1Y6M" → "1 year 6 months"; "P0D" → "birth". */
function durationWords(duration: string): string {
  const names = ['year', 'month', 'week', 'day']
  const parts = durationParts(duration) ?? [0, 0, 0, 0]
  const said = parts.flatMap((count, index) =>
    count === 0 ? [] : [`${count} ${names[index]}${count === 1 ? '' : 's'}`],
  )
  return said.length === 0 ? 'birth' : said.join(' ')
}

function durationParts(duration: string): [number, number, number, number] | undefined {
  const found =
    /^P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T[\dHMS.]+)?$/.exec(
      duration,
    )
  if (found === null || duration === 'P') return undefined
  const [, years, months, weeks, days] = found
  const parts = [years, months, weeks, days].map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ]
  return parts[0] > 130 ? undefined : parts
}

/** Gives classes their day where that settles the order, and sorts by it; what has no time stands first. */
export function settleDays(drafts: readonly EntryDraft[]): EntryDraft[] {
  const points = drafts.map(({ time }) => time?.day).filter((day) => day !== undefined)
  const used = [...new Set(drafts.map(({ time }) => time?.text ?? ''))]
  const stretches = Object.values(classes).filter(({ words }) => used.includes(words))
  const settled = drafts.map((draft): EntryDraft => {
    const own = stretches.find(({ words }) => words === draft.time?.text)
    if (own === undefined || draft.time === undefined || draft.time.day !== undefined) return draft
    const certain =
      points.every((day) => day < own.from || day > own.to || own.from === own.to) &&
      stretches.every((other) => other === own || other.to < own.from || other.from > own.to)
    return certain ? { ...draft, time: defined<Time>({ ...draft.time, day: own.from }) } : draft
  })
  const position = ({ time }: EntryDraft): number =>
    time?.day ?? stretches.find(({ words }) => words === time?.text)?.from ?? Number.NEGATIVE_INFINITY
  return settled.toSorted((a, b) => compare(position(a), position(b)))
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The Time in a resource's field of that name, where it has one. */
export function timeAt(element: Json | undefined, field: string): Time | undefined {
  return readOnset(at(element, field))
}
