// The coverage of a build as text tables, for the terminal and the benchmark's README.
import { taskTypeIds } from '../taxonomy/task-types.ts'
import type { Coverage } from './coverage.ts'
import type { ShareRow } from './quota.ts'

/** Columns as wide as their widest cell, the first to the left and the others to the right. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const width = (column: number): number => Math.max(...rows.map((row) => (row[column] ?? '').length))
  const widths = (rows[0] ?? []).map((_, column) => width(column))
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function markdownTable(rows: readonly (readonly string[])[]): string {
  const escape = (cell: string): string => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`
  const [head = [], ...body] = rows
  const rule = `|${head.map((_, column) => (column === 0 ? '---' : '---:')).join('|')}|`
  return [line(head), rule, ...body.map(line)].join('\n')
}

/** Types down, corpora across; a number of tasks, or a footnote with the reason where there is none. */
export function coverageRows(coverage: Coverage): { rows: string[][]; notes: string[] } {
  const notes: string[] = []
  const noteOf = (reason: string): string => {
    const index = notes.indexOf(reason)
    return String.fromCodePoint(97 + (index >= 0 ? index : notes.push(reason) - 1))
  }
  const header = ['type', ...coverage.corpora, 'all']
  const body = taskTypeIds.map((type) => {
    const cells = coverage.corpora.map((corpus) => coverage.cells[corpus]?.[type])
    const total = cells.reduce((sum, cell) => sum + (cell?.tasks ?? 0), 0)
    const texts = cells.map((cell) =>
      cell === undefined || cell.tasks === 0 ? `– ${noteOf(cell?.reason ?? 'no case')}` : String(cell.tasks),
    )
    return [type, ...texts, String(total)]
  })
  const caseRow = ['cases', ...coverage.corpora.map((corpus) => String(coverage.cases[corpus] ?? 0))]
  const allCases = Object.values(coverage.cases).reduce((sum, count) => sum + count, 0)
  return { rows: [header, [...caseRow, String(allCases)], ...body], notes: notes.map(footnote) }
}

function footnote(reason: string, index: number): string {
  return `${String.fromCodePoint(97 + index)}: ${reason}`
}

export function coverageTable(coverage: Coverage): string {
  const { rows, notes } = coverageRows(coverage)
  return [textTable(rows), ...notes.map((note) => `  ${note}`)].join('\n')
}

export function labelRows(coverage: Coverage): string[][] {
  return [
    ['corpus', 'label', 'labels', 'carried', 'lost, and why'],
    ...coverage.labels.map(({ corpus, kind, labels, carried, lost }) => [
      corpus,
      kind,
      String(labels),
      String(carried),
      Object.entries(lost)
        .map(([reason, count]) => `${count} ${reason}`)
        .join('; ') || 'none',
    ]),
  ]
}

export function labelTable(coverage: Coverage): string {
  return coverage.labels.length === 0 ? '(none of the cases has labels)' : textTable(labelRows(coverage))
}

/** Wished and kept shares in per cent. */
export function shareTableRows(shares: readonly ShareRow[]): string[][] {
  const percent = (share: number): string => (100 * share).toFixed(1)
  return [
    ['share of', 'wished %', 'kept %'],
    ...shares.map(({ value, wished, kept }) => [value, percent(wished), percent(kept)]),
  ]
}

export function shareTable(shares: readonly ShareRow[]): string {
  return textTable(shareTableRows(shares))
}
