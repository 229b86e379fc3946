// Guessing: the floor that every other solver is held against.
import type { Solver } from './solver.ts'

export const randomLetter: Solver = {
  name: 'random',
  title: 'draws an option',
  reads: 'question',
  solve: (task, _, random) => random.pick(task.options).letter,
}
