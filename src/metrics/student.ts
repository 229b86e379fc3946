// Quantiles of Student's t distribution, for intervals whose standard error is itself an estimate from few values.
// Degrees of freedom may be broken, as Satterthwaite's are.

/** The t with P(|T| ≤ t) = level, for `degrees` > 0 and `level` in (0, 1), to about ten digits. */
export function studentQuantile(level: number, degrees: number): number {
  const tail = 1 - level
  let low = 0
  let high = 1
  while (twoSidedTail(high, degrees) > tail) high *= 2
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (twoSidedTail(middle, degrees) > tail) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** P(|T| > t): the regularised incomplete beta function at degrees / (degrees + t²). Abramowitz and Stegun 26.7.1. */
function twoSidedTail(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
}

/** By the continued fraction (Abramowitz and Stegun 26.5.8), on the side on which it converges fast. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front =
    Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a
  // Modified Lentz.
  const tiny = 1e-300
  const nonzero = (value: number): number => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / nonzero(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonzero(1 + even * d)
    c = nonzero(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonzero(1 + odd * d)
    c = nonzero(1 + odd / c)
    const change = d * c
    fraction *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return front * fraction
}

/** Stirling's series from 20 up, and the recurrence below. Abramowitz and Stegun 6.1.41. */
function logGamma(x: number): number {
  let shift = 0
  let z = x
  while (z < 20) {
    shift += Math.log(z)
    z += 1
  }
  const inverse = 1 / (z * z)
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / z
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift
}
