import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accuracy, accuracyByGold, type Answered } from './accuracy.ts'
import { f1ByLabel, macroF1 } from './macro-f1.ts'

const labels = ['A', 'B', 'C', 'D']
const answered = fc.record({
  gold: fc.constantFrom(...labels),
  predicted: fc.option(fc.constantFrom(...labels)),
})

/** [gold, predicted] pairs as one string each: "AB" is gold A, predicted B; "A-" is an invalid answer. */
function items(...pairs: string[]): Answered[] {
  return pairs.map((pair) => ({
    gold: pair[0] as string,
    predicted: pair[1] === '-' ? null : (pair[1] as string),
  }))
}

describe('macroF1', () => {
  it('equals scikit-learn on its documentation’s example, by hand', () => {
    // y_true = [0, 1, 2, 0, 1, 2], y_pred = [0, 2, 1, 0, 0, 1]: macro 0.26…, per class 0.8, 0, 0.
    const example = items('AA', 'BC', 'CB', 'AA', 'BA', 'CB')
    expect([...f1ByLabel(example, ['A', 'B', 'C']).values()]).toEqual([0.8, 0, 0])
    expect(macroF1(example, ['A', 'B', 'C'])).toBeCloseTo(0.8 / 3, 12)
  })

  it('takes an invalid answer for a false negative and nothing else', () => {
    // A: TP 1, FN 1 → 2/3. B: TP 2 → 1.
    expect(macroF1(items('AA', 'A-', 'BB', 'BB'), labels)).toBeCloseTo((2 / 3 + 1) / 2, 12)
  })

  it('leaves out a letter that is neither right nor chosen, and knows no score of nothing', () => {
    expect(macroF1(items('AA', 'BB'), labels)).toBe(1)
    expect(macroF1([], labels)).toBeNull()
    expect(macroF1(items('A-', 'B-'), labels)).toBe(0)
  })

  it('stays within 0 … 1, is 1 only when all is right, and does not depend on order', () => {
    fc.assert(
      fc.property(fc.array(answered, { minLength: 1 }), (rows) => {
        const score = macroF1(rows, labels) as number
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
        expect(score === 1).toBe(rows.every(({ gold, predicted }) => gold === predicted))
        expect(macroF1(rows.toReversed(), labels)).toBeCloseTo(score, 12)
      }),
    )
  })
})

describe('accuracy', () => {
  it('counts invalid answers as wrong', () => {
    expect(accuracy(items('AA', 'A-', 'BC', 'BB'))).toBe(0.5)
    expect(accuracy([])).toBeNull()
    expect(accuracyByGold(items('AA', 'A-', 'BB'))).toEqual({ A: 0.5, B: 1 })
  })
})
