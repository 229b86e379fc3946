// Draws follow the distribution at their temperature, within the likeliest part that was asked for.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { likeliestTokens, randomFrom, sample } from './sampling.ts'

const logits = fc.float32Array({ minLength: 1, maxLength: 9, min: -30, max: 30, noNaN: true })

describe('sample', () => {
  it('draws each token as often as its probability says', () => {
    const random = randomFrom(7)
    const numbers = Float32Array.of(0, Math.log(2), Math.log(5), -Infinity)
    const draws = 40_000
    const counts = [0, 0, 0, 0]
    for (let draw = 0; draw < draws; draw++) {
      const token = sample(numbers, { temperature: 0.5 }, random)
      counts[token] = (counts[token] as number) + 1
    }
    // At half the temperature probabilities are squared: 1, 4 and 25 of 30. Six standard errors are 0.012.
    ;[1 / 30, 4 / 30, 25 / 30, 0].forEach((share, token) =>
      expect(Math.abs((counts[token] as number) / draws - share)).toBeLessThan(0.012),
    )
  })

  it('draws from the fewest tokens that make up topP', () => {
    fc.assert(
      fc.property(
        logits,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.nat(),
        (numbers, topP, seed) => {
          const token = sample(numbers, { temperature: 1, topP }, randomFrom(seed))
          const highest = Math.max(...numbers)
          const weights = [...numbers].map((number) => Math.exp(number - highest))
          const total = weights.reduce((sum, weight) => sum + weight, 0)
          const heavier = weights.filter((weight) => weight > (weights[token] as number))
          expect(heavier.reduce((sum, weight) => sum + weight, 0) / total).toBeLessThan(topP + 1e-9)
        },
      ),
    )
  })

  it('takes the first of the likeliest at temperature 0 without a draw', () => {
    const random = (): number => {
      throw new Error('a draw')
    }
    expect(sample(Float32Array.of(1, 3, 3), { temperature: 0 }, random)).toBe(1)
  })
})

describe('the likeliest tokens', () => {
  it('stand in order, the first of equals first', () => {
    fc.assert(
      fc.property(logits, fc.nat(12), (numbers, count) => {
        const sorted = [...numbers.keys()].toSorted(
          (a, b) => (numbers[b] as number) - (numbers[a] as number) || a - b,
        )
        expect(likeliestTokens(numbers, count)).toEqual(sorted.slice(0, count))
      }),
    )
  })
})

describe('random numbers', () => {
  it('are the same for the same seed, and others for seeds that differ in any half', () => {
    const first = (seed: number): number => randomFrom(seed)()
    expect(first(5)).toBe(first(5))
    expect(new Set([5, 6, 2 ** 32 + 5, 2 ** 33 + 5].map(first)).size).toBe(4)
  })
})
