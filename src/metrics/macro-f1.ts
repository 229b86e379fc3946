// Macro-averaged F1 as scikit-learn defines it (f1_score, average="macro", zero_division=0), with the
// labels given. An invalid answer is no prediction: a false negative for its gold label and a false
// positive for none.
import type { Answered } from './accuracy.ts'

/** F1 of each label: 2·TP / (2·TP + FP + FN); 0 where a label is predicted or gold but never both. */
export function f1ByLabel(items: readonly Answered[], labels: readonly string[]): Map<string, number> {
  const truePositives = new Map<string, number>()
  const asGold = new Map<string, number>()
  const asPredicted = new Map<string, number>()
  const bump = (counts: Map<string, number>, label: string): void => {
    counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  for (const { gold, predicted } of items) {
    bump(asGold, gold)
    if (predicted === null) continue
    bump(asPredicted, predicted)
    if (predicted === gold) bump(truePositives, gold)
  }
  return new Map(
    labels.map((label) => {
      const total = (asGold.get(label) ?? 0) + (asPredicted.get(label) ?? 0)
      return [label, total === 0 ? 0 : (2 * (truePositives.get(label) ?? 0)) / total]
    }),
  )
}

/**
 * Mean F1 over `labels` that occur as gold or as prediction: a letter that is offered but neither right nor
 * chosen anywhere has no F1 and is left out, as scikit-learn does without `labels`. Null for no items.
 */
export function macroF1(items: readonly Answered[], labels: readonly string[]): number | null {
  const occurring = new Set(items.flatMap(({ gold, predicted }) => [gold, predicted]))
  const counted = labels.filter((label) => occurring.has(label))
  if (items.length === 0 || counted.length === 0) return null
  const scores = [...f1ByLabel(items, counted).values()]
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}
