// The floor under every model: what the trivial solvers of the shortcut audit reach over all tasks.
import { groupBy } from '../kit/group.ts'
import type { ReportMaterial } from './material.ts'
import { mean, quantity, sum, type Quantity } from './quantity.ts'

export interface SolverTotal {
  readonly solver: string
  readonly tasks: Quantity
  readonly chance: Quantity
  readonly accuracy: Quantity
  readonly margin: Quantity
}

/** Each solver over all types, weighted by tasks, in the audit's order. */
export function solverTotals({ audit, auditFile }: ReportMaterial): SolverTotal[] {
  const indexed = audit.shortcuts.cells.map(({ solver }, index) => ({ solver, index }))
  return [...groupBy(indexed, ({ solver }) => solver)].map(([solver, cells]) => {
    const read = (name: string, unit: Quantity['unit']): Quantity[] =>
      cells.map(({ index }) => quantity(auditFile, ['shortcuts', 'cells', index, name], unit))
    const tasks = read('tasks', 'count')
    return {
      solver,
      tasks: sum(tasks),
      chance: mean(read('chance', 'hundredths'), 'hundredths', tasks),
      accuracy: mean(read('accuracy', 'share'), 'share', tasks),
      margin: mean(read('margin', 'points'), 'points', tasks),
    }
  })
}
