// Krippendorff's alpha: agreement of any number of raters beyond chance, whoever rated what (Krippendorff 2011,
// "Computing Krippendorff's alpha-reliability"). As the Python package krippendorff.
import { midranks } from './ranks.ts'

/** What the distance of two ratings is: their difference, or how many ratings lie between them. */
export type RatingScale = 'interval' | 'ordinal'

/**
 * `items[item]` are the ratings given to it, by whom does not matter; an item with fewer than two says nothing.
 * 1: full agreement, 0: as by chance, below 0: less than that. Null without a pair, and where all ratings are
 * the same.
 */
export function krippendorffAlpha(
  items: readonly (readonly number[])[],
  scale: RatingScale = 'interval',
): number | null {
  const rated = items.filter((ratings) => ratings.length > 1)
  const flat = rated.flat()
  // Ratings between two others, each end counted half, are the difference of their midranks.
  const values = scale === 'ordinal' ? [...midranks(flat)] : flat
  const expected = squaresOf(values)
  let observed = 0
  let from = 0
  for (const { length } of rated) {
    observed += squaresOf(values.slice(from, from + length)) / (length - 1)
    from += length
  }
  return expected === 0 ? null : 1 - ((values.length - 1) * observed) / expected
}

/** Sum of squared differences over all ordered pairs: 2n times the sum of squares about the mean. */
function squaresOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  return 2 * values.length * values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}
