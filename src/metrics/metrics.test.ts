// What must hold of any answers whatever: bounds, order, names of labels; and the definitions by brute force.
// Equality with other implementations is vectors.test.ts.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import { accuracy, type Answered } from './accuracy.ts'
import { aurocOf } from './auroc.ts'
import { averagePrecision } from './average-precision.ts'
import { clusterIntervals, type Cluster } from './bootstrap.ts'
import { brierScore, calibrationError, logLoss, reliabilityOf } from './calibration.ts'
import { confusionOf } from './confusion.ts'
import { kappaOf } from './kappa.ts'
import { countLabels, labelScore } from './label-counts.ts'
import { macroF1 } from './macro-f1.ts'
import { mcnemar } from './mcnemar.ts'
import { predictiveValues } from './predictive-values.ts'
import { flipRate } from './repeats.ts'
import { judgeTriple, type MemberAnswer } from './triples.ts'
import { wilsonInterval } from './wilson.ts'

const labels = ['A', 'B', 'C', 'D']
const answered = fc.record({
  gold: fc.constantFrom(...labels),
  predicted: fc.option(fc.constantFrom(...labels)),
})
const some = fc.array(answered, { minLength: 1, maxLength: 60 })
const forecasts = fc.array(
  fc.record({
    score: fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20),
    positive: fc.boolean(),
    cluster: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  }),
  { minLength: 1, maxLength: 40 },
)

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
    expect(countLabels(example, ['A', 'B', 'C']).map((count) => labelScore(count).f1)).toEqual([0.8, 0, 0])
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
      fc.property(some, (rows) => {
        const score = macroF1(rows, labels) as number
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
        expect(score === 1).toBe(rows.every(({ gold, predicted }) => gold === predicted))
        expect(macroF1(rows.toReversed(), labels)).toBe(score)
      }),
    )
  })

  it('does not depend on how labels are called', () => {
    const renamed: Record<string, string> = { A: 'D', B: 'A', C: 'B', D: 'C' }
    fc.assert(
      fc.property(some, (rows) => {
        const other = rows.map(({ gold, predicted }) => ({
          gold: renamed[gold] as string,
          predicted: predicted === null ? null : (renamed[predicted] as string),
        }))
        expect(macroF1(other, labels)).toBeCloseTo(macroF1(rows, labels) as number, 12)
      }),
    )
  })

  it('is the mean of harmonic means of precision and recall, counted one by one', () => {
    fc.assert(
      fc.property(some, (rows) => {
        const scores = labels.flatMap((label) => {
          const asGold = rows.filter(({ gold }) => gold === label)
          const chosen = rows.filter(({ predicted }) => predicted === label)
          if (asGold.length + chosen.length === 0) return []
          const hits = asGold.filter(({ predicted }) => predicted === label).length
          if (hits === 0) return [0]
          const [precision, recall] = [hits / chosen.length, hits / asGold.length]
          return [(2 * precision * recall) / (precision + recall)]
        })
        const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
        expect(macroF1(rows, labels)).toBeCloseTo(mean, 12)
      }),
    )
  })
})

describe('accuracy', () => {
  it('counts invalid answers as wrong', () => {
    expect(accuracy(items('AA', 'A-', 'BC', 'BB'))).toBe(0.5)
    expect(accuracy([])).toBeNull()
  })

  it('is the diagonal of the confusion matrix, which holds every item once', () => {
    fc.assert(
      fc.property(some, (rows) => {
        const { counts, invalid } = confusionOf(rows, labels)
        const all = [...counts.flat(), ...invalid].reduce((sum, count) => sum + count, 0)
        const diagonal = counts.reduce((sum, row, index) => sum + (row[index] ?? 0), 0)
        expect(all).toBe(rows.length)
        expect(diagonal / all).toBe(accuracy(rows))
      }),
    )
  })
})

