// The scorer accepts gold and nothing else: the gold letter, as models write it, scores; every other fails.
import type { Task } from '../../records/task.ts'
import type { Check } from '../check.ts'

export const selfScore: Check = {
  name: 'self-score',
  title: 'an exact-letter scorer accepts gold and rejects every other option',
  run: ({ task }) => {
    const problems: string[] = []
    for (const { letter } of task.options) {
      for (const answer of [letter, `(${letter})`, `${letter}.`, `Answer: ${letter}`]) {
        if (accepts(task, answer) !== (letter === task.gold))
          problems.push(`the answer ${answer} is scored wrongly`)
      }
    }
    return problems
  },
}

/** Whether an answer that is nothing but a letter, however dressed, is the gold one. */
function accepts(task: Task, answer: string): boolean {
  const match = answer.match(/^\s*(?:answer:?\s*)?\(?([A-F])\)?\.?\s*$/i)
  const letter = match?.[1]?.toUpperCase()
  const chosen = task.options.filter((option) => option.letter === letter)
  return chosen.length === 1 && chosen[0]?.letter === task.gold
}
