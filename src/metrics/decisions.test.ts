// What must hold of calibrators, thresholds and probes whatever the scores are. Equality with other implementations
// is vectors.test.ts.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import { aurocOf, type Rated } from './auroc.ts'
import {
  calibrate,
  fitPlatt,
  fitTemperature,
  smoothedTargets,
  type Calibration,
  type Rating,
} from './calibrators.ts'
import { alertProbability, cheapestThreshold } from './cost-threshold.ts'
import { classify, fitLogisticRegression } from './logistic-regression.ts'
import { logOddsOf, meanCrossEntropy, sigmoid } from './log-odds.ts'
import { netBenefit } from './net-benefit.ts'
import { missedByCase, riskControlled } from './risk-control.ts'
import { rocOf } from './roc.ts'

const score = fc.oneof(
  fc.double({ min: -40, max: 40, noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.double({ min: -1e4, max: 1e4, noNaN: true }),
)
const ratings = fc.array(fc.record({ score, positive: fc.boolean() }), { minLength: 1, maxLength: 60 })
const rated = fc.array(
  fc.record({
    score,
    positive: fc.boolean(),
    cluster: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
  }),
  { minLength: 1, maxLength: 60 },
)
const price = fc.double({ min: 0.01, max: 100, noNaN: true })

function entropyOf(items: readonly Rating[], calibration: Calibration, targets: ArrayLike<number>): number {
  return meanCrossEntropy(
    items.map((item) => calibrate(calibration, item.score)),
    targets,
  ) as number
}

const classesOf = (items: readonly Rating[]): Float64Array =>
  Float64Array.from(items, ({ positive }) => (positive ? 1 : 0))

describe('log-odds', () => {
  it('are probabilities and back', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (z) => {
        expect(sigmoid(z) + sigmoid(-z)).toBeCloseTo(1, 12)
        expect(logOddsOf(sigmoid(z))).toBeCloseTo(z, 2)
      }),
    )
  })
})

describe('temperature', () => {
  it('never makes the cross-entropy of the answers it was fitted on worse, and no other one beats it', () => {
    fc.assert(
      fc.property(ratings, fc.double({ min: 0.001, max: 1000, noNaN: true }), (items, other) => {
        const classes = classesOf(items)
        const fitted = entropyOf(items, fitTemperature(items), classes)
        for (const slope of [1, other]) {
          expect(fitted).toBeLessThanOrEqual(
            entropyOf(items, { slope, offset: 0 }, classes) * (1 + 1e-9) + 1e-12,
          )
        }
      }),
    )
  })

  it('finds the temperature that scores were drawn at', () => {
    const random = randomFor('temperature')
    const items = Array.from({ length: 20_000 }, () => {
      const z = 6 * random.next() - 3
      return { score: 2.5 * z, positive: random.next() < sigmoid(z) }
    })
    expect(1 / fitTemperature(items).slope).toBeCloseTo(2.5, 0)
  })
})

describe('Platt’s sigmoid', () => {
  it('has the least cross-entropy against his targets of all lines that rise', () => {
    const line = fc.record({
      slope: fc.double({ min: 0, max: 50, noNaN: true }),
      offset: fc.double({ min: -50, max: 50, noNaN: true }),
    })
    fc.assert(
      fc.property(ratings, line, (items, other) => {
        const targets = smoothedTargets(items)
        const fitted = entropyOf(items, fitPlatt(items), targets)
        for (const rival of [other, { slope: 1, offset: 0 }, { slope: 0, offset: 0 }]) {
          expect(fitted).toBeLessThanOrEqual(entropyOf(items, rival, targets) * (1 + 1e-7) + 1e-9)
        }
      }),
    )
  })

  it('is right on average, and takes a constant score, one class or a score of the wrong way', () => {
    const items = [-2, -1, 0, 1, 2].map((z) => ({ score: z, positive: z < 0 }))
    expect(fitPlatt(items).slope).toBe(0)
    fc.assert(
      fc.property(ratings, (given) => {
        const calibration = fitPlatt(given)
        const mean = given.reduce((sum, item) => sum + sigmoid(calibrate(calibration, item.score)), 0)
        const expected = smoothedTargets(given).reduce((sum, target) => sum + target, 0)
        expect(mean / given.length).toBeCloseTo(expected / given.length, 5)
      }),
    )
  })
})

