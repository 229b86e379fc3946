// The report as JSON: every number that the page shows, with its origin. Texts of cases are not repeated:
// examples are named by id.
import type { ReportContent } from './content.ts'
import type { ReportMaterial } from './material.ts'
import { partsOf, type TableContent } from './table.ts'

export function jsonReport(content: ReportContent, { benchmark, runs }: ReportMaterial): unknown {
  return {
    format: 'behaviorbench-report/1',
    note: 'File names in origins are relative to the folder of this file; fields are RFC 6901 pointers, and a JSONL file counts as the array of its lines. Files below src/ are the paper’s numbers, kept in the source code.',
    benchmark: { id: benchmark.header.id, name: benchmark.header.name },
    runs: runs.map(({ label, run }) => ({ label, ...run })),
    headlines: content.headlines,
    floor: content.floor,
    failures: content.failures,
    figures: content.figures.map(({ figure: { id, paper, title }, content: { table, description } }) => ({
      id,
      paper,
      title,
      description,
      ...tableOf(table),
    })),
    tables: content.tables.map(({ table: { id, title }, content: built }) => ({
      id,
      title,
      ...tableOf(built),
    })),
    examples: content.examples.map(({ task, score }) => ({ task: task.id, score })),
    provenance: content.provenance,
    licences: content.licences,
  }
}

function tableOf({ caption, columns, rows, notes = [] }: TableContent): object {
  return {
    caption,
    columns,
    rows: rows.map(({ cells, kind }) => ({
      ...(kind === undefined ? {} : { kind }),
      cells: cells.map((cell) => {
        const parts = partsOf(cell)
        return parts.length === 1 ? parts[0] : parts
      }),
    })),
    notes,
  }
}
