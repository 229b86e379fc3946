// Seeded permutation of a task's options, so that a model's liking for a position cannot pass for knowledge.
// The order is the task's own for a seed: repeats and other models see the same one.
import { randomFor } from '../kit/random.ts'
import type { Letter, Option } from '../records/task.ts'

interface Lettered {
  readonly id: string
  readonly options: readonly Option[]
}

/** The task's letters in the order in which their options are to be shown. */
export function permutationOf(task: Lettered, seed: number | undefined): readonly Letter[] {
  const own = task.options.map(({ letter }) => letter)
  return seed === undefined ? own : randomFor(seed, 'permute', task.id).shuffle(own)
}

/** The task with its options in that order, lettered anew from the first. */
export function withOrder<T extends Lettered>(task: T, order: readonly Letter[]): T {
  const texts = new Map(task.options.map(({ letter, text }) => [letter, text]))
  const options = task.options.map(({ letter }, place) => ({
    letter,
    text: texts.get(order[place] as Letter) as string,
  }))
  return { ...task, options }
}
