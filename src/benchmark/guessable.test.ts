import { describe, expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import { letters, type Letter } from '../records/task.ts'
import { crossValidatedAnswers, type Foldable } from '../verification/shortcuts/cross-validation.ts'
import { noContext } from '../verification/shortcuts/no-context.ts'
import { guessableTasks } from './guessable.ts'
import { fewestToFilter, marginOf } from './luck.ts'

const words =
  'amber birch cedar delta ember flint grove heath islet jetty knoll larch marsh north olive'.split(' ')

/** Tasks of a build of a few cases, whose right option has a word of its own in so many of a hundred. */
function tasksOf(count: number, marked: number, seed: number): Foldable[] {
  return Array.from({ length: count }, (_, index): Foldable => {
    const random = randomFor(seed, 'task', index)
    const gold = random.below(4)
    const isMarked = random.below(100) < marked
    return {
      id: `task_${seed}_${index}`,
      type: 'reasoning_differential_evolution',
      question: 'What changed?',
      options: letters.slice(0, 4).map((letter, at) => ({
        letter,
        text: `${random.sample(words, 3).join(' ')}${isMarked && at === gold ? ' usually' : ''}`,
      })),
      gold: letters[gold] as Letter,
      group: `case_${index >> 1}`,
    }
  })
}

function kept(tasks: readonly Foldable[], seed: number): Foldable[] {
  const leftOut = new Set(guessableTasks(tasks, seed))
  return tasks.filter(({ id }) => !leftOut.has(id))
}

describe('tasks that can be guessed', () => {
  it.each([20, 40, 80, 160])('a classifier no longer beats luck on what is left of %d tasks', (count) => {
    for (const seed of [1, 2, 3]) {
      const tasks = tasksOf(count, 70, seed)
      const rest = kept(tasks, seed)
      expect(rest.length).toBeLessThan(tasks.length)
      if (rest.length < fewestToFilter) continue
      const sorted = rest.toSorted((a, b) => (a.id < b.id ? -1 : 1))
      const answers = crossValidatedAnswers(noContext, sorted, seed)
      const right = rest.filter(({ id, gold }) => answers.get(id) === gold).length / rest.length
      const left = marginOf(
        rest.map(({ options }) => ({ options: options.length })),
        0.03,
      )
      expect(right).toBeLessThanOrEqual(0.25 + left + 1e-9)
    }
  })

  it('leaves most of a few tasks alone that cannot be guessed', () => {
    const shares = [1, 2, 3, 4, 5, 6].map((seed) => kept(tasksOf(40, 0, seed), seed).length / 40)
    expect(Math.min(...shares)).toBeGreaterThan(0.7)
  })

  it('does not judge a handful', () => {
    expect(guessableTasks(tasksOf(fewestToFilter - 1, 100, 1), 1)).toEqual([])
  })
})
