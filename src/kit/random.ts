// Seeded randomness. Every draw of the pipeline comes from a stream named by its seed and its purpose,
// never from a shared generator: the order in which items are worked on then cannot change a result.
import { sha256 } from './hash.ts'

/** A stream of pseudo-random numbers (xoshiro128**, Blackman and Vigna 2018). Not for secrets. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  next(): number
  /** Uniform integer in [0, bound). Throws when bound is not a positive integer. */
  below(bound: number): number
  /** One of the items. Throws on an empty list. */
  pick<T>(items: readonly T[]): T
  /** A new, shuffled list (Fisher–Yates). */
  shuffle<T>(items: readonly T[]): T[]
  /** Up to `count` different items, in random order. */
  sample<T>(items: readonly T[], count: number): T[]
}

/** The stream for these keys, e.g. `randomFor(seed, case.id, 'timeline_sequence')`. */
export function randomFor(...keys: readonly (string | number)[]): Random {
  const digest = sha256(JSON.stringify(keys))
  const state = new Uint32Array(4)
  for (let i = 0; i < 4; i++) state[i] = Number.parseInt(digest.slice(i * 8, i * 8 + 8), 16)
  if (state.every((word) => word === 0)) state[0] = 1

  let [s0, s1, s2, s3] = state as unknown as [number, number, number, number]
  const word = (): number => {
    const scrambled = Math.imul(rotate(Math.imul(s1, 5), 7), 9) >>> 0
    const shifted = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = rotate(s3, 11)
    return scrambled
  }
  const next = (): number => ((word() >>> 5) * 67_108_864 + (word() >>> 6)) / 9_007_199_254_740_992
  const below = (bound: number): number => {
    if (!Number.isSafeInteger(bound) || bound < 1)
      throw new RangeError(`below(${bound}): not a positive integer`)
    return Math.floor(next() * bound)
  }
  const shuffle = <T>(items: readonly T[]): T[] => {
    const result = [...items]
    for (let i = result.length - 1; i > 0; i--) {
      const j = below(i + 1)
      ;[result[i], result[j]] = [result[j] as T, result[i] as T]
    }
    return result
  }
  return {
    next,
    below,
    shuffle,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('pick() from an empty list')
      return items[below(items.length)] as (typeof items)[number]
    },
    sample: (items, count) => shuffle(items).slice(0, count),
  }
}

/** The same stream, made when it is first drawn from: for ties, which seldom come. */
export function laterRandomFor(...keys: readonly (string | number)[]): Random {
  let made: Random | undefined
  const random = (): Random => (made ??= randomFor(...keys))
  return {
    next: () => random().next(),
    below: (bound) => random().below(bound),
    pick: (items) => random().pick(items),
    shuffle: (items) => random().shuffle(items),
    sample: (items, count) => random().sample(items, count),
  }
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}
