import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFor } from './random.ts'

describe('randomFor', () => {
  it('gives the same stream for the same keys and another for others', () => {
    const draw = (...keys: (string | number)[]): number[] => {
      const random = randomFor(...keys)
      return Array.from({ length: 5 }, () => random.next())
    }
    expect(draw(7, 'case', 'a')).toEqual(draw(7, 'case', 'a'))
    expect(draw(7, 'case', 'a')).not.toEqual(draw(7, 'case', 'b'))
    // Keys are kept apart: ("a", "bc") is not ("ab", "c").
    expect(draw('a', 'bc')).not.toEqual(draw('ab', 'c'))
  })

  it('is uniform enough: each of ten values within 6 standard errors', () => {
    const random = randomFor('uniform')
    const counts = Array.from({ length: 10 }, () => 0)
    const draws = 100_000
    for (let i = 0; i < draws; i++) counts[random.below(10)]! += 1
    const error = Math.sqrt(draws * 0.1 * 0.9)
    for (const count of counts) expect(Math.abs(count - draws / 10)).toBeLessThan(6 * error)
  })

  it('shuffles without losing or adding anything', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        expect(randomFor(seed).shuffle(items).toSorted()).toEqual(items.toSorted())
      }),
    )
  })

  it('refuses an empty choice and a bound that is none', () => {
    expect(() => randomFor(1).pick([])).toThrow(RangeError)
    for (const bound of [0, -1, 1.5]) expect(() => randomFor(1).below(bound)).toThrow(RangeError)
  })
})
