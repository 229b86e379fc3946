// The times at which the patient is seen and what is measured then. A person has one place within the ranges of a
// measure and keeps it: who starts at the upper end stays there, so that values follow the course and not the dice.
import type { Random } from '../kit/random.ts'
import type { Condition } from '../knowledge/condition.ts'
import type { Knowledge, Row } from '../knowledge/knowledge.ts'
import type { ReferenceRange } from '../knowledge/measure.ts'
import { rangeFor } from '../knowledge/ranges.ts'
import { coherentLabs, coherentVitals } from './coherence.ts'
import { between, rounded } from './draw.ts'
import type { Person } from './person.ts'
import { withConsciousness } from './consciousness.ts'

export interface Moment {
  readonly id: string
  readonly name: string
  /** Hours after arrival. */
  readonly hour: number
  readonly vitals: ReadonlyMap<string, number>
  readonly labs: ReadonlyMap<string, number>
  /** Findings of the arrival that are gone now. */
  readonly gone: readonly string[]
}

type Span = readonly [number, number]

/** Share of a value that the hour adds to the person's own place: less than what a treatment changes. */
const unrest = 0.15

/** Measures that move with another: who has the most white cells of an illness has most neutrophils. */
const companions: Readonly<Record<string, string>> = {
  diastolic: 'systolic',
  neutrophils: 'white-cells',
  ast: 'alt',
  urea: 'creatinine',
}

/** Taken of everybody on arrival. */
const basicVitals = [
  'temperature',
  'heart-rate',
  'respiratory-rate',
  'systolic',
  'diastolic',
  'oxygen-saturation',
]

export function sampleMoments(
  person: Person,
  condition: Condition,
  shows: readonly { readonly finding: string; readonly phase: number }[],
  from: Knowledge,
  random: Random,
): Moment[] {
  const own = ownRanges(person, from)
  const draw = drawerOf(random)
  const moments: Moment[] = []
  for (const [index, phase] of condition.phases.entries()) {
    const hour = rounded(between(random, ...phase.hours), phase.hours[1] < 6 ? 1 : 0)
    const measure = (values: Readonly<Record<string, Span | 'normal'>>): Map<string, number> =>
      new Map(
        Object.entries(values).map(([id, asked]) => {
          const row = from.analytes.get(id) ?? from.vitals.get(id)
          const reference = rangeFor(row?.ranges ?? [], person)
          const usual = own.get(id) ?? innerPart(reference)
          const span = asked === 'normal' ? usual : asked
          let value = draw(id, span)
          const illness = own.get(id)
          if (asked !== 'normal' && illness !== undefined) value = marked(value, draw(id, illness), reference)
          const analyte = from.analytes.get(id)
          const safe = analyte === undefined ? value : withinDaily(value, span, hour, analyte, moments)
          return [id, rounded(safe, row?.decimals ?? 0)]
        }),
      )
    const vitals = coherentVitals(
      measure(
        index === 0
          ? { ...Object.fromEntries(basicVitals.map((id) => [id, 'normal' as const])), ...phase.vitals }
          : phase.vitals,
      ),
    )
    const gone = phase.gone ?? []
    const cleared = new Set([...moments.flatMap((moment) => moment.gone), ...gone])
    const present = shows.filter(({ finding, phase: at }) => at <= index && !cleared.has(finding))
    const before = new Map(moments.flatMap(({ labs }) => [...labs]))
    moments.push({
      id: phase.id,
      name: phase.name,
      hour,
      vitals: withConsciousness(
        vitals,
        present.map(({ finding }) => finding),
        from,
      ),
      labs: coherentLabs(measure(phase.labs), vitals, before, person),
      gone,
    })
  }
  return moments
}

/** Draws from a range at the person's own place in it. */
function drawerOf(random: Random): (id: string, span: Span) => number {
  const places = new Map<string, number>()
  const placeOf = (id: string): number => {
    const known = places.get(id)
    if (known !== undefined) return known
    const leader = companions[id]
    const place = leader === undefined ? random.next() : 0.75 * placeOf(leader) + 0.25 * random.next()
    places.set(id, place)
    return place
  }
  return (id, [low, high]) => low + (high - low) * ((1 - unrest) * placeOf(id) + unrest * random.next())
}

/** Ranges in which the patient's comorbidities keep a value, by analyte. */
function ownRanges({ comorbidities }: Person, from: Knowledge): ReadonlyMap<string, Span> {
  return new Map(comorbidities.flatMap((id) => Object.entries(from.comorbidities.get(id)?.labs ?? {})))
}

/** Where a healthy person's values lie: the reference range without its edges. */
function innerPart(reference: ReferenceRange | undefined): Span {
  const { low = 0, high = low * 1.5 + 1 } = reference ?? {}
  return [low + 0.2 * (high - low), high - 0.2 * (high - low)]
}

/** A long-standing illness keeps its mark on a value whatever else moves it: a damaged kidney is no better for a fever. */
function marked(value: number, usual: number, { low, high }: ReferenceRange = {}): number {
  // An illness that drives the value the other way is stronger.
  if (high !== undefined && usual > high)
    return low !== undefined && value < low ? value : Math.max(value, usual)
  if (low !== undefined && usual < low)
    return high !== undefined && value > high ? value : Math.min(value, usual)
  return value
}

/**
 * No faster than is safe or possible since any earlier value, as far as the range allows: what a range says
 * outright (hemoglobin after a transfusion) stays.
 */
function withinDaily(
  value: number,
  [low, high]: Span,
  hour: number,
  { id, daily }: Row<'analytes'>,
  moments: readonly Moment[],
): number {
  const { rise = Number.POSITIVE_INFINITY, fall = Number.POSITIVE_INFINITY } = daily ?? {}
  let limited = value
  for (const moment of moments) {
    const earlier = moment.labs.get(id)
    if (earlier === undefined) continue
    const days = Math.max(1, (hour - moment.hour) / 24)
    limited = Math.max(earlier - fall * days, Math.min(earlier + rise * days, limited))
  }
  return limited < value ? Math.max(limited, Math.min(low, value)) : Math.min(limited, Math.max(high, value))
}
