// The shortcuts a benchmark must not give in to, in the order of the printed table.
import { lexicalOverlap } from './lexical-overlap.ts'
import { mostFrequentLetter } from './most-frequent-letter.ts'
import { noContext } from './no-context.ts'
import { nothingToRaise } from './nothing-to-raise.ts'
import { longestOption, shortestOption } from './option-length.ts'
import { questionOverlap } from './question-overlap.ts'
import { randomLetter } from './random-letter.ts'
import type { Solver } from './solver.ts'

export const solvers: readonly Solver[] = [
  randomLetter,
  mostFrequentLetter,
  longestOption,
  shortestOption,
  lexicalOverlap,
  questionOverlap,
  nothingToRaise,
  noContext,
]
