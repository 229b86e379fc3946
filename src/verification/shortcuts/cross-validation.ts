// What a learning solver answers when it has learned from other groups of cases only: five folds by group,
// so that a case it is asked about never taught it.
import { laterRandomFor, randomFor } from '../../kit/random.ts'
import type { Letter } from '../../records/task.ts'
import type { Solved, Solver } from './solver.ts'

const folds = 5

export interface Foldable extends Solved {
  readonly id: string
  /** The case's group, or its id. */
  readonly group: string
}

/** Answers by id to tasks of one type. The order of the items must be settled by the caller: fits depend on it. */
export function crossValidatedAnswers(
  solver: Solver,
  items: readonly Foldable[],
  seed: number,
): Map<string, Letter> {
  const answers = new Map<string, Letter>()
  const groups = [...new Set(items.map((item) => item.group))].toSorted()
  const shuffled = randomFor(seed, 'folds').shuffle(groups)
  const foldOf = new Map(shuffled.map((group, index) => [group, index % folds]))
  for (let fold = 0; fold < folds; fold++) {
    const held = items.filter((item) => foldOf.get(item.group) === fold)
    if (held.length === 0) continue
    // The same objects in every fold: what a solver keeps of a task (its features) is reckoned once.
    const rest = items.filter((item) => foldOf.get(item.group) !== fold)
    const solve = solver.fit?.(rest, randomFor(seed, solver.name, 'fit', fold))
    if (solve === undefined) continue
    for (const item of held) answers.set(item.id, solve(item, '', laterRandomFor(seed, solver.name, item.id)))
  }
  return answers
}
