// Pieces of documents for the steps of pre-training: every step's pieces are drawn by its number, so that training
// that was stopped goes on with what it would have seen.
import type { Example } from '../packages/engine/src/engine.ts'
import { randomFor } from '../src/kit/random.ts'
import type { Phase } from './recipe.ts'

/** Documents of token numbers. */
export type TokenDocuments = readonly Int32Array[]

/** Longer documents are drawn more often, in proportion, so that each place of the corpus is equally likely. */
export function windowsOf(documents: TokenDocuments, phase: Phase, step: number, seed: number): Example[] {
  const random = randomFor('starter windows', seed, phase.window, step)
  const ends = cumulative(documents)
  const total = ends.at(-1) ?? 0
  return Array.from({ length: phase.windows }, () => {
    const document = documents[firstAbove(ends, random.below(total))] as Int32Array
    const start = random.below(Math.max(1, document.length - phase.window + 1))
    return exampleOf(document.slice(start, start + phase.window))
  })
}

/** Every token but the first is a target. */
export function exampleOf(tokens: Int32Array): Example {
  return { tokens, weights: Float32Array.from(tokens, (_, place) => (place === 0 ? 0 : 1)) }
}

const sums = new WeakMap<TokenDocuments, readonly number[]>()

function cumulative(documents: TokenDocuments): readonly number[] {
  const known = sums.get(documents)
  if (known !== undefined) return known
  let sum = 0
  const ends = documents.map(({ length }) => (sum += length))
  sums.set(documents, ends)
  return ends
}

function firstAbove(ends: readonly number[], place: number): number {
  let low = 0
  let high = ends.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] as number) > place) high = middle
    else low = middle + 1
  }
  return low
}
