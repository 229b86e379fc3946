// The challenge a task claims is really in what is shown: injected faults stand, handled ones are put right
// later, near misses are harmless. A task without a challenge shows the conversation as it is.
import type { Check } from '../check.ts'
import { situationOf } from '../situation.ts'

export const challengePresent: Check = {
  name: 'challenge-present',
  title: 'a planted fault is really in the context, its twins are really harmless',
  run: (material) => {
    const { task } = material
    const situation = situationOf(material)
    if (situation === undefined) {
      return task.view.edits.length > 0 ? ['the conversation was edited without a challenge'] : []
    }
    const problems = [...situation.problems]
    const edits = task.view.edits.length
    if (task.challenge?.origin === 'planted' && edits === 0)
      problems.push('the challenge is planted without an edit')
    if (task.challenge?.origin === 'labelled' && task.label === undefined) {
      problems.push('the challenge is labelled, but the task names no label')
    }
    return problems
  },
}
