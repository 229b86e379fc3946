// Tables of one date's results, as a laboratory prints them: one where at least three were measured.
import { rangeText } from '../entry.ts'
import type { Entry } from '../../records/statement.ts'
import type { Table } from '../../records/case.ts'

const least = 3

/** One table per calendar date with at least three laboratory values; vital signs of the date stand below them. */
export function panelTables(entries: readonly Entry[]): readonly Table[] {
  const dates = new Map<string, Entry[]>()
  for (const entry of entries) {
    const date = entry.time?.date?.slice(0, 10)
    if (date === undefined || date.length < 10 || entry.value === undefined) continue
    if (entry.kind !== 'lab' && entry.kind !== 'vital') continue
    dates.set(date, [...(dates.get(date) ?? []), entry])
  }
  return [...dates].flatMap(([date, found]) => {
    const labs = found.filter(({ kind }) => kind === 'lab')
    const vitals = found.filter(({ kind }) => kind === 'vital')
    if (labs.length < least) return []
    const caption =
      vitals.length === 0 ? `Laboratory results, ${date}` : `Laboratory results and vital signs, ${date}`
    return [
      {
        id: `results-${date}`,
        caption,
        columns: ['Test', 'Value', 'Unit', 'Reference'],
        rows: [...labs, ...vitals].map(rowOf),
      },
    ]
  })
}

function rowOf(entry: Entry): string[] {
  // Several results of one day carry their time of day.
  const clock = /\d{2}:\d{2}$/.exec(entry.time?.text ?? '')?.[0]
  return [
    clock === undefined ? entry.name : `${entry.name} (${clock})`,
    entry.comparator === undefined ? `${entry.value}` : `${entry.comparator} ${entry.value}`,
    entry.unit ?? '',
    rangeText(entry.range) ?? '',
  ]
}
