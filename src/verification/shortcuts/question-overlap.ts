// The option that shares the largest part of its words with the question.
import { contentWords } from '../words.ts'
import { best, type Solver } from './solver.ts'

export const questionOverlap: Solver = {
  name: 'question-overlap',
  title: 'the option that repeats most of the question',
  reads: 'question',
  solve: (task, _, random) => {
    const asked = new Set(contentWords(task.question))
    const scores = task.options.map((option) => {
      const words = [...new Set(contentWords(option.text))]
      return words.length === 0 ? 0 : words.filter((word) => asked.has(word)).length / words.length
    })
    return best(task, scores, random)
  },
}
