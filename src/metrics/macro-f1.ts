// Macro-averaged F1 as scikit-learn defines it (f1_score, average="macro"), with the labels given. See
// label-counts.ts for what an invalid answer is.
import type { Answered } from './accuracy.ts'
import { countLabels, labelScore, type LabelCount } from './label-counts.ts'

/**
 * Mean F1 over `labels` that occur as gold or as prediction: a letter that is offered but neither right nor
 * chosen anywhere has no F1 and is left out (zero_division=nan). Null for no items.
 */
export function macroF1(items: readonly Answered[], labels: readonly string[]): number | null {
  return macroF1OfCounts(countLabels(items, labels))
}

/** The same from counts, one a label. */
export function macroF1OfCounts(counts: readonly LabelCount[]): number | null {
  let sum = 0
  let labels = 0
  for (const count of counts) {
    const { f1 } = labelScore(count)
    if (f1 === null) continue
    sum += f1
    labels += 1
  }
  return labels === 0 ? null : sum / labels
}
