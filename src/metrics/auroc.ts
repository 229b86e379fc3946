// Area under the ROC curve by midranks (ties count half), with the variance of DeLong et al. 1988 for
// clustered items (Obuchowski 1997): where each cluster is one item it is DeLong's own.
import { groupBy } from '../kit/group.ts'
import type { Interval } from './bootstrap.ts'
import { normal975 } from './normal.ts'
import { midranks } from './ranks.ts'

/** One item: how likely the model holds it to be positive, whether it is, and which cluster it belongs to. */
export interface Rated {
  readonly score: number
  readonly positive: boolean
  readonly cluster: string
}

export interface Auroc {
  readonly area: number
  /** Null where either class lies in fewer than two clusters. */
  readonly variance: number | null
  /** Area ± 1.96 standard errors, within [0, 1]. */
  readonly interval: Interval | null
}

/** Null without a positive or without a negative item. */
export function aurocOf(items: readonly Rated[]): Auroc | null {
  const positives = items.filter(({ positive }) => positive)
  const negatives = items.filter(({ positive }) => !positive)
  if (positives.length === 0 || negatives.length === 0) return null
  // Placement of an item: the share of the other class that it beats, half for ties.
  const all = midranks(items.map(({ score }) => score))
  const own = { positive: midranks(positives.map(rating)), negative: midranks(negatives.map(rating)) }
  let [seenPositives, seenNegatives] = [0, 0]
  const placed = items.map(({ cluster, positive }, index) => {
    const within = positive ? own.positive[seenPositives++] : own.negative[seenNegatives++]
    const beaten = (all[index] as number) - (within as number)
    return {
      cluster,
      positive,
      placement: positive ? beaten / negatives.length : 1 - beaten / positives.length,
    }
  })
  const area =
    placed.reduce((sum, { positive, placement }) => sum + (positive ? placement : 0), 0) / positives.length
  const clusters = [...groupBy(placed, ({ cluster }) => cluster).values()].map((members) => {
    const excess = { positive: 0, negative: 0 }
    for (const { positive, placement } of members) {
      excess[positive ? 'positive' : 'negative'] += placement - area
    }
    return {
      ...excess,
      hasPositive: members.some(({ positive }) => positive),
      hasNegative: members.some(({ positive }) => !positive),
    }
  })
  const withPositive = clusters.filter(({ hasPositive }) => hasPositive).length
  const withNegative = clusters.filter(({ hasNegative }) => hasNegative).length
  if (withPositive < 2 || withNegative < 2) return { area, variance: null, interval: null }
  const squares = (of: 'positive' | 'negative'): number =>
    clusters.reduce((sum, cluster) => sum + cluster[of] ** 2, 0)
  const products = clusters.reduce((sum, { positive, negative }) => sum + positive * negative, 0)
  const m = positives.length
  const n = negatives.length
  const variance =
    (withPositive / (withPositive - 1) / m ** 2) * squares('positive') +
    (withNegative / (withNegative - 1) / n ** 2) * squares('negative') +
    ((2 * clusters.length) / (clusters.length - 1) / (m * n)) * products
  const half = normal975 * Math.sqrt(Math.max(0, variance))
  return { area, variance, interval: { low: Math.max(0, area - half), high: Math.min(1, area + half) } }
}

function rating({ score }: Rated): number {
  return score
}
