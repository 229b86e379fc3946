// Answers as sums that add up over cases: for each task type and letter how often it was right, was chosen, and
// both. Every score by type, by category, pooled and as a mean of types is a function of them, so one set of
// bootstrap draws gives all intervals.
import type { Answered } from '../metrics/accuracy.ts'
import type { Cluster } from '../metrics/bootstrap.ts'
import { accuracyOfCounts, type LabelCount } from '../metrics/label-counts.ts'
import { macroF1OfCounts } from '../metrics/macro-f1.ts'
import { meanOf } from '../metrics/repeats.ts'
import { groupBy } from '../kit/group.ts'
import { letters, type Task } from '../records/task.ts'
import { taskTypeIds, type TaskTypeId } from '../taxonomy/task-types.ts'
import type { Row } from './rows.ts'

/** Draws of each bootstrap, and what its intervals hold. */
export const bootstrapDraws = 1000
export const intervalLevel = 0.95

/** Number of sums of one run. */
export const answerPlaces = taskTypeIds.length * letters.length * 3

function placeOf(type: TaskTypeId, letter: string): number {
  return 3 * (taskTypeIds.indexOf(type) * letters.length + (letters as readonly string[]).indexOf(letter))
}

/** What the sums need to know of an answer. */
export type TypedAnswer = Answered & { readonly task: Pick<Task, 'type'> }

/** What the rows add; `from` is the place of the first sum. */
export function addAnswers(rows: readonly TypedAnswer[], adds: Map<number, number>, from = 0): void {
  const bump = (place: number): void => void adds.set(from + place, (adds.get(from + place) ?? 0) + 1)
  for (const { task, gold, predicted } of rows) {
    bump(placeOf(task.type, gold))
    if (predicted === null) continue
    bump(placeOf(task.type, predicted) + 1)
    if (predicted === gold) bump(placeOf(task.type, gold) + 2)
  }
}

export function clustersOf(rows: readonly Row[]): Cluster[] {
  return [...groupBy(rows, ({ group }) => group)].map(([name, members]) => {
    const adds = new Map<number, number>()
    addAnswers(members, adds)
    return { name, adds }
  })
}

/** Counts per letter, over these types together. */
function countsIn(sums: Float64Array, types: readonly TaskTypeId[], from: number): LabelCount[] {
  return letters.map((letter) => {
    const count = { gold: 0, predicted: 0, right: 0 }
    for (const type of types) {
      const place = from + placeOf(type, letter)
      count.gold += sums[place] as number
      count.predicted += sums[place + 1] as number
      count.right += sums[place + 2] as number
    }
    return count
  })
}

export function accuracyIn(sums: Float64Array, types: readonly TaskTypeId[], from = 0): number | null {
  return accuracyOfCounts(countsIn(sums, types, from))
}

export function macroF1In(sums: Float64Array, types: readonly TaskTypeId[], from = 0): number | null {
  return macroF1OfCounts(countsIn(sums, types, from))
}

/** The mean of a score over those of the types that have one. */
export function meanOfTypesIn(
  sums: Float64Array,
  types: readonly TaskTypeId[],
  score: typeof accuracyIn,
  from = 0,
): number | null {
  return meanOf(types.map((type) => score(sums, [type], from)).filter((value) => value !== null))
}