describe('both', () => {
  it('keep the order, so AUROC stays as it was', () => {
    const whole = fc.array(
      fc.record({ score: fc.integer({ min: -40, max: 40 }), positive: fc.boolean(), cluster: fc.string() }),
      { minLength: 1, maxLength: 40 },
    )
    fc.assert(
      fc.property(whole, (items) => {
        for (const fit of [fitTemperature, fitPlatt]) {
          const calibration = fit(items)
          if (calibration.slope === 0) continue
          const moved = items.map((item) => ({ ...item, score: calibrate(calibration, item.score) }))
          expect(aurocOf(moved)?.area).toBe(aurocOf(items)?.area)
        }
      }),
    )
  })
})

describe('cheapestThreshold', () => {
  const costAt = (items: readonly Rating[], threshold: number, missed: number, wrong: number): number =>
    items.reduce(
      (sum, item) =>
        sum + (item.score >= threshold ? (item.positive ? 0 : wrong) : item.positive ? missed : 0),
      0,
    )

  it('costs no more than any other', () => {
    fc.assert(
      fc.property(ratings, score, price, price, (items, other, missedAlert, falseAlert) => {
        const own = costAt(
          items,
          cheapestThreshold(items, { missedAlert, falseAlert }),
          missedAlert,
          falseAlert,
        )
        for (const rival of [other, -Infinity, Infinity, ...items.map((item) => item.score)]) {
          expect(own).toBeLessThanOrEqual(costAt(items, rival, missedAlert, falseAlert) * (1 + 1e-9))
        }
      }),
    )
  })

  it('never rises when missed alerts cost more, and neither does the probability to speak from', () => {
    fc.assert(
      fc.property(
        ratings,
        price,
        price,
        fc.double({ min: 1, max: 50, noNaN: true }),
        (items, missed, wrong, more) => {
          const costs = { missedAlert: missed, falseAlert: wrong }
          const dearer = { missedAlert: missed * more, falseAlert: wrong }
          expect(cheapestThreshold(items, dearer)).toBeLessThanOrEqual(cheapestThreshold(items, costs))
          expect(alertProbability(dearer)).toBeLessThanOrEqual(alertProbability(costs))
        },
      ),
    )
  })
})

describe('riskControlled', () => {
  const bound = fc.double({ min: 0.01, max: 0.99, noNaN: true })

  // The theorem without its expectation: of any cases whatever, each held out in turn.
  it('misses no more than the bound in a case held out, on average over the cases', () => {
    fc.assert(
      fc.property(rated, bound, (items, alpha) => {
        const names = [...new Set(items.filter(({ positive }) => positive).map(({ cluster }) => cluster))]
        if (names.length < 2) return
        const missed = names.map((name) => {
          const others = items.filter(({ cluster }) => cluster !== name)
          const own = items.filter(({ cluster }) => cluster === name)
          return missedByCase(own, riskControlled(others, alpha).threshold) as number
        })
        expect(missed.reduce((sum, share) => sum + share, 0) / names.length).toBeLessThanOrEqual(alpha + 1e-6)
      }),
      { numRuns: 300 },
    )
  })

  it('holds on simulated cases of any number of tasks, and is not needlessly careful', () => {
    const random = randomFor('risk control')
    const caseOf = (name: number): Rated[] => {
      const hard = 2 * random.next()
      return Array.from({ length: 1 + random.below(5) }, () => ({
        score: 3 * random.next() - hard,
        positive: random.next() < 0.6,
        cluster: String(name),
      }))
    }
    for (const [count, alpha] of [
      [30, 0.2],
      [60, 0.1],
    ] as const) {
      const missed: number[] = []
      for (let draw = 0; draw < 1500; draw++) {
        const items = Array.from({ length: count }, (_, name) => caseOf(name)).flat()
        const { threshold, cases } = riskControlled(items, alpha)
        expect(cases).toBeLessThanOrEqual(count)
        const share = missedByCase(caseOf(count), threshold)
        if (share !== null) missed.push(share)
      }
      const mean = missed.reduce((sum, share) => sum + share, 0) / missed.length
      const deviation = Math.sqrt(missed.reduce((sum, share) => sum + (share - mean) ** 2, 0)) / missed.length
      expect(mean).toBeLessThan(alpha + 3 * deviation)
      // Theorem 2 of the paper: at most 2 / (n + 1) below, with about 0.8 of the cases having something to miss.
      expect(mean).toBeGreaterThan(alpha - 2 / (0.8 * count + 1) - 3 * deviation)
    }
  })

  it('never falls when more may be missed, and promises nothing with too few cases', () => {
    fc.assert(
      fc.property(rated, bound, bound, (items, first, second) => {
        const [strict, loose] = [Math.min(first, second), Math.max(first, second)]
        const found = riskControlled(items, strict)
        expect(found.threshold).toBeLessThanOrEqual(riskControlled(items, loose).threshold)
        if (found.threshold === -Infinity) return
        expect(found.adjustedRisk).toBeLessThanOrEqual(strict + 1e-9)
        expect(found.cases).toBeGreaterThanOrEqual(1 / strict - 1 - 1e-6)
      }),
    )
  })
})

