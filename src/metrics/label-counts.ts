// Right and wrong per label, and what follows from it: precision, recall, F1 and support. Counts add up over
// types and cases, which is what lets a bootstrap resample cases. As scikit-learn defines them
// (precision_recall_fscore_support with zero_division=nan); an invalid answer is no prediction: a false
// negative for its gold label and a false positive for none.
import type { Answered } from './accuracy.ts'

export interface LabelCount {
  /** Items whose right answer it is. */
  readonly gold: number
  /** Items answered with it. */
  readonly predicted: number
  /** Items of which both hold. */
  readonly right: number
}

export interface LabelScore {
  /** Null where the label was never predicted. */
  readonly precision: number | null
  /** Null where it is never right. */
  readonly recall: number | null
  /** Null where neither. */
  readonly f1: number | null
  readonly support: number
}

/** One count for each label, in their order; answers outside `labels` are predictions of none of them. */
export function countLabels(items: readonly Answered[], labels: readonly string[]): LabelCount[] {
  const counts = new Map(labels.map((label) => [label, { gold: 0, predicted: 0, right: 0 }]))
  for (const { gold, predicted } of items) {
    const asGold = counts.get(gold)
    if (asGold !== undefined) asGold.gold += 1
    const asPredicted = predicted === null ? undefined : counts.get(predicted)
    if (asPredicted === undefined) continue
    asPredicted.predicted += 1
    if (gold === predicted) asPredicted.right += 1
  }
  return [...counts.values()]
}

export function labelScore({ gold, predicted, right }: LabelCount): LabelScore {
  return {
    precision: predicted === 0 ? null : right / predicted,
    recall: gold === 0 ? null : right / gold,
    f1: gold + predicted === 0 ? null : (2 * right) / (gold + predicted),
    support: gold,
  }
}

/** Share of right answers; null for no items. Every item must have its gold label among those counted. */
export function accuracyOfCounts(counts: readonly LabelCount[]): number | null {
  let right = 0
  let all = 0
  for (const count of counts) {
    right += count.right
    all += count.gold
  }
  return all === 0 ? null : right / all
}
