// Spearman's rank correlation: how alike two raters order the same items (Spearman 1904; ties share their mean
// rank). As SciPy's spearmanr.
import { meanOf } from './repeats.ts'
import { midranks } from './ranks.ts'

/** −1 … 1; null with fewer than two pairs, and where either rater gives one and the same value always. */
export function spearman(pairs: readonly (readonly [number, number])[]): number | null {
  const first = centred(midranks(pairs.map(([value]) => value)))
  const second = centred(midranks(pairs.map(([, value]) => value)))
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, index) => sum + value * (b[index] as number), 0)
  const scale = Math.sqrt(product(first, first) * product(second, second))
  // Rounding may carry full agreement a little beyond 1.
  return scale === 0 ? null : Math.max(-1, Math.min(1, product(first, second) / scale))
}

function centred(values: Float64Array): number[] {
  const mean = meanOf([...values]) ?? 0
  return [...values].map((value) => value - mean)
}
