// Quantiles of a sample by linear interpolation, as numpy.quantile does (Hyndman and Fan 1996, type 7).

/** `sorted` ascending, `probability` in [0, 1]. Throws a RangeError for no values. */
export function quantileOf(sorted: ArrayLike<number>, probability: number): number {
  if (sorted.length === 0) throw new RangeError('a quantile of no values')
  const at = (sorted.length - 1) * probability
  const below = Math.floor(at)
  const low = sorted[below] as number
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number
  return low + (at - below) * (high - low)
}
