// What a shortcut is: a trivial way to answer without understanding the case. A benchmark that one of these
// solves is broken. Adding one takes a file and a line in index.ts; all pass testSolver() in the test.
import type { Random } from '../../kit/random.ts'
import type { Letter, Task } from '../../records/task.ts'

/** What a solver may read of a task: never its gold, its facts or its probe. */
export type Asked = Pick<Task, 'type' | 'question' | 'options'>

/** What a solver may learn from, for tasks of other cases. */
export type Solved = Asked & Pick<Task, 'gold'>

/** Answers one task. `context` is the shown text; "" for a solver that `reads` only the question. */
export type Solve = (task: Asked, context: string, random: Random) => Letter

export interface Solver {
  readonly name: string
  readonly title: string
  /** Whether it looks at the context. */
  readonly reads: 'context' | 'question'
  /** Learns from tasks of other cases; only question-reading solvers learn. */
  readonly fit?: (tasks: readonly Solved[], random: Random) => Solve
  /** The answer of a solver that learns nothing. */
  readonly solve?: Solve
}

/** The letters of the options with the highest score. */
export function winners(task: Asked, scores: readonly number[]): Letter[] {
  const highest = Math.max(...scores)
  return task.options.flatMap(({ letter }, index) =>
    (scores[index] as number) >= highest - 1e-12 ? [letter] : [],
  )
}

/** The letter of the option with the highest score; ties are drawn. */
export function best(task: Asked, scores: readonly number[], random: Random): Letter {
  const letters = winners(task, scores)
  return letters.length === 1 ? (letters[0] as Letter) : random.pick(letters)
}
