// The upper tail of the chi-square distribution, by the series and the continued fraction of the incomplete
// gamma function (Abramowitz and Stegun, 6.5.29 and 6.5.31).

/** P(X >= statistic) for X chi-square with `degrees` of freedom. */
export function chiSquareTail(statistic: number, degrees: number): number {
  if (statistic <= 0 || degrees <= 0) return 1
  const a = degrees / 2
  const x = statistic / 2
  const scale = Math.exp(-x + a * Math.log(x) - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; n < 500 && term > sum * 1e-15; n++) {
      term *= x / (a + n)
      sum += term
    }
    return 1 - sum * scale
  }
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let n = 1; n < 500; n++) {
    const an = -n * (n - a)
    b += 2
    d = 1 / (an * d + b || 1e-300)
    c = b + an / c || 1e-300
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return scale * h
}

/** ln Γ(x) by Stirling's series, after shifting x above 10 where the series is exact to 12 digits. */
function logGamma(x: number): number {
  if (x < 10) return logGamma(x + 1) - Math.log(x)
  const square = 1 / (x * x)
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / x
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series
}
