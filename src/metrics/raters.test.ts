import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { densityOf } from './density.ts'
import { krippendorffAlpha } from './krippendorff.ts'
import { spearman } from './spearman.ts'
import { implicitness, specificities } from './wording.ts'

const rating = fc.integer({ min: 1, max: 5 })
const pairs = fc.array(fc.tuple(rating, rating), { minLength: 2, maxLength: 40 })

describe('Krippendorff’s alpha', () => {
  it('is 1 for raters who agree on items that differ', () => {
    expect(krippendorffAlpha([[1, 1], [4, 4, 4], [5]])).toBe(1)
  })

  it('does not exist without a pair, or where all ratings are the same', () => {
    expect(krippendorffAlpha([])).toBeNull()
    expect(krippendorffAlpha([[1], [2]])).toBeNull()
    expect(
      krippendorffAlpha([
        [3, 3],
        [3, 3],
      ]),
    ).toBeNull()
  })

  it('asks neither for the order of raters or items nor for where the scale begins', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: -3, max: 3 }), (items, shift) => {
        for (const scale of ['interval', 'ordinal'] as const) {
          const turned = items.map(([a, b]) => [b + shift, a + shift]).reverse()
          const [one, other] = [krippendorffAlpha(items, scale), krippendorffAlpha(turned, scale)]
          expect(other === null ? null : other).toEqual(one === null ? null : expect.closeTo(one, 9))
        }
      }),
    )
  })

  it('in its ordinal form looks only at order', () => {
    fc.assert(
      fc.property(pairs, (items) => {
        const stretched = items.map((item) => item.map((value) => value ** 3))
        const [one, other] = [krippendorffAlpha(items, 'ordinal'), krippendorffAlpha(stretched, 'ordinal')]
        expect(other).toEqual(one === null ? null : expect.closeTo(one, 9))
      }),
    )
  })
})

describe('Spearman’s correlation', () => {
  it('is 1 for one order, −1 for the reverse, and does not exist for a rater without any', () => {
    const reversed = [
      [1, 5],
      [2, 4],
      [4, 1],
    ] as const
    expect(spearman(reversed)).toBeCloseTo(-1, 12)
    expect(spearman(reversed.map(([a]) => [a, a ** 2]))).toBeCloseTo(1, 12)
    expect(spearman(reversed.map(([a]) => [a, 3]))).toBeNull()
    expect(spearman([[1, 2]])).toBeNull()
  })
})

describe('density', () => {
  it('has an area of 1', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(score, { minLength: 2, maxLength: 50 }), (sample) => {
        const step = 0.005
        const points = Array.from({ length: 1601 }, (_, index) => -3.5 + index * step)
        const density = densityOf(sample, points)
        // Kernels much narrower than the grid cannot be summed on it.
        fc.pre(density === null || density.bandwidth > step)
        const area = (density?.values ?? []).reduce((sum, value) => sum + value * step, 0)
        if (density !== null) expect(area).toBeCloseTo(1, 2)
      }),
    )
  })

  it('does not exist where there is no width', () => {
    expect(densityOf([], [0])).toBeNull()
    expect(densityOf([0.5], [0])).toBeNull()
    expect(densityOf([0.5, 0.5], [0])).toBeNull()
  })
})

describe('wording', () => {
  it('is specific where a word is rare, implicit where it is new', () => {
    const texts = [['give', 'aspirin'], ['give', 'fluids'], ['give', 'fluids', 'apixaban'], []]
    expect(specificities(texts)).toEqual([1, 0, 1, null])
    expect(implicitness(['give', 'give', 'aspirin'], new Set(['give']))).toBe(0.5)
    expect(implicitness([], new Set())).toBeNull()
    expect(specificities([['a'], ['a']])).toEqual([null, null])
  })
})
