// The option whose words stand in the context most: words that few lines of the context hold weigh more, and
// words that all options share weigh nothing.
import { remembered } from '../../kit/remember.ts'
import { contentWords } from '../words.ts'
import { best, type Asked, type Solver } from './solver.ts'

/** Tasks of one case show the same lines. */
const wordsOfLine = remembered((line): ReadonlySet<string> => new Set(contentWords(line)))

/** How much of each option's words, the rarer ones weighing more, stands in the context: 0 to 1. */
export function overlapScores(task: Asked, context: string): number[] {
  const lines = context.split('\n').map(wordsOfLine)
  const frequency = new Map<string, number>()
  for (const line of lines) for (const word of line) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  const options = task.options.map((option) => new Set(contentWords(option.text)))
  return options.map((words) => {
    let found = 0
    let all = 0
    for (const word of words) {
      if (options.every((other) => other.has(word))) continue
      const weight = Math.log(1 + lines.length / (1 + (frequency.get(word) ?? 0)))
      all += weight
      if (frequency.has(word)) found += weight
    }
    return all === 0 ? 0 : found / all
  })
}

export const lexicalOverlap: Solver = {
  name: 'lexical-overlap',
  title: 'the option whose rarer words stand in the context',
  reads: 'context',
  solve: (task, context, random) => best(task, overlapScores(task, context), random),
}
