// What repeating a question changes: how often the answer flips, and how far a score moves.

/**
 * How likely two askings of one item get different answers: the share of unlike pairs among an item's
 * repeats, as a mean over items asked at least twice. An invalid answer is an answer like any other. Null
 * where nothing was asked twice.
 */
export function flipRate(items: readonly (readonly (string | null)[])[]): number | null {
  const repeated = items.filter((answers) => answers.length > 1)
  if (repeated.length === 0) return null
  const rates = repeated.map((answers) => {
    const counts = new Map<string | null, number>()
    for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1)
    const alike = [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0)
    return 1 - alike / (answers.length * (answers.length - 1))
  })
  return meanOf(rates)
}

/** Null of no values. */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The sample's standard deviation (divided by n − 1); null of fewer than two values. */
export function deviationOf(values: readonly number[]): number | null {
  const mean = meanOf(values)
  if (mean === null || values.length < 2) return null
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}
