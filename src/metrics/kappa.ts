// Cohen's kappa: agreement beyond what the two raters' own frequencies would give by chance (Cohen 1960; with
// weights, 1968). As scikit-learn's cohen_kappa_score.

/** How much a disagreement counts: each alike, or by the distance of ordered labels, or its square. */
export type KappaWeights = 'none' | 'linear' | 'quadratic'

/**
 * `counts[first][second]`, square. 1: full agreement, 0: as by chance. Null for no items, and where both
 * raters give one and the same label always.
 */
export function kappaOf(
  counts: readonly (readonly number[])[],
  weights: KappaWeights = 'none',
): number | null {
  const weight = (row: number, column: number): number => {
    if (weights === 'none') return row === column ? 0 : 1
    return Math.abs(row - column) ** (weights === 'linear' ? 1 : 2)
  }
  const rows = counts.map((row) => row.reduce((sum, count) => sum + count, 0))
  const columns = counts.map((_, index) => counts.reduce((sum, row) => sum + (row[index] ?? 0), 0))
  const all = rows.reduce((sum, count) => sum + count, 0)
  let observed = 0
  let expected = 0
  counts.forEach((row, first) =>
    row.forEach((count, second) => {
      observed += weight(first, second) * count
      expected += (weight(first, second) * (rows[first] ?? 0) * (columns[second] ?? 0)) / all
    }),
  )
  return all === 0 || expected === 0 ? null : 1 - observed / expected
}
