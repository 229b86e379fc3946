// Days of a case, from offsets that count from an image. `admission_offset` says how many days after the
// image the admission was: −7 means that the image was taken seven days after admission. So an image's day
// since admission is −admission_offset, and anything at offset x from that image happened on day + x.
import type { CsvRow } from '../csv-rows.ts'
import type { Time } from '../../records/statement.ts'

/** The number in a cell; undefined for blanks and everything else, infinite for "inf" and "-inf". */
export function cellNumber(cell: string): number | undefined {
  const text = cell.trim().toLowerCase()
  if (text === '') return undefined
  const limit = /^([+-]?)inf(?:inity)?$/.exec(text)
  if (limit !== null) return limit[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const value = /^[+-]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : undefined
}

/** A day of the row's image since admission; undefined where the row does not say when admission was. */
export function imageDay(row: CsvRow): number | undefined {
  return dayAt(row, 0)
}

/** The day since admission of what happened `offset` days from the row's image. */
export function dayAt(row: CsvRow, offset: number | undefined): number | undefined {
  const admission = cellNumber(row.cell('admission_offset'))
  if (
    admission === undefined ||
    offset === undefined ||
    !Number.isFinite(admission) ||
    !Number.isFinite(offset)
  )
    return undefined
  return offset - admission
}

/** "day 7 after admission", "day of admission", "23 days before admission". */
export function dayText(day: number): string {
  if (day === 0) return 'day of admission'
  const count = Math.abs(day)
  return day > 0
    ? `day ${count} after admission`
    : `${count} ${count === 1 ? 'day' : 'days'} before admission`
}

export function timeOfDay(day: number): Time {
  return { text: dayText(day), day }
}
