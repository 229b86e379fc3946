// Probabilities and their log-odds, both ways, without loss where one of them is near 0 or 1.

export function sigmoid(logOdds: number): number {
  if (logOdds >= 0) return 1 / (1 + Math.exp(-logOdds))
  const odds = Math.exp(logOdds)
  return odds / (1 + odds)
}

/** log(p / (1 − p)); infinite for 0 and 1. */
export function logOddsOf(probability: number): number {
  return Math.log(probability) - Math.log1p(-probability)
}

/**
 * Mean cross-entropy in nats of log-odds against targets in [0, 1] (a class, or a smoothed one): softplus(z) − t·z,
 * which stays finite for any finite z. Null of no items.
 */
export function meanCrossEntropy(logOdds: ArrayLike<number>, targets: ArrayLike<number>): number | null {
  if (logOdds.length === 0) return null
  let sum = 0
  for (let index = 0; index < logOdds.length; index++) {
    const z = logOdds[index] as number
    sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - (targets[index] as number) * z
  }
  return sum / logOdds.length
}
