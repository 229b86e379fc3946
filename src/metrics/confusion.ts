// The confusion matrix of a classification, always over the full set of labels: a class that never occurs
// keeps its row and column. As scikit-learn's confusion_matrix(labels=…), with one more column for answers
// that name no label, which scikit-learn would drop.
import type { Answered } from './accuracy.ts'

export interface Confusion {
  readonly labels: readonly string[]
  /** counts[gold][predicted], both in the order of `labels`. */
  readonly counts: readonly (readonly number[])[]
  /** Items of each gold label without a valid answer. */
  readonly invalid: readonly number[]
}

/** Throws a RangeError when a gold label is not among `labels`. */
export function confusionOf(items: readonly Answered[], labels: readonly string[]): Confusion {
  const place = new Map(labels.map((label, index) => [label, index]))
  const counts = labels.map(() => labels.map(() => 0))
  const invalid = labels.map(() => 0)
  for (const { gold, predicted } of items) {
    const row = place.get(gold)
    if (row === undefined) throw new RangeError(`${gold} is none of ${labels.join(', ')}`)
    const column = predicted === null ? undefined : place.get(predicted)
    if (column === undefined) invalid[row] = (invalid[row] as number) + 1
    else (counts[row] as number[])[column] = (counts[row]?.[column] as number) + 1
  }
  return { labels, counts, invalid }
}
