// The reference range that holds for a patient, and where a value lies by it.
import type { ReferenceRange } from './measure.ts'

export interface Person {
  readonly age: number
  readonly sex: 'female' | 'male'
  readonly pregnant: boolean
}

/** The first range of the measure that fits; undefined where none does. */
export function rangeFor(ranges: readonly ReferenceRange[], person: Person): ReferenceRange | undefined {
  return ranges.find(
    ({ age, sex, pregnant }) =>
      (age === undefined || (person.age >= age.from && person.age < age.below)) &&
      (sex === undefined || sex === person.sex) &&
      (pregnant === undefined || person.pregnant),
  )
}

export type Side = 'low' | 'normal' | 'high'

export function sideOf(value: number, { low, high }: ReferenceRange): Side {
  if (low !== undefined && value < low) return 'low'
  return high !== undefined && value > high ? 'high' : 'normal'
}
