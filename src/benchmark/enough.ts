// How many tasks of one type a case may have: long or repetitive cases must not make up a benchmark.
import { memberNames } from '../challenges/challenge.ts'
import { challengeRules } from '../challenges/index.ts'
import type { Random } from '../kit/random.ts'
import { taskTypeIds, type TaskTypeId } from '../taxonomy/task-types.ts'
import { normalised, type Shares } from './shares.ts'

/** Two challenge triples, or six tasks of other kinds. */
export const enough = 6

/**
 * Drafts beyond the wished number, as a factor, that make up for cases which give fewer; and, of single tasks, for
 * those that can be guessed or found by their words alone.
 */
const reserves = { planted: 2.2, single: 2.2 }

/**
 * How many tasks of each type are worth drafting from each of so many simulated cases on average, when a size is
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
      const reserve = plantedTypes.has(type) ? reserves.planted : reserves.single
      return [type, Math.min(enough, (reserve * size * share) / Math.max(1, cases))]
    }),
  )
}

/**
 * How many tasks of a type to draft from one case, so that the average over cases is `mean`: whole units (triples
 * where the type is planted), of which some cases have one more than others, by a seeded draw.
 */
export function mostOfCase(mean: number, type: TaskTypeId, random: Random): number {
  const unit = plantedTypes.has(type) ? memberNames.length : 1
  const units = mean / unit
  return unit * (Math.floor(units) + (random.next() < units % 1 ? 1 : 0))
}

const plantedTypes = new Set(challengeRules.map(({ taskType }) => taskType))
