// Percentile bootstrap that resamples whole clusters (the tasks of one patient), since answers about one case
// are no independent draws. Efron and Tibshirani 1993, chapter 13; Field and Welsh 2007 for clusters. Every
// statistic is a function of sums over clusters, so that one set of draws serves all of them, and a paired
// difference is one more statistic: of sums that hold both runs.
import type { Random } from '../kit/random.ts'
import { quantileOf } from './quantile.ts'

/** What one cluster adds to the sums: place → amount. Places that are not named get nothing. */
export interface Cluster {
  readonly name: string
  readonly adds: ReadonlyMap<number, number>
}

export interface Interval {
  readonly low: number
  readonly high: number
}

export interface Bootstrap {
  readonly random: Random
  /** Number of sums. */
  readonly places: number
  readonly draws: number
  /** Of the interval, 0.95 for one from the 2.5th to the 97.5th percentile. */
  readonly level: number
}

/**
 * An interval for each statistic, in the order in which `statistics` returns them. The order of the clusters
 * does not matter; their names must differ. A draw in which a statistic has no value is left out of its
 * interval. Null with fewer than two clusters, or where no draw has a value.
 */
export function clusterIntervals(
  clusters: readonly Cluster[],
  statistics: (sums: Float64Array) => readonly (number | null)[],
  bootstrap: Bootstrap,
): (Interval | null)[] {
  const { level } = bootstrap
  return clusterDraws(clusters, statistics, bootstrap).map((drawn) => {
    if (drawn.length === 0) return null
    const ascending = Float64Array.from(drawn).toSorted()
    return {
      low: quantileOf(ascending, (1 - level) / 2),
      high: quantileOf(ascending, (1 + level) / 2),
    }
  })
}

/** The values of each statistic over the draws; none with fewer than two clusters. */
export function clusterDraws(
  clusters: readonly Cluster[],
  statistics: (sums: Float64Array) => readonly (number | null)[],
  { random, places, draws }: Omit<Bootstrap, 'level'>,
): number[][] {
  const sorted = clusters.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const lists = sorted.map(({ adds }) => ({
    at: Uint32Array.from(adds.keys()),
    amount: Float64Array.from(adds.values()),
  }))
  const sums = new Float64Array(places)
  const values = statistics(sums).map((): number[] => [])
  if (lists.length < 2) return values
  for (let draw = 0; draw < draws; draw++) {
    sums.fill(0)
    for (let pick = 0; pick < lists.length; pick++) {
      const { at, amount } = lists[random.below(lists.length)] as (typeof lists)[number]
      for (let index = 0; index < at.length; index++) {
        const place = at[index] as number
        sums[place] = (sums[place] as number) + (amount[index] as number)
      }
    }
    statistics(sums).forEach((value, index) => {
      if (value !== null) values[index]?.push(value)
    })
  }
  return values
}

/** The sums over all clusters as they are. */
export function totalOf(clusters: readonly Cluster[], places: number): Float64Array {
  const sums = new Float64Array(places)
  for (const { adds } of clusters) {
    for (const [place, amount] of adds) sums[place] = (sums[place] as number) + amount
  }
  return sums
}
