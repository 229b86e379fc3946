// Laboratory tables of a course: one per phase with results, as the laboratory prints them.
import { rowOf, type Knowledge } from '../knowledge/knowledge.ts'
import { rangeFor } from '../knowledge/ranges.ts'
import type { Table } from '../records/case.ts'
import type { Course } from './course.ts'
import { capital } from '../kit/capital.ts'

export function laboratoryTables(
  { moments, person }: Course,
  from: Knowledge,
): { readonly table: Table; readonly phase: number }[] {
  return moments.flatMap((moment, phase) => {
    if (moment.labs.size < 2) return []
    const rows = [...moment.labs].map(([id, value]) => {
      const { name, unit, decimals, ranges } = rowOf(from, 'analytes', id)
      const { low, high } = rangeFor(ranges, person) ?? {}
      return [capital(name), value.toFixed(decimals), unit, rangeText(low, high)]
    })
    const table = {
      id: `labs-${phase}`,
      caption: `Laboratory results ${moment.name}`,
      columns: ['Test', 'Result', 'Unit', 'Reference'],
      rows,
    }
    return [{ table, phase }]
  })
}

function rangeText(low: number | undefined, high: number | undefined): string {
  if (low !== undefined && high !== undefined) return `${low}–${high}`
  return high !== undefined ? `up to ${high}` : low !== undefined ? `from ${low}` : ''
}
