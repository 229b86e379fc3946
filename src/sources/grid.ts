// Rows of cells that span several columns or rows, laid out as a plain table. Knows nothing of XML or
// Markdown: the sources give it cells.
import type { Table } from '../records/case.ts'

export interface Cell {
  readonly text: string
  readonly columns: number
  readonly rows: number
  readonly heading: boolean
}

/** Larger spans are mistakes, or an attempt to exhaust memory. */
const spanLimit = 200

/**
 * Columns and rows of equal length. Cells that span rows are repeated in each, so every row reads by
 * itself; cells that span columns are repeated in headings only. Several heading rows are joined top down.
 */
export function layOut(
  head: readonly (readonly Cell[])[],
  body: readonly (readonly Cell[])[],
): Pick<Table, 'columns' | 'rows'> {
  const headings = head.length > 0 ? expand(head, true) : []
  const rows = expand(body, false)
  const promoted = headings.length === 0 && isHeading(body[0], rows[0]) ? expand(body.slice(0, 1), true) : []
  const kept = promoted.length > 0 ? rows.slice(1) : rows
  const above = headings.length > 0 ? headings : promoted
  const width = Math.max(0, ...above.map((row) => row.length), ...kept.map((row) => row.length))
  const columns = Array.from({ length: width }, (_, column) => {
    const parts = above.map((row) => row[column] ?? '').filter((text) => text !== '')
    return parts.filter((part, index) => part !== parts[index - 1]).join(' ')
  })
  return {
    columns,
    rows: kept
      .map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ''))
      .filter((row) => row.some((text) => text !== '')),
  }
}

/** A first row without numbers heads the table even where it is not marked so. */
function isHeading(cells: readonly Cell[] | undefined, row: readonly string[] | undefined): boolean {
  if (cells === undefined || row === undefined || cells.length < 2) return false
  if (cells.every((cell) => cell.heading)) return true
  return row.slice(1).every((text) => text !== '' && !/^[<>≤≥~]?\s*[-−+]?\d/.test(text))
}

function expand(rows: readonly (readonly Cell[])[], repeatAcross: boolean): string[][] {
  const grid: (string | undefined)[][] = rows.map(() => [])
  rows.forEach((cells, rowIndex) => {
    let column = 0
    for (const cell of cells) {
      while (grid[rowIndex]?.[column] !== undefined) column += 1
      const across = clamp(cell.columns)
      const down = Math.min(clamp(cell.rows), rows.length - rowIndex)
      for (let y = 0; y < down; y += 1)
        for (let x = 0; x < across; x += 1) {
          const row = grid[rowIndex + y]
          if (row !== undefined) row[column + x] = x === 0 || repeatAcross ? cell.text : ''
        }
      column += across
    }
  })
  return grid.map((row) => Array.from(row, (text) => text ?? ''))
}

function clamp(span: number): number {
  return Number.isFinite(span) ? Math.min(spanLimit, Math.max(1, Math.trunc(span))) : 1
}
