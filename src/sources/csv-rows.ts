// A CSV file as rows with named columns and line numbers. A row that does not fit is a problem beside the
// others, not the end of the file. It knows nothing of what the columns mean.
import { parse } from 'csv-parse/sync'

export interface CsvRow {
  /** Line on which the row ends, 1-based (a quoted cell may hold line breaks). */
  readonly line: number
  /** The cell of a column by its name in lower case; "" where the table has no such column. */
  cell(column: string): string
}

export interface CsvTable {
  /** Names of the columns in lower case, trimmed. */
  readonly columns: readonly string[]
  readonly rows: readonly CsvRow[]
  /** Rows that could not be read: where, and why. */
  readonly problems: readonly { readonly place: string; readonly what: string }[]
}

const options = { bom: true, relax_quotes: true, skip_empty_lines: true } as const

/** The table in a CSV text whose first row names the columns. Never throws. */
export function readCsv(text: string): CsvTable {
  const problems: { place: string; what: string }[] = []
  const records = parse(text, {
    ...options,
    relax_column_count: true,
    info: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      problems.push({
        place: typeof error?.lines === 'number' ? `line ${error.lines}` : 'a row',
        what: reasonOf(error?.code),
      })
    },
  }) as unknown as { record: string[]; info: { lines: number } }[]
  const columns = (records[0]?.record ?? []).map((name) => name.trim().toLowerCase())
  const rows: CsvRow[] = []
  for (const { record, info } of records.slice(1)) {
    if (record.length < columns.length && record.length > 0) {
      const missing = columns[record.length] ?? ''
      problems.push({ place: `line ${info.lines}`, what: `the row ends before column "${missing}".` })
      continue
    }
    rows.push({ line: info.lines, cell: (column) => record[columns.indexOf(column)] ?? '' })
  }
  return { columns, rows, problems }
}

/** The cells of a CSV text without named columns, row by row. Never throws. */
export function readCsvCells(text: string): string[][] {
  return parse(text, { ...options, relax_column_count: true, skip_records_with_error: true })
}

/** The names of the columns, in lower case, from the first line alone; none for text that is no CSV. */
export function csvColumns(text: string): string[] {
  const end = text.search(/[\r\n]/)
  const first = end === -1 ? text : text.slice(0, end)
  if (first.length > 10_000 || !first.includes(',')) return []
  return (readCsvCells(first)[0] ?? []).map((name) => name.trim().toLowerCase())
}

function reasonOf(code: string | undefined): string {
  return code === 'CSV_QUOTE_NOT_CLOSED'
    ? 'a quoted cell is never closed; the file may be cut off.'
    : 'the row is not valid CSV.'
}
