// The agent that never speaks up: it takes the option that says there is nothing to raise, where one does.
import { stanceOf } from '../claim.ts'
import type { Solver } from './solver.ts'

export const nothingToRaise: Solver = {
  name: 'nothing-to-raise',
  title: 'always silent; guesses where silence is not offered',
  reads: 'question',
  solve: (task, _, random) => {
    const silent = task.options.filter((option) => stanceOf(option.text) === 'silent')
    return random.pick(silent.length > 0 ? silent : task.options).letter
  },
}
