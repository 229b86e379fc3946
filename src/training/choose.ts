// Which tasks of a split become examples: all of them, or a part of a wished size, drawn by the seed, with as many of
// each type as there are (even), in the split's own shares (proportional), or those of as few cases as it takes
// (cases): what the tasks of one conversation share is computed once. Only the split that is asked for.
import type { TaskEntry } from '../benchmark/open-benchmark.ts'
import { evenly } from '../kit/evenly.ts'
import { groupBy } from '../kit/group.ts'
import { randomFor } from '../kit/random.ts'
import type { SplitName } from '../records/benchmark.ts'

export const draws = ['even', 'proportional', 'cases'] as const
export type Draw = (typeof draws)[number]

/** In the order of the benchmark. */
export function chooseTasks(
  tasks: readonly TaskEntry[],
  split: SplitName,
  count: number | undefined,
  draw: Draw,
  seed: number,
): readonly TaskEntry[] {
  const all = tasks.filter((task) => task.split === split)
  if (count === undefined || count >= all.length) return all
  const shuffled = randomFor(seed, 'examples', split).shuffle(all)
  const drawn = new Set(drawers[draw](shuffled, count))
  return all.filter((task) => drawn.has(task))
}

const drawers: Readonly<
  Record<Draw, (shuffled: readonly TaskEntry[], count: number) => readonly TaskEntry[]>
> = {
  even: (shuffled, count) => evenly(shuffled, ({ type }) => type, count),
  proportional,
  cases: (shuffled, count) => [...groupBy(shuffled, ({ caseId }) => caseId).values()].flat().slice(0, count),
}

/** By largest remainders. */
function proportional(shuffled: readonly TaskEntry[], count: number): readonly TaskEntry[] {
  const groups = [...groupBy(shuffled, ({ type }) => type)].map(([type, members]) => {
    const share = (members.length * count) / shuffled.length
    return { type, members, whole: Math.floor(share), rest: share - Math.floor(share) }
  })
  const missing = count - groups.reduce((sum, { whole }) => sum + whole, 0)
  const rounded = new Set(
    groups
      .toSorted((a, b) => b.rest - a.rest || (a.type < b.type ? -1 : 1))
      .slice(0, missing)
      .map(({ type }) => type),
  )
  return groups.flatMap(({ type, members, whole }) => members.slice(0, whole + (rounded.has(type) ? 1 : 0)))
}
