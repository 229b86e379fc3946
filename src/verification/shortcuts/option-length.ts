// The longest and the shortest option: authors tend to write the right one with more care.
import { best, type Solver } from './solver.ts'

export const longestOption: Solver = {
  name: 'longest-option',
  title: 'the option with the most characters',
  reads: 'question',
  solve: (task, _, random) =>
    best(
      task,
      task.options.map((option) => option.text.length),
      random,
    ),
}

export const shortestOption: Solver = {
  name: 'shortest-option',
  title: 'the option with the fewest characters',
  reads: 'question',
  solve: (task, _, random) =>
    best(
      task,
      task.options.map((option) => -option.text.length),
      random,
    ),
}
