// Logistic regression with an L2 penalty over standardised features: what a linear probe is. As scikit-learn's
// StandardScaler and LogisticRegression(C = 1/penalty); fitted by L-BFGS (Nocedal and Wright 2006, algorithm 7.5),
// since features may be thousands where answers are hundreds.
import { logOddsOf, sigmoid } from './log-odds.ts'

/** Log-odds of features x are weights · x + offset. */
export interface LinearClassifier {
  readonly weights: Float64Array
  readonly offset: number
}

export interface LabelledFeatures {
  readonly features: ArrayLike<number>
  readonly positive: boolean
}

export function classify({ weights, offset }: LinearClassifier, features: ArrayLike<number>): number {
  let sum = offset
  for (let index = 0; index < weights.length; index++)
    sum += (weights[index] as number) * (features[index] as number)
  return sum
}

/**
 * Least sum of cross-entropies plus penalty/2 · ‖weights‖², of weights for standardised features; the offset is
 * free. `penalty` above 0. Of a single class nothing is learnt: the offset is (N + 1) / (N + 2) for it.
 */
export function fitLogisticRegression(items: readonly LabelledFeatures[], penalty: number): LinearClassifier {
  const width = items[0]?.features.length ?? 0
  const positives = items.filter(({ positive }) => positive).length
  if (positives === 0 || positives === items.length) {
    return { weights: new Float64Array(width), offset: logOddsOf((positives + 1) / (items.length + 2)) }
  }
  const { means, scales } = spreadOf(items, width)
  const count = items.length
  const rows = new Float64Array(count * width)
  items.forEach(({ features }, row) => {
    for (let at = 0; at < width; at++) {
      const scale = scales[at] as number
      rows[row * width + at] = scale === 0 ? 0 : ((features[at] as number) - (means[at] as number)) / scale
    }
  })
  const targets = Float64Array.from(items, ({ positive }) => (positive ? 1 : 0))
  // The offset is the last of the parameters.
  const lossAt = (at: Float64Array, gradient: Float64Array): number => {
    let loss = 0
    for (let index = 0; index < width; index++) {
      const weight = at[index] as number
      loss += (penalty / 2) * weight * weight
      gradient[index] = penalty * weight
    }
    let excesses = 0
    for (let row = 0; row < count; row++) {
      let z = at[width] as number
      const start = row * width
      for (let index = 0; index < width; index++) z += (at[index] as number) * (rows[start + index] as number)
      const target = targets[row] as number
      loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - target * z
      const excess = sigmoid(z) - target
      for (let index = 0; index < width; index++)
        gradient[index] = (gradient[index] as number) + excess * (rows[start + index] as number)
      excesses += excess
    }
    gradient[width] = excesses
    return loss
  }
  const start = new Float64Array(width + 1)
  start[width] = logOddsOf(positives / count)
  const found = minimum(lossAt, start)
  const weights = new Float64Array(width)
  let offset = found[width] as number
  for (let index = 0; index < width; index++) {
    const scale = scales[index] as number
    if (scale === 0) continue
    weights[index] = (found[index] as number) / scale
    offset -= (weights[index] as number) * (means[index] as number)
  }
  return { weights, offset }
}

/** Means and standard deviations (over n); 0 for a feature that is always the same. */
function spreadOf(
  items: readonly LabelledFeatures[],
  width: number,
): { readonly means: Float64Array; readonly scales: Float64Array } {
  const means = new Float64Array(width)
  const scales = new Float64Array(width)
  for (let index = 0; index < width; index++) {
    let sum = 0
    for (const { features } of items) sum += features[index] as number
    const mean = sum / items.length
    let squares = 0
    for (const { features } of items) squares += ((features[index] as number) - mean) ** 2
    const scale = Math.sqrt(squares / items.length)
    means[index] = mean
    // What is left of a constant is rounding.
    scales[index] = scale <= 1e-12 * Math.abs(mean) ? 0 : scale
  }
  return { means, scales }
}

type Loss = (at: Float64Array, gradient: Float64Array) => number

/** Steps back that the direction is made from, and how many steps there are at most. */
const memory = 10
const steps = 2000

/** Where a smooth convex loss is least. */
function minimum(lossAt: Loss, start: Float64Array): Float64Array {
  const size = start.length
  let at = start
  let gradient = new Float64Array(size)
  let loss = lossAt(at, gradient)
  const past: { readonly moved: Float64Array; readonly turned: Float64Array; readonly along: number }[] = []
  for (let step = 0; step < steps; step++) {
    if (Math.max(...gradient.map(Math.abs)) < 1e-10) break
    const direction = directionOf(gradient, past)
    const slope = dot(direction, gradient)
    let length = past.length === 0 ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1
    let next = at
    let nextGradient = gradient
    let nextLoss = loss
    let found = false
    while (!found && length > 1e-16) {
      next = at.map((value, index) => value + length * (direction[index] as number))
      nextGradient = new Float64Array(size)
      nextLoss = lossAt(next, nextGradient)
      // Near the end the loss is too coarse, and its slope along the step tells (Hager and Zhang 2005).
      found =
        nextLoss <= loss + 1e-4 * length * slope ||
        (nextLoss <= loss + 1e-12 * Math.abs(loss) && dot(direction, nextGradient) <= -0.9998 * slope)
      if (!found) length /= 2
    }
    if (!found) break
    const moved = next.map((value, index) => value - (at[index] as number))
    const turned = nextGradient.map((value, index) => value - (gradient[index] as number))
    const along = dot(moved, turned)
    if (along > 0) past.push({ moved, turned, along })
    if (past.length > memory) past.shift()
    at = next
    gradient = nextGradient
    loss = nextLoss
  }
  return at
}

function directionOf(
  gradient: Float64Array,
  past: readonly { readonly moved: Float64Array; readonly turned: Float64Array; readonly along: number }[],
): Float64Array {
  const direction = gradient.map((value) => -value)
  const shares: number[] = []
  for (const { moved, turned, along } of past.toReversed()) {
    const share = dot(moved, direction) / along
    shares.push(share)
    add(direction, turned, -share)
  }
  const last = past.at(-1)
  if (last !== undefined) {
    const scale = last.along / dot(last.turned, last.turned)
    for (let index = 0; index < direction.length; index++)
      direction[index] = (direction[index] as number) * scale
  }
  for (const { moved, turned, along } of past) {
    const share = shares.pop() as number
    add(direction, moved, share - dot(turned, direction) / along)
  }
  return direction
}

function dot(first: Float64Array, second: Float64Array): number {
  let sum = 0
  for (let index = 0; index < first.length; index++)
    sum += (first[index] as number) * (second[index] as number)
  return sum
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let index = 0; index < to.length; index++)
    to[index] = (to[index] as number) + times * (what[index] as number)
}
