// Faults of analytes and vital signs: ranges that are empty or implausible, or that leave out some adult.
import type { Tables } from './read-tables.ts'
import type { Report } from './report.ts'

export function checkMeasures({ analytes, vitals }: Tables, report: Report): void {
  for (const placed of [...analytes, ...vitals]) {
    const { id, plausible, ranges, critical } = placed.row
    const inside = (value: number | undefined): boolean =>
      value === undefined || (value >= plausible.low && value <= plausible.high)
    for (const range of ranges) {
      const { low, high } = range
      if (low === undefined && high === undefined) report(placed, id, 'a reference range has no bound.')
      if (low !== undefined && high !== undefined && low >= high)
        report(placed, id, `the range ${low} to ${high} is empty.`)
      if (!inside(low) || !inside(high))
        report(placed, id, 'a reference range reaches outside what is plausible.')
      if (critical?.high !== undefined && high !== undefined && critical.high <= high)
        report(placed, id, `the critical limit ${critical.high} lies within the range.`)
      if (critical?.low !== undefined && low !== undefined && critical.low >= low)
        report(placed, id, `the critical limit ${critical.low} lies within the range.`)
    }
    const last = ranges.at(-1)
    if (last !== undefined && (last.sex !== undefined || last.age !== undefined) && !coversAdults(ranges))
      report(placed, id, 'no range holds for every adult.')
  }
}

function coversAdults(
  ranges: readonly {
    readonly sex?: string | undefined
    readonly age?: { readonly from: number; readonly below: number } | undefined
    readonly pregnant?: boolean | undefined
  }[],
): boolean {
  return (['female', 'male'] as const).every((sex) =>
    [18, 40, 65, 90].every((years) =>
      ranges.some(
        (range) =>
          range.pregnant === undefined &&
          (range.sex === undefined || range.sex === sex) &&
          (range.age === undefined || (years >= range.age.from && years < range.age.below)),
      ),
    ),
  )
}
