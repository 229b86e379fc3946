// For each type the trivial solver that gets furthest, with its interval, against chance and the limit of
// ten points. The paper has no such audit.
import type { AuditCell } from '../../verification/shortcuts/audit.ts'
import { tolerance } from '../../verification/shortcuts/audit.ts'
import { intervals } from '../drawing/intervals.ts'
import type { ReportFigure } from '../figure.ts'
import { printed, quantity } from '../quantity.ts'
import { spoken } from '../table.ts'

const title = 'The strongest shortcut of each type'

export const strongestShortcuts: ReportFigure = {
  id: 'strongest-shortcuts',
  paper: '',
  section: 'shortcuts',
  title,
  build: ({ audit, auditFile }) => {
    const strongest = new Map<string, { cell: AuditCell; index: number }>()
    audit.shortcuts.cells.forEach((cell, index) => {
      const before = strongest.get(cell.type)
      if (before === undefined || cell.margin > before.cell.margin) strongest.set(cell.type, { cell, index })
    })
    const rows = [...strongest.values()].map(({ cell, index }) => {
      const read = (name: 'margin' | 'low' | 'high') =>
        quantity(auditFile, ['shortcuts', 'cells', index, name], 'points')
      return { cell, margin: read('margin'), low: read('low'), high: read('high') }
    })
    const failing = rows.filter(({ cell }) => cell.verdict === 'fails').length
    const description = `${rows.length} types; on ${failing} of them a trivial solver fails the audit.`
    return {
      description,
      svg: intervals(
        { id: 'strongest-shortcuts', title, description },
        rows.map(({ cell, margin }) => ({
          label: spoken(cell.type),
          text: `${cell.solver} ${printed(margin)}`,
          value: cell.margin,
          low: cell.low,
          high: cell.high,
          tone: cell.verdict === 'fails' ? 'loud' : cell.verdict === 'passes' ? 'plain' : 'quiet',
        })),
        tolerance,
        'Accuracy less chance, in points; the dashed line is the limit',
      ),
      table: {
        caption:
          'Accuracy of the best trivial solver less chance, with the 95 % interval over resampled cases. Red: fails. Dashed grey: waived, or too few cases for a verdict.',
        columns: [
          { label: 'Type', align: 'text' },
          { label: 'Solver', align: 'text' },
          { label: 'Margin', align: 'number' },
          { label: 'Low', align: 'number' },
          { label: 'High', align: 'number' },
          { label: 'Verdict', align: 'text' },
        ],
        rows: rows.map(({ cell, margin, low, high }) => ({
          cells: [spoken(cell.type), cell.solver, margin, low, high, cell.verdict],
        })),
        empty: 'No type has tasks to audit.',
      },
    }
  },
}
