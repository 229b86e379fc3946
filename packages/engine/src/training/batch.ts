// The examples of a pass as arrays: tokens by position, and for each trained token the row that predicts it.
import type { Example } from '../engine.ts'
import type { Pass } from './packing.ts'

export interface Batch extends Pass {
  /** [batch · length], 0 where there is nothing. */
  readonly tokens: Int32Array
  /** Within the example. */
  readonly positions: BigInt64Array
  /** Up to before which place of its row a position is seen: the end of the branches that share it. */
  readonly ends: Float32Array
  readonly targets: readonly Target[]
}

export interface Target {
  /** Of the position that predicts it, in the pass. */
  readonly row: number
  readonly token: number
  readonly weight: number
  readonly example: number
  /** Which of the example's trained tokens it is. */
  readonly place: number
}

/** How many of an example's tokens are computed with: those before its last trained one. */
export function computedLength({ weights }: Example): number {
  return Math.max(
    0,
    weights.findLastIndex((weight) => weight !== 0),
  )
}

/** Throws where an example cannot be trained on. */
export function checkExample({ tokens, weights }: Example, number: number, vocabulary: number): void {
  const wrong = (what: string): Error => new Error(`example ${number} cannot be trained on: ${what}`)
  if (tokens.length !== weights.length)
    throw wrong(`it has ${tokens.length} tokens and ${weights.length} weights`)
  if (!weights.every((weight) => weight >= 0 && Number.isFinite(weight)))
    throw wrong('a weight is negative or not a number')
  if (weights[0] !== undefined && weights[0] !== 0)
    throw wrong('its first token has a weight, and nothing comes before it that could predict it')
  const outside = tokens.find((token) => !(token >= 0 && token < vocabulary))
  if (outside !== undefined) throw wrong(`token ${outside} is none of the model's ${vocabulary}`)
}

export function batchOf(pass: Pass, examples: readonly Example[]): Batch {
  const count = pass.batch * pass.length
  const tokens = new Int32Array(count)
  const positions = new BigInt64Array(count)
  // What is behind the last example of a row is seen from nowhere but there, and nobody asks about it.
  const ends = new Float32Array(count).fill(pass.length)
  const targets: Target[] = []
  for (let row = 0; row < pass.batch; row++) {
    /** Where in the row the tokens of the present example stand, by their place in it. */
    const path: number[] = []
    const close = (from: number, end: number): void => {
      for (const place of path.splice(from)) ends[row * pass.length + place] = end
    }
    let end = 0
    for (const { example: number, start, shared } of pass.places.filter((place) => place.row === row)) {
      const example = examples[number] as Example
      const length = computedLength(example)
      close(shared, start)
      tokens.set(example.tokens.subarray(shared, length), row * pass.length + start)
      for (let place = shared; place < length; place++) {
        path.push(start + place - shared)
        positions[row * pass.length + start + place - shared] = BigInt(place)
      }
      end = start + length - shared
      let place = 0
      for (let target = 1; target <= length; target++) {
        const weight = example.weights[target] as number
        if (weight === 0) continue
        const token = example.tokens[target] as number
        const predicting = row * pass.length + (path[target - 1] as number)
        targets.push({ row: predicting, token, weight, example: number, place: place++ })
      }
    }
    close(0, end)
  }
  return { ...pass, tokens, positions, ends, targets }
}
