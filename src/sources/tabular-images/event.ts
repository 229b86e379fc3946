// Admission, intensive care and death → decisions and outcomes at their day. Every row of a patient repeats
// them relative to its own image; rows that agree are one event.
// The study notes that admission to intensive care can precede "admission", which is counted from the
// recognised infection; such days are negative and are left so.
import type { CsvRow } from '../csv-rows.ts'
import type { EntryDraft } from '../entry.ts'
import { cellNumber, dayAt, timeOfDay } from './day.ts'

const events: readonly (Pick<EntryDraft, 'kind' | 'name'> & { readonly column: string })[] = [
  { column: 'admission_offset', kind: 'decision', name: 'hospital admission' },
  { column: 'icu_admission_offset', kind: 'decision', name: 'admission to intensive care' },
  { column: 'icu_release_offset', kind: 'outcome', name: 'discharge from intensive care' },
  { column: 'discharge_offset', kind: 'outcome', name: 'discharge from hospital' },
  { column: 'death_offset', kind: 'outcome', name: 'death' },
]

/** The events of one patient; a second admission to intensive care is a second event. */
export function eventDrafts(rows: readonly CsvRow[]): EntryDraft[] {
  return events.flatMap(({ column, kind, name }) => {
    const days = rows
      .map((row) => dayAt(row, cellNumber(row.cell(column))))
      .filter((day) => day !== undefined)
    return [...new Set(days)].map((day) => ({
      kind,
      name,
      time: timeOfDay(day),
      resource: `${column.replace(/_offset$/, '')} day ${day}`,
    }))
  })
}
