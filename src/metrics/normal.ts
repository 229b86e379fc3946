// The tail of the standard normal distribution, and the quantile that 95 % intervals need.

/** The 97.5th percentile of the standard normal distribution. */
export const normal975 = 1.959963984540054

/**
 * P(|Z| > z) for z ≥ 0, to about 14 digits: the complementary error function of z/√2, by its Taylor series
 * below 3 and by Lentz's continued fraction above (Abramowitz and Stegun 7.1.6 and 7.1.14).
 */
export function twoSidedTail(z: number): number {
  const x = z / Math.SQRT2
  const scale = (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x)
  if (x < 2.5) {
    let term = x
    let sum = x
    for (let n = 1; Math.abs(term) > 1e-18 * sum; n++) {
      term *= (2 * x * x) / (2 * n + 1)
      sum += term
    }
    return 1 - scale * sum
  }
  // x + (1/2)/(x + 1/(x + (3/2)/(x + 2/(x + …)))), from the inside out.
  let fraction = x
  for (let n = 200; n >= 1; n--) fraction = x + n / 2 / fraction
  return scale / (2 * fraction)
}
