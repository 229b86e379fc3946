// McNemar's test: whether two runs on the same items differ in how often they are right. As statsmodels'
// mcnemar: exact binomial where fewer than 25 items are discordant, else chi-square with continuity
// correction.
import { twoSidedTail } from './normal.ts'

export interface McNemar {
  /** Items that only the first, and only the second, has right. */
  readonly onlyFirst: number
  readonly onlySecond: number
  readonly method: 'exact' | 'chi-square'
  /** Two-sided. */
  readonly p: number
}

const fewestForChiSquare = 25

/** Counts of discordant items; p is 1 when there are none. */
export function mcnemar(onlyFirst: number, onlySecond: number): McNemar {
  const discordant = onlyFirst + onlySecond
  const counts = { onlyFirst, onlySecond }
  if (discordant < fewestForChiSquare) {
    let term = 0.5 ** discordant
    let cumulative = 0
    for (let k = 0; k <= Math.min(onlyFirst, onlySecond); k++) {
      cumulative += term
      term *= (discordant - k) / (k + 1)
    }
    return { ...counts, method: 'exact', p: Math.min(1, 2 * cumulative) }
  }
  const z = Math.abs(Math.abs(onlyFirst - onlySecond) - 1) / Math.sqrt(discordant)
  return { ...counts, method: 'chi-square', p: twoSidedTail(z) }
}
