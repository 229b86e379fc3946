// Net benefit of alerts (Vickers and Elkin 2006): right alerts less false ones, weighed by the odds at which one
// is indifferent between them, per answer. Over those odds it is the decision curve.

export interface Alert {
  readonly alert: boolean
  readonly positive: boolean
}

/** `indifference` in (0, 1) is the probability at which an alert is worth as much as silence; null of no items. */
export function netBenefit(items: readonly Alert[], indifference: number): number | null {
  if (items.length === 0) return null
  const odds = indifference / (1 - indifference)
  const right = items.filter(({ alert, positive }) => alert && positive).length
  const wrong = items.filter(({ alert, positive }) => alert && !positive).length
  return (right - odds * wrong) / items.length
}
