// Kernel density estimate with Gaussian kernels and Silverman's rule for their width (Silverman 1986, 3.4.2). As
// SciPy's gaussian_kde(bw_method="silverman"). The curve knows no bounds: of scores from 0 to 1 it reaches a
// little beyond both, as in Figure 2 of the paper.
import { deviationOf } from './repeats.ts'

export interface Density {
  readonly bandwidth: number
  /** At each of the points. */
  readonly values: readonly number[]
}

/** Null where there is no width: fewer than two values, or all the same. */
export function densityOf(sample: readonly number[], points: readonly number[]): Density | null {
  const deviation = deviationOf(sample)
  if (deviation === null || deviation === 0) return null
  const bandwidth = deviation * ((3 / 4) * sample.length) ** (-1 / 5)
  const scale = 1 / (sample.length * bandwidth * Math.sqrt(2 * Math.PI))
  const values = points.map(
    (point) =>
      scale * sample.reduce((sum, value) => sum + Math.exp(-(((point - value) / bandwidth) ** 2) / 2), 0),
  )
  return { bandwidth, values }
}
