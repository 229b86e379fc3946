// Draws that the simulator needs beyond those of the kit.
import type { Random } from '../kit/random.ts'

export function chance(random: Random, share: number): boolean {
  return random.next() < share
}

export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.next()
}

/** One item, with the given weights. Throws a RangeError when none has any. */
export function weighted<T>(random: Random, items: readonly (readonly [T, number])[]): T {
  const total = items.reduce((sum, [, weight]) => sum + weight, 0)
  if (total <= 0) throw new RangeError('weighted() without any weight')
  let left = random.next() * total
  for (const [item, weight] of items) {
    left -= weight
    if (left < 0) return item
  }
  return (items.at(-1) as readonly [T, number])[0]
}

export function rounded(value: number, decimals: number): number {
  const factor = 10 ** decimals
  return Math.round(value * factor) / factor
}
