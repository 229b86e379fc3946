// Whether probabilities can be taken at their word: Brier score and log loss as scikit-learn has them, the
// reliability curve over bins of equal width, and from it the expected calibration error (Naeini et al. 2015).

/** `score` in [0, 1] is the probability that it is positive. */
export interface Forecast {
  readonly score: number
  readonly positive: boolean
}

/** Mean squared error; null of no items. */
export function brierScore(items: readonly Forecast[]): number | null {
  return meanOver(items, ({ score, positive }) => (score - (positive ? 1 : 0)) ** 2)
}

/** Mean negative natural logarithm, probabilities kept 2⁻⁵² off 0 and 1; null of no items. */
export function logLoss(items: readonly Forecast[]): number | null {
  return meanOver(items, ({ score, positive }) => {
    const kept = Math.min(Math.max(score, Number.EPSILON), 1 - Number.EPSILON)
    return -Math.log(positive ? kept : 1 - kept)
  })
}

export interface ReliabilityBin {
  readonly low: number
  readonly high: number
  readonly count: number
  /** Mean probability, and share of positives; null for an empty bin. */
  readonly forecast: number | null
  readonly observed: number | null
}

/** Bins [0, 1/n), [1/n, 2/n) … with 1 in the last one. */
export function reliabilityOf(items: readonly Forecast[], bins: number): ReliabilityBin[] {
  return Array.from({ length: bins }, (_, bin) => {
    const own = items.filter(({ score }) => Math.min(bins - 1, Math.floor(score * bins)) === bin)
    return {
      low: bin / bins,
      high: (bin + 1) / bins,
      count: own.length,
      forecast: meanOver(own, ({ score }) => score),
      observed: meanOver(own, ({ positive }) => (positive ? 1 : 0)),
    }
  })
}

/** Mean distance of forecast and observed over items; null of no items. */
export function calibrationError(bins: readonly ReliabilityBin[]): number | null {
  const all = bins.reduce((sum, { count }) => sum + count, 0)
  if (all === 0) return null
  return bins.reduce(
    (sum, { count, forecast, observed }) => sum + (count / all) * Math.abs((forecast ?? 0) - (observed ?? 0)),
    0,
  )
}

function meanOver<T>(items: readonly T[], of: (item: T) => number): number | null {
  return items.length === 0 ? null : items.reduce((sum, item) => sum + of(item), 0) / items.length
}
