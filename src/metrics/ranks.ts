// Ranks with ties, for measures that look only at order.

/** Ranks from 1; tied values share the mean of their ranks. */
export function midranks(values: readonly number[]): Float64Array {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number))
  const ranks = new Float64Array(values.length)
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end + 1 < order.length && values[order[end + 1] as number] === values[order[start] as number])
      end++
    for (let index = start; index <= end; index++) ranks[order[index] as number] = (start + end) / 2 + 1
    start = end + 1
  }
  return ranks
}
