// The error model. A *problem* is data: something about one item that went wrong, kept beside the
// results while the batch goes on. An exception is for a batch that cannot go on at all, and for a
// command used wrongly. Neither ever carries patient text: they name files, places and fields.

/** What went wrong with one item: what happened, where, and what the reader can do about it. */
export interface Problem {
  /** File, row, case id or the like. */
  readonly subject: string
  /** Line, column, JSON path, page … where known. */
  readonly place?: string
  readonly what: string
  readonly remedy?: string
}

/** Ends a command with status 1: the work cannot go on. */
export class Failure extends Error {
  readonly problem: Problem
  constructor(problem: Problem, options?: { cause: unknown }) {
    super(describeProblem(problem), options)
    this.name = 'Failure'
    this.problem = problem
  }
}

/** Ends a command with status 2: it was called wrongly. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

/** One line: `subject, place: what. Remedy.` */
export function describeProblem(problem: Problem): string {
  const where = problem.place === undefined ? problem.subject : `${problem.subject}, ${problem.place}`
  const remedy = problem.remedy === undefined ? '' : ` ${problem.remedy}`
  return `${where}: ${problem.what}${remedy}`
}

/** The message of anything thrown, without its stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