describe('rocOf', () => {
  it('rises from corner to corner, with the area that AUROC has', () => {
    fc.assert(
      fc.property(rated, (items) => {
        const curve = rocOf(items)
        const auroc = aurocOf(items)
        if (auroc === null) {
          expect(curve).toEqual([])
          return
        }
        expect(curve[0]).toEqual({ falsePositiveRate: 0, truePositiveRate: 0 })
        expect(curve.at(-1)).toEqual({ falsePositiveRate: 1, truePositiveRate: 1 })
        let area = 0
        curve.slice(1).forEach((point, index) => {
          const before = curve[index] as (typeof curve)[number]
          area +=
            ((point.falsePositiveRate - before.falsePositiveRate) *
              (point.truePositiveRate + before.truePositiveRate)) /
            2
        })
        expect(area).toBeCloseTo(auroc.area, 9)
      }),
    )
  })
})

describe('netBenefit', () => {
  it('of silence is nothing, and of speaking always is nothing where half is right at even odds', () => {
    const items = [true, false].map((positive) => ({ positive, alert: false }))
    expect(netBenefit(items, 0.3)).toBe(0)
    expect(
      netBenefit(
        items.map(({ positive }) => ({ positive, alert: true })),
        0.5,
      ),
    ).toBe(0)
    expect(netBenefit([], 0.5)).toBeNull()
  })
})

describe('logistic regression', () => {
  const items = fc.integer({ min: 1, max: 6 }).chain((width) =>
    fc.array(
      fc.record({
        features: fc.array(fc.integer({ min: -100, max: 100 }), {
          minLength: width,
          maxLength: width,
        }),
        positive: fc.boolean(),
      }),
      { minLength: 2, maxLength: 25 },
    ),
  )

  it('says the same whatever the units of its features are', () => {
    fc.assert(
      fc.property(items, fc.double({ min: 0.05, max: 20, noNaN: true }), (given, unit) => {
        const scaled = given.map((item) => ({
          ...item,
          features: item.features.map((value) => unit * value + 3),
        }))
        const [first, second] = [fitLogisticRegression(given, 1), fitLogisticRegression(scaled, 1)]
        given.forEach(({ features }, index) => {
          const other = classify(second, scaled[index]?.features ?? [])
          expect(Math.abs(classify(first, features) - other)).toBeLessThan(1e-5)
        })
      }),
      { numRuns: 50 },
    )
  })

  it('is right on average, since its offset is free', () => {
    fc.assert(
      fc.property(items, (given) => {
        const positives = given.filter(({ positive }) => positive).length
        if (positives === 0 || positives === given.length) return
        const probe = fitLogisticRegression(given, 0.5)
        const mean = given.reduce((sum, { features }) => sum + sigmoid(classify(probe, features)), 0)
        expect(mean).toBeCloseTo(positives, 6)
      }),
      { numRuns: 50 },
    )
  })
})
