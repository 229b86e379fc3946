// Area under the precision-recall curve as average precision: Σ (recall gained) × precision at each threshold,
// without interpolation. As scikit-learn's average_precision_score.
import type { Rated } from './auroc.ts'

/** Null without a positive item. */
export function averagePrecision(items: readonly Pick<Rated, 'score' | 'positive'>[]): number | null {
  const positives = items.filter(({ positive }) => positive).length
  if (positives === 0) return null
  const sorted = items.toSorted((a, b) => b.score - a.score)
  let sum = 0
  let hits = 0
  let hitsBefore = 0
  sorted.forEach(({ score, positive }, index) => {
    if (positive) hits += 1
    // Items with one score cross the threshold together.
    if (sorted[index + 1]?.score === score) return
    sum += ((hits - hitsBefore) / positives) * (hits / (index + 1))
    hitsBefore = hits
  })
  return sum
}
