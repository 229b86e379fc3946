// Means with intervals that resample whole groups of cases: of one list of values, or of the differences of two.
import { groupBy } from '../../kit/group.ts'
import { randomFor } from '../../kit/random.ts'
import { clusterIntervals, totalOf, type Interval } from '../../metrics/bootstrap.ts'
import { bootstrapDraws, intervalLevel } from '../sums.ts'

/** One value, and the group of cases that resampling keeps together. */
export interface Valued {
  readonly value: number
  readonly group: string
}

export interface Mean {
  readonly count: number
  readonly cases: number
  readonly mean: number | null
  readonly interval: Interval | null
}

/** `purpose` names the stream of draws: the same values give the same interval. */
export function meanWithInterval(values: readonly Valued[], purpose: string): Mean {
  const clusters = [...groupBy(values, ({ group }) => group)].map(([name, own]) => ({
    name,
    adds: new Map([
      [0, own.reduce((sum, { value }) => sum + value, 0)],
      [1, own.length],
    ]),
  }))
  const meanIn = (sums: Float64Array): readonly (number | null)[] => {
    const [total = 0, count = 0] = sums
    return [count === 0 ? null : total / count]
  }
  const [interval = null] = clusterIntervals(clusters, meanIn, {
    random: randomFor(purpose),
    places: 2,
    draws: bootstrapDraws,
    level: intervalLevel,
  })
  return {
    count: values.length,
    cases: clusters.length,
    mean: meanIn(totalOf(clusters, 2))[0] ?? null,
    interval,
  }
}
