// Where a value lies by the limits its own source prints. No limit is taken from anywhere else.
import type { Fact } from '../records/fact.ts'

export type Side = 'above' | 'below'

/** On which side of its printed reference range a numeric value lies; undefined inside, or without a range. */
export function outsideRange(fact: Pick<Fact, 'value' | 'range' | 'comparator'>): Side | undefined {
  if (typeof fact.value !== 'number' || fact.comparator !== undefined) return undefined
  if (fact.range?.high !== undefined && fact.value > fact.range.high) return 'above'
  if (fact.range?.low !== undefined && fact.value < fact.range.low) return 'below'
  return undefined
}

/** Whether the printed range has a bound on the side to which a change moved. */
export function limitTowards(fact: Pick<Fact, 'range'>, direction: 'up' | 'down'): number | undefined {
  return direction === 'up' ? fact.range?.high : fact.range?.low
}
