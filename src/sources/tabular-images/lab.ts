// Laboratory values of a patient's rows. Images taken close together repeat the same nearest measurement:
// one day and one value are one measurement. "inf" says that the value exceeded what could be measured.
import type { CsvRow } from '../csv-rows.ts'
import type { EntryDraft } from '../entry.ts'
import type { Problem } from '../../kit/errors.ts'
import { cellNumber, dayAt, timeOfDay } from './day.ts'
import type { Study } from './study.ts'

export interface Labs {
  readonly drafts: readonly EntryDraft[]
  readonly problems: readonly Pick<Problem, 'place' | 'what'>[]
}

/** The measurements in the `<test>_val` columns, at the days of `<test>_offset`. */
export function labDrafts(
  rows: readonly CsvRow[],
  columns: readonly string[],
  study: Study | undefined,
): Labs {
  const drafts = new Map<string, EntryDraft>()
  const problems: Pick<Problem, 'place' | 'what'>[] = []
  for (const column of columns.filter((name) => name.endsWith('_val'))) {
    const key = column.replace(/_val$/, '')
    for (const row of rows) {
      const cell = row.cell(column).trim()
      if (cell === '') continue
      const value = cellNumber(cell)
      if (value === undefined) {
        problems.push({ place: `line ${row.line}, column ${column}`, what: 'is not a number.' })
        continue
      }
      const offset = cellNumber(row.cell(`${key}_offset`))
      const day = dayAt(row, offset)
      const resource =
        day === undefined ? `${key} at image ${row.cell('image_id').trim()}` : `${key} day ${day}`
      const same = `${resource} ${cell}`
      if (drafts.has(same)) continue
      const taken = [...drafts.values()].filter(
        (other) => other.resource === resource || other.resource.startsWith(`${resource} #`),
      ).length
      drafts.set(same, {
        ...measured(key, value, study),
        resource: taken === 0 ? resource : `${resource} #${taken + 1}`,
        time: day === undefined ? undefined : timeOfDay(day),
      })
    }
  }
  return { drafts: [...drafts.values()], problems }
}

function measured(
  key: string,
  value: number,
  study: Study | undefined,
): Pick<EntryDraft, 'kind' | 'name' | 'value' | 'unit' | 'comparator' | 'range'> {
  const test = study?.tests[key]
  const name = test?.name ?? key.replaceAll('_', ' ')
  // The limits themselves are not published, so there is no number to print: only on which side it lies.
  if (!Number.isFinite(value)) {
    const above = value > 0
    return {
      kind: 'lab',
      name,
      value: above ? 'upper limit of measurement' : 'lower limit of measurement',
      comparator: above ? '>' : '<',
    }
  }
  return { kind: 'lab', name, value, unit: test?.unit, range: test?.range }
}
