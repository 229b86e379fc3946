// Accuracy over multiple-choice answers. Numbers in, numbers out.

/** One answered item: the gold label, and the predicted one or null where the answer was invalid. */
export interface Answered {
  readonly gold: string
  readonly predicted: string | null
}

/** Share of right answers in [0, 1]; an invalid answer is wrong. Null for no items. */
export function accuracy(items: readonly Answered[]): number | null {
  if (items.length === 0) return null
  return items.filter(({ gold, predicted }) => gold === predicted).length / items.length
}