describe('confusionOf', () => {
  it('keeps classes that never occur, and refuses a gold label it does not know', () => {
    expect(confusionOf(items('AB', 'A-'), ['A', 'B', 'C'])).toEqual({
      labels: ['A', 'B', 'C'],
      counts: [
        [0, 1, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      invalid: [1, 0, 0],
    })
    expect(() => confusionOf(items('XA'), labels)).toThrow('X is none of A, B, C, D')
  })
})

describe('kappaOf', () => {
  it('is 1 in full agreement, symmetric, and nothing where there is nothing to agree on', () => {
    expect(
      kappaOf([
        [3, 0],
        [0, 2],
      ]),
    ).toBe(1)
    expect(
      kappaOf([
        [3, 0],
        [0, 0],
      ]),
    ).toBeNull()
    expect(kappaOf([])).toBeNull()
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 9, maxLength: 9 }), (flat) => {
        const counts = [flat.slice(0, 3), flat.slice(3, 6), flat.slice(6)]
        const turned = counts.map((_, row) => counts.map((line) => line[row] ?? 0))
        for (const weights of ['none', 'linear', 'quadratic'] as const) {
          const [one, other] = [kappaOf(counts, weights), kappaOf(turned, weights)]
          if (one === null) expect(other).toBeNull()
          else expect(other).toBeCloseTo(one, 9)
          expect(one ?? 0).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

describe('mcnemar', () => {
  it('knows no order, stays within 0 … 1, and finds nothing where nothing differs', () => {
    expect(mcnemar(0, 0).p).toBe(1)
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (first, second) => {
        const { p } = mcnemar(first, second)
        expect(p).toBe(mcnemar(second, first).p)
        expect(p).toBeGreaterThanOrEqual(0)
        expect(p).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('wilsonInterval', () => {
  it('holds the share, within 0 … 1, and mirrors', () => {
    expect(wilsonInterval(0, 0)).toBeNull()
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (hits, misses) => {
        fc.pre(hits + misses > 0)
        const all = hits + misses
        const { low, high } = wilsonInterval(hits, all) as { low: number; high: number }
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(hits / all)
        expect(high).toBeGreaterThanOrEqual(hits / all)
        expect(wilsonInterval(misses, all)?.low).toBeCloseTo(1 - high, 12)
      }),
    )
  })
})

describe('clusterIntervals', () => {
  const clusters: Cluster[] = Array.from({ length: 12 }, (_, index) => ({
    name: `case ${index}`,
    adds: new Map([
      [0, index % 3],
      [1, 3],
    ]),
  }))
  const share = (sums: Float64Array): number[] => [(sums[0] as number) / (sums[1] as number)]
  const run = (own: readonly Cluster[], seed: number): unknown =>
    clusterIntervals(own, share, { random: randomFor(seed), places: 2, draws: 200, level: 0.95 })

  it('is the same for a seed, whatever the order, and another for another seed', () => {
    expect(run(clusters, 1)).toEqual(run(clusters.toReversed(), 1))
    expect(run(clusters, 1)).not.toEqual(run(clusters, 2))
  })

  it('holds the share and has no width where all cases are alike', () => {
    const [interval] = run(clusters, 3) as [{ low: number; high: number }]
    expect(interval.low).toBeLessThan(1 / 3)
    expect(interval.high).toBeGreaterThan(1 / 3)
    const alike = clusters.map(({ name }) => ({
      name,
      adds: new Map([
        [0, 1],
        [1, 4],
      ]),
    }))
    expect(run(alike, 1)).toEqual([{ low: 0.25, high: 0.25 }])
  })

  it('has no interval of a single case, and leaves out draws without a value', () => {
    expect(run(clusters.slice(0, 1), 1)).toEqual([null])
    const never = clusterIntervals(clusters, () => [null], {
      random: randomFor(1),
      places: 2,
      draws: 5,
      level: 0.95,
    })
    expect(never).toEqual([null])
  })

  it('widens when the same answers are spread over fewer cases', () => {
    const single = Array.from({ length: 200 }, (_, index) => ({
      name: String(index),
      adds: new Map([
        [0, index % 2],
        [1, 1],
      ]),
    }))
    const joined = Array.from({ length: 20 }, (_, index) => ({
      name: String(index),
      adds: new Map([
        [0, 10 * (index % 2)],
        [1, 10],
      ]),
    }))
    const width = (own: readonly Cluster[]): number => {
      const [interval] = run(own, 5) as [{ low: number; high: number }]
      return interval.high - interval.low
    }
    expect(width(joined)).toBeGreaterThan(2 * width(single))
  })
})

describe('probabilities', () => {
  it('AUROC is the share of pairs in the right order, and its complement when the classes swap', () => {
    fc.assert(
      fc.property(forecasts, (rows) => {
        const ours = aurocOf(rows)
        const positives = rows.filter(({ positive }) => positive)
        const negatives = rows.filter(({ positive }) => !positive)
        if (positives.length * negatives.length === 0) {
          expect(ours).toBeNull()
          return
        }
        const pairs = positives.flatMap((one) =>
          negatives.map((other): number =>
            one.score > other.score ? 1 : one.score === other.score ? 0.5 : 0,
          ),
        )
        const share = pairs.reduce((sum, value) => sum + value, 0) / pairs.length
        expect(ours?.area).toBeCloseTo(share, 12)
        const swapped = aurocOf(rows.map((row) => ({ ...row, positive: !row.positive })))
        expect(swapped?.area).toBeCloseTo(1 - share, 12)
        expect(aurocOf(rows.toReversed())?.area).toBeCloseTo(share, 12)
        const stretched = aurocOf(rows.map((row) => ({ ...row, score: row.score ** 3 })))
        expect(stretched?.area).toBeCloseTo(share, 12)
        if (typeof ours?.variance === 'number') expect(swapped?.variance).toBeCloseTo(ours.variance, 9)
      }),
    )
  })

  it('have scores within their bounds, whatever the order', () => {
    fc.assert(
      fc.property(forecasts, (rows) => {
        const error = calibrationError(reliabilityOf(rows, 10)) as number
        for (const value of [averagePrecision(rows) ?? 0, brierScore(rows) as number, error]) {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1 + 1e-12)
        }
        expect(averagePrecision(rows.toReversed()) ?? 0).toBeCloseTo(averagePrecision(rows) ?? 0, 12)
        expect(logLoss(rows) as number).toBeGreaterThanOrEqual(0)
        const counted = reliabilityOf(rows, 7).reduce((sum, { count }) => sum + count, 0)
        expect(counted).toBe(rows.length)
      }),
    )
    expect([brierScore([]), logLoss([]), calibrationError(reliabilityOf([], 10))]).toEqual([null, null, null])
  })
})

describe('judgeTriple', () => {
  const asked = (...members: [MemberAnswer['member'], boolean][]): MemberAnswer[] =>
    members.map(([member, right]) => ({ member, right }))

  it('asks for speech and silence together', () => {
    const injected: [MemberAnswer['member'], boolean] = ['injected', true]
    expect(judgeTriple(asked(injected, ['near_miss', true], ['handled', true]))).toEqual({
      pair: true,
      triple: true,
    })
    expect(judgeTriple(asked(injected, ['near_miss', true], ['handled', false]))).toEqual({
      pair: true,
      triple: false,
    })
    expect(judgeTriple(asked(injected, ['near_miss', false], ['handled', true])).pair).toBe(false)
    expect(judgeTriple(asked(injected, injected, ['injected', false], ['near_miss', true])).pair).toBe(false)
  })

  it('has no verdict on a triple that is not there whole', () => {
    expect(judgeTriple(asked(['injected', true], ['near_miss', true])).triple).toBeNull()
    expect(judgeTriple(asked(['injected', true], ['handled', true]))).toEqual({ pair: null, triple: null })
  })
})

describe('predictiveValues', () => {
  it('tell nothing that prevalence did not when alerts come by chance', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (chance) => {
        const { positive, negative, numberNeededToAlert } = predictiveValues(chance, 1 - chance, 0.1)
        expect(positive).toBeCloseTo(0.1, 9)
        expect(negative).toBeCloseTo(0.9, 9)
        expect(numberNeededToAlert).toBeCloseTo(10, 9)
      }),
    )
  })
})

describe('flipRate', () => {
  it('is 0 for the same answer each time, 1 for another each time, and nothing of single answers', () => {
    expect(flipRate([['A', 'A', 'A'], [null, null], ['B']])).toBe(0)
    expect(flipRate([['A', 'B', null]])).toBe(1)
    expect(flipRate([['A'], ['B']])).toBeNull()
  })
})
