// The option whose words stand in the context most: words that few lines of the context hold weigh more, and
// words that all options share weigh nothing.
import { remembered } from '../../kit/remember.ts'
import { contentSet } from '../words.ts'
import { best, type Asked, type Solver } from './solver.ts'

/** Many tasks of a case show the same turns. */
const linesOf = remembered((context): readonly ReadonlySet<string>[] => context.split('\n').map(contentSet))

/** How much of each option's words, the rarer ones weighing more, stands in the context: 0 to 1. */
export function overlapScores(task: Asked, context: string): number[] {
  const lines = linesOf(context)
  const frequency = new Map<string, number>()
  const options = task.options.map((option) => contentSet(option.text))
  // In how many lines a word of the options stands.
  for (const word of new Set(options.flatMap((words) => [...words])))
    frequency.set(
      word,
      lines.reduce((count, line) => count + Number(line.has(word)), 0),
    )
  return options.map((words) => {
    let found = 0
    let all = 0
    for (const word of words) {
      if (options.every((other) => other.has(word))) continue
      const count = frequency.get(word) ?? 0
      const weight = Math.log(1 + lines.length / (1 + count))
      all += weight
      if (count > 0) found += weight
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
