// The shortcut audit: accuracy of each trivial solver less chance, with its interval, per type; and pooled.
import { groupBy } from '../../kit/group.ts'
import type { AuditCell } from '../../verification/shortcuts/audit.ts'
import { solvers } from '../../verification/shortcuts/index.ts'
import { solverTotals } from '../floor.ts'
import { quantity, type Quantity } from '../quantity.ts'
import { spoken, type Cell, type ReportTable, type Row } from '../table.ts'

export const shortcuts: ReportTable = {
  id: 'shortcuts',
  section: 'shortcuts',
  title: 'How far trivial solvers get',
  build: (material) => {
    const { audit, auditFile } = material
    const cells = audit.shortcuts.cells.map((cell, index) => ({ cell, index }))
    const names = [...new Set(cells.map(({ cell }) => cell.solver))]
    const read = (index: number, name: keyof AuditCell, unit: Quantity['unit']): Quantity =>
      quantity(auditFile, ['shortcuts', 'cells', index, name], unit)
    const rows = [...groupBy(cells, ({ cell }) => cell.type)].map(([type, row]): Row => {
      const first = row[0]?.index ?? 0
      return {
        cells: [
          spoken(type),
          read(first, 'tasks', 'count'),
          read(first, 'groups', 'count'),
          read(first, 'chance', 'hundredths'),
          ...names.map((name) => {
            const found = row.find(({ cell }) => cell.solver === name)
            if (found === undefined) return '–'
            const { cell, index } = found
            return marginCell(
              cell,
              read(index, 'margin', 'points'),
              read(index, 'low', 'points'),
              read(index, 'high', 'points'),
            )
          }),
        ],
      }
    })
    const totals = solverTotals(material)
    const [first] = totals
    return {
      caption:
        'Accuracy less chance in points, with the 95 % interval over resampled cases. A solver fails a type when it lies more than 10 points above chance and this is no luck of the draw.',
      columns: [
        { label: 'Type', align: 'text' },
        { label: 'Tasks', align: 'number' },
        { label: 'Cases', align: 'number' },
        { label: 'Chance, %', align: 'number' },
        ...names.map((name) => ({
          label: spoken(name),
          align: 'number' as const,
        })),
      ],
      rows:
        first === undefined
          ? []
          : [
              ...rows,
              {
                kind: 'total',
                cells: ['All tasks', first.tasks, '', first.chance, ...totals.map(({ margin }) => margin)],
              },
            ],
      notes: [
        'Bold: fails. † waived by name. ‡ too few cases for a verdict.',
        ...names.map((name) => `${spoken(name)}: ${titleOf(name)}.`),
      ],
      empty: 'No type has tasks to audit.',
    }
  },
}

function titleOf(name: string): string {
  return solvers.find((solver) => solver.name === name)?.title ?? 'a solver of another version'
}

function marginCell(cell: AuditCell, margin: Quantity, low: Quantity, high: Quantity): Cell {
  const sign = cell.verdict === 'waived' ? ' †' : cell.verdict === 'too few' ? ' ‡' : ''
  return {
    parts: [margin, ' (', low, ' to ', high, `)${sign}`],
    ...(cell.verdict === 'fails' ? { tone: 'loud' as const } : {}),
    ...(cell.verdict === 'too few' ? { tone: 'quiet' as const } : {}),
  }
}
