// The audit as a Markdown table: one row a type, one column a solver, margins over chance in points.
import type { Audit, AuditCell } from './audit.ts'

/** "+3.1 (−0.4 … 6.8)" per cell; failing ones in bold, waived ones marked. */
export function auditTable({ cells, failures }: Audit): string {
  const names = [...new Set(cells.map((cell) => cell.solver))]
  const types = [...new Set(cells.map((cell) => cell.type))]
  const lines = [
    `| type | tasks | cases | chance | ${names.join(' | ')} |`,
    `|---|--:|--:|--:|${names.map(() => '--:|').join('')}`,
  ]
  for (const type of types) {
    const row = cells.filter((cell) => cell.type === type)
    const first = row[0] as AuditCell
    const entries = names.map((name) => entry(row.find((cell) => cell.solver === name)))
    lines.push(
      `| ${type} | ${first.tasks} | ${first.groups} | ${points(first.chance)} | ${entries.join(' | ')} |`,
    )
  }
  const verdict =
    failures.length === 0
      ? 'No shortcut beats chance by more than 10 points.'
      : `Failing: ${failures.map((cell) => `${cell.type}/${cell.solver}`).join(', ')}.`
  const legend =
    'Accuracy less chance in points, with the 95 % interval over resampled cases. Bold fails; † is waived by name; ‡ has too few cases for a verdict.'
  return [...lines, '', legend, '', verdict, ''].join('\n')
}

function entry(cell: AuditCell | undefined): string {
  if (cell === undefined) return ''
  const text = `${signed(cell.margin)} (${signed(cell.low)} … ${signed(cell.high)})`
  if (cell.verdict === 'fails') return `**${text}**`
  return `${text}${cell.verdict === 'waived' ? ' †' : cell.verdict === 'too few' ? ' ‡' : ''}`
}

function points(value: number): string {
  return (100 * value).toFixed(1)
}

function signed(value: number): string {
  const text = points(Math.abs(value))
  return `${value < 0 && text !== '0.0' ? '−' : '+'}${text}`
}
