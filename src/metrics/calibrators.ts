// From a score's log-odds to log-odds that can be taken at their word, by a straight line fitted on other answers.
// Temperature scaling (Guo, Pleiss, Sun and Weinberger 2017) changes how sure a score is, never which side of one
// half it is on. Platt's sigmoid (Platt 1999, with his smoothed targets and the Newton steps of Lin, Lin and Weng
// 2007) moves the middle too. Neither changes an order: a slope is never negative, so a score that points the wrong
// way becomes one that says nothing.
import { logOddsOf, meanCrossEntropy, sigmoid } from './log-odds.ts'

/** Calibrated log-odds are slope · z + offset. */
export interface Calibration {
  /** One over the temperature. */
  readonly slope: number
  readonly offset: number
}

export interface Rating {
  /** Log-odds, finite. */
  readonly score: number
  readonly positive: boolean
}

export const uncalibrated: Calibration = { slope: 1, offset: 0 }

export function calibrate({ slope, offset }: Calibration, score: number): number {
  // Zero times infinity is no number, and a flat line says the same of every score.
  return slope === 0 ? offset : slope * score + offset
}

/** Classes told apart without a mistake would want a temperature of 0, classes not told apart an infinite one. */
const slopes = { least: 1e-3, most: 1e3 } as const

/** The temperature with the least cross-entropy, between 1/1000 and 1000; 1 of no items. */
export function fitTemperature(items: readonly Rating[]): Calibration {
  if (items.length === 0) return uncalibrated
  // The derivative by the slope, which rises with the slope, as cross-entropy is convex.
  const rise = (slope: number): number =>
    items.reduce((sum, { score, positive }) => sum + (sigmoid(slope * score) - (positive ? 1 : 0)) * score, 0)
  let low: number = slopes.least
  let high: number = slopes.most
  if (rise(low) >= 0) return { slope: low, offset: 0 }
  if (rise(high) <= 0) return { slope: high, offset: 0 }
  // Halving on the scale of logarithms until nothing lies between.
  for (;;) {
    const middle = Math.sqrt(low * high)
    if (!(middle > low && middle < high)) return { slope: middle, offset: 0 }
    if (rise(middle) < 0) low = middle
    else high = middle
  }
}

/** Out of N answers of a class, a probability of (N + 1) / (N + 2) is held for it: Platt's targets. */
export function smoothedTargets(items: readonly Pick<Rating, 'positive'>[]): Float64Array {
  const positives = items.filter(({ positive }) => positive).length
  const negatives = items.length - positives
  return Float64Array.from(items, ({ positive }) =>
    positive ? (positives + 1) / (positives + 2) : 1 / (negatives + 2),
  )
}

/** Least cross-entropy against the smoothed targets, by Newton's steps, halved until they lead downwards. */
export function fitPlatt(items: readonly Rating[]): Calibration {
  if (items.length === 0) return uncalibrated
  const targets = smoothedTargets(items)
  const count = items.length
  const mean = items.reduce((sum, { score }) => sum + score, 0) / count
  const deviation = Math.sqrt(items.reduce((sum, { score }) => sum + (score - mean) ** 2, 0) / count)
  const flat = { slope: 0, offset: logOddsOf(targets.reduce((sum, target) => sum + target, 0) / count) }
  if (deviation === 0) return flat
  // Centred and scaled, so that one step fits all scores.
  const scores = Float64Array.from(items, ({ score }) => (score - mean) / deviation)
  const lossOf = (slope: number, offset: number): number =>
    meanCrossEntropy(
      scores.map((score) => slope * score + offset),
      targets,
    ) as number
  let slope = 0
  let offset = flat.offset
  let loss = lossOf(slope, offset)
  for (let step = 0; step < 100; step++) {
    const gradient = [0, 0] as [number, number]
    const curvature = [1e-12, 0, 1e-12] as [number, number, number]
    scores.forEach((score, index) => {
      const probability = sigmoid(slope * score + offset)
      const excess = (probability - (targets[index] as number)) / count
      const weight = (probability * (1 - probability)) / count
      gradient[0] += excess * score
      gradient[1] += excess
      curvature[0] += weight * score * score
      curvature[1] += weight * score
      curvature[2] += weight
    })
    const determinant = curvature[0] * curvature[2] - curvature[1] ** 2
    const bySlope = (curvature[2] * gradient[0] - curvature[1] * gradient[1]) / determinant
    const byOffset = (curvature[0] * gradient[1] - curvature[1] * gradient[0]) / determinant
    const fall = bySlope * gradient[0] + byOffset * gradient[1]
    // So close to the end the loss itself is too coarse to tell a step down, and a whole step is right.
    const last = fall < 1e-12
    let length = 1
    const leadsDown = (): boolean =>
      lossOf(slope - length * bySlope, offset - length * byOffset) <= loss - 1e-4 * length * fall
    while (!last && length > 1e-10 && !leadsDown()) length /= 2
    slope -= length * bySlope
    offset -= length * byOffset
    loss = lossOf(slope, offset)
    if (last) break
  }
  return slope <= 0 ? flat : { slope: slope / deviation, offset: offset - (slope * mean) / deviation }
}
