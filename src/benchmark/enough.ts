// How many tasks of one type a case may have: long or repetitive cases must not make up a benchmark.
import { taskTypeIds, type TaskTypeId } from '../taxonomy/task-types.ts'
import { normalised, type Shares } from './shares.ts'

/** Two challenge triples, or six tasks of other kinds. */
export const enough = 6

/** Drafts beyond the wished number that make up for cases which give fewer. */
const reserve = 1.4

/**
 * About how many tasks of each type are worth drafting from each of so many simulated cases, when a size is
 * wished: drafting and checking more would cost time, and selection would leave them out.
 */
export function mostOfEachType(
  { size, shares }: { readonly size?: number; readonly shares?: Shares },
  cases: number,
): Partial<Record<TaskTypeId, number>> {
  if (size === undefined) return {}
  const wished = normalised(shares?.types)
  return Object.fromEntries(
    taskTypeIds.map((type) => {
      const share = wished === undefined ? 1 / taskTypeIds.length : (wished.get(type) ?? 0)
      const each = Math.ceil((reserve * size * share) / Math.max(1, cases))
      return [type, share === 0 ? 0 : Math.min(enough, Math.max(1, each))]
    }),
  )
}
