// Always the letter that is right most often in tasks of the same type (of other cases).
import type { Letter } from '../../records/task.ts'
import type { Solver } from './solver.ts'

export const mostFrequentLetter: Solver = {
  name: 'most-frequent-letter',
  title: 'always the letter that is right most often in its type',
  reads: 'question',
  fit: (tasks) => {
    const counts = new Map<string, Map<Letter, number>>()
    for (const task of tasks) {
      const ofType = counts.get(task.type) ?? new Map<Letter, number>()
      ofType.set(task.gold, (ofType.get(task.gold) ?? 0) + 1)
      counts.set(task.type, ofType)
    }
    return (task, _, random) => {
      const ofType = counts.get(task.type)
      const offered = task.options.map((option) => ofType?.get(option.letter) ?? 0)
      const most = Math.max(...offered)
      return random.pick(task.options.filter((_, index) => offered[index] === most)).letter
    }
  },
}
