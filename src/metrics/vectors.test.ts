// Equality with scikit-learn, SciPy, statsmodels and numpy on the vectors of vectors/make_vectors.py.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import { accuracy, type Answered } from './accuracy.ts'
import { aurocOf } from './auroc.ts'
import { averagePrecision } from './average-precision.ts'
import { clusterIntervals, type Cluster } from './bootstrap.ts'
import { brierScore, calibrationError, logLoss, reliabilityOf } from './calibration.ts'
import { fitPlatt, fitTemperature } from './calibrators.ts'
import { confusionOf } from './confusion.ts'
import { cheapestThreshold } from './cost-threshold.ts'
import { densityOf } from './density.ts'
import { kappaOf } from './kappa.ts'
import { krippendorffAlpha } from './krippendorff.ts'
import { accuracyOfCounts, countLabels, labelScore, type LabelCount } from './label-counts.ts'
import { logOddsOf } from './log-odds.ts'
import { classify, fitLogisticRegression } from './logistic-regression.ts'
import { macroF1, macroF1OfCounts } from './macro-f1.ts'
import { mcnemar } from './mcnemar.ts'
import { netBenefit } from './net-benefit.ts'
import { twoSidedTail } from './normal.ts'
import { predictiveValues } from './predictive-values.ts'
import { quantileOf } from './quantile.ts'
import { deviationOf, flipRate, meanOf } from './repeats.ts'
import { riskControlled } from './risk-control.ts'
import { rocOf } from './roc.ts'
import { spearman } from './spearman.ts'
import { studentQuantile } from './student.ts'
import { wilsonInterval } from './wilson.ts'
import { implicitness, specificities } from './wording.ts'

function vectors<T>(name: string): T[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'vectors', `${name}.json`), 'utf8')) as T[]
}

/** Equal to 1e-9, or both null. */
function same(ours: number | null | undefined, theirs: number | null | undefined): void {
  if (theirs === null || theirs === undefined) expect(ours).toBe(theirs)
  else expect(Math.abs((ours ?? Number.NaN) - theirs), `${ours} for ${theirs}`).toBeLessThan(1e-9)
}

function answeredOf(gold: readonly string[], predicted: readonly (string | null)[]): Answered[] {
  return gold.map((label, index) => ({ gold: label, predicted: predicted[index] ?? null }))
}

interface Classification {
  labels: string[]
  gold: string[]
  predicted: (string | null)[]
  accuracy: number
  precision: (number | null)[]
  recall: (number | null)[]
  f1: (number | null)[]
  support: number[]
  macroF1: number | null
  confusion: number[][]
}

describe('classification, as scikit-learn', () => {
  it.each(vectors<Classification>('classification'))('$gold.length items, $labels.length labels', (row) => {
    const items = answeredOf(row.gold, row.predicted)
    same(accuracy(items), row.accuracy)
    same(macroF1(items, row.labels), row.macroF1)
    const scores = countLabels(items, row.labels).map(labelScore)
    for (const [index, { precision, recall, f1, support }] of scores.entries()) {
      same(precision, row.precision[index])
      same(recall, row.recall[index])
      same(f1, row.f1[index])
      expect(support).toBe(row.support[index])
    }
    const { counts, invalid } = confusionOf(items, row.labels)
    expect(counts.map((line, index) => [...line, invalid[index]])).toEqual(row.confusion)
  })
})

interface Agreement {
  counts: number[][]
  none: number
  linear: number
  quadratic: number
}

describe('kappa, as scikit-learn', () => {
  it.each(vectors<Agreement>('agreement'))('$counts', ({ counts, none, linear, quadratic }) => {
    same(kappaOf(counts), none)
    same(kappaOf(counts, 'linear'), linear)
    same(kappaOf(counts, 'quadratic'), quadratic)
  })
})

describe('Student’s t, as SciPy', () => {
  it.each(vectors<{ degrees: number; level: number; quantile: number }>('student'))(
    '$level with $degrees degrees of freedom',
    ({ degrees, level, quantile }) => same(studentQuantile(level, degrees), quantile),
  )
})

describe('tests and intervals, as statsmodels and SciPy', () => {
  it.each(vectors<{ onlyFirst: number; onlySecond: number; method: string; p: number }>('mcnemar'))(
    'McNemar of $onlyFirst and $onlySecond',
    ({ onlyFirst, onlySecond, method, p }) => {
      const ours = mcnemar(onlyFirst, onlySecond)
      expect(ours.method).toBe(method)
      same(ours.p, p)
    },
  )

  it.each(vectors<{ hits: number; items: number; low: number; high: number }>('wilson'))(
    'Wilson of $hits in $items',
    ({ hits, items, low, high }) => {
      same(wilsonInterval(hits, items)?.low, low)
      same(wilsonInterval(hits, items)?.high, high)
    },
  )

  it.each(vectors<{ z: number; tail: number }>('normal'))('the tail beyond $z', ({ z, tail }) => {
    same(twoSidedTail(z), tail)
    if (tail > 0) expect(Math.abs(twoSidedTail(z) / tail - 1)).toBeLessThan(1e-9)
  })

  it.each(vectors<{ values: number[]; probability: number; quantile: number }>('quantile'))(
    'the quantile $probability of $values.length values',
    ({ values, probability, quantile }) => same(quantileOf(values, probability), quantile),
  )
})

interface Probability {
  score: number[]
  positive: boolean[]
  cluster: string[]
  area: number
  variance: number
  low: number
  high: number
  averagePrecision: number
  brier: number
  logLoss: number
  calibrationError: number
}

describe('probabilities, as scikit-learn', () => {
  it.each(vectors<Probability>('probability'))('$score.length items', (row) => {
    const items = row.score.map((score, index) => ({
      score,
      positive: row.positive[index] as boolean,
      cluster: row.cluster[index] as string,
    }))
    const ours = aurocOf(items)
    same(ours?.area, row.area)
    same(ours?.variance, row.variance)
    same(ours?.interval?.low, row.low)
    same(ours?.interval?.high, row.high)
    same(averagePrecision(items), row.averagePrecision)
    same(brierScore(items), row.brier)
    same(logLoss(items), row.logLoss)
    same(calibrationError(reliabilityOf(items, 10)), row.calibrationError)
  })
})

interface Repeats {
  answers: (string | null)[][]
  flipRate: number | null
  values: number[]
  mean: number
  deviation: number | null
}

describe('repeats, as numpy', () => {
  it.each(vectors<Repeats>('repeats'))('$answers.length items', (row) => {
    same(flipRate(row.answers), row.flipRate)
    same(meanOf(row.values), row.mean)
    same(deviationOf(row.values), row.deviation)
  })
})

interface BootstrapVector {
  keys: (string | number)[]
  draws: number
  gold: string[]
  first: (string | null)[]
  second: (string | null)[]
  cluster: string[]
  labels: string[]
  /** Of accuracy and macro-F1 of the first run, and of both differences. */
  intervals: [number, number][]
}

describe('the bootstrap over cases, as drawing rows and asking scikit-learn each time', () => {
  it.each(vectors<BootstrapVector>('bootstrap'))('$gold.length items', (row) => {
    const { labels } = row
    const size = 3 * labels.length
    const countsIn = (sums: ArrayLike<number>, from: number): LabelCount[] =>
      labels.map((_, index) => ({
        gold: sums[from + 3 * index] as number,
        predicted: sums[from + 3 * index + 1] as number,
        right: sums[from + 3 * index + 2] as number,
      }))
    const clusters = [...new Set(row.cluster)].map((name): Cluster => {
      const adds = [row.first, row.second].flatMap((predicted) => {
        const own = answeredOf(row.gold, predicted).filter((_, index) => row.cluster[index] === name)
        return countLabels(own, labels).flatMap((count) => [count.gold, count.predicted, count.right])
      })
      return { name, adds: new Map(adds.entries()) }
    })
    const intervals = clusterIntervals(
      clusters,
      (sums) => {
        const [a, b] = [countsIn(sums, 0), countsIn(sums, size)]
        const accuracies = [accuracyOfCounts(a), accuracyOfCounts(b)] as [number, number]
        const scores = [macroF1OfCounts(a), macroF1OfCounts(b)] as [number, number]
        return [accuracies[0], scores[0], accuracies[0] - accuracies[1], scores[0] - scores[1]]
      },
      { random: randomFor(...row.keys), places: 2 * size, draws: row.draws, level: 0.95 },
    )
    for (const [index, [low, high]] of row.intervals.entries()) {
      same(intervals[index]?.low, low)
      same(intervals[index]?.high, high)
    }
  })
})

interface Predictive {
  sensitivity: number
  specificity: number
  prevalence: number
  positive: number | null
  negative: number | null
  numberNeededToAlert: number | null
}

describe('predictive values, by Bayes’ rule', () => {
  it.each(vectors<Predictive>('predictive-values'))(
    '$sensitivity, $specificity at $prevalence',
    ({ sensitivity, specificity, prevalence, ...theirs }) => {
      const ours = predictiveValues(sensitivity, specificity, prevalence)
      same(ours.positive, theirs.positive)
      same(ours.negative, theirs.negative)
      same(ours.numberNeededToAlert, theirs.numberNeededToAlert)
    },
  )
})

interface Ratings {
  given: (number | null)[][]
  interval: number
  ordinal: number
  spearman: number
}

describe('agreement of raters, as krippendorff and SciPy', () => {
  it.each(vectors<Ratings>('ratings'))('$given.length raters', ({ given, interval, ordinal, ...theirs }) => {
    const items = (given[0] ?? []).map((_, item) =>
      given.map((ratings) => ratings[item] ?? null).filter((rating) => rating !== null),
    )
    same(krippendorffAlpha(items, 'interval'), interval)
    same(krippendorffAlpha(items, 'ordinal'), ordinal)
    const pairs = (given[0] ?? []).flatMap((first, item): [number, number][] => {
      const second = given[1]?.[item] ?? null
      return first === null || second === null ? [] : [[first, second]]
    })
    same(spearman(pairs), theirs.spearman)
  })
})

interface DensityVector {
  sample: number[]
  points: number[]
  bandwidth: number
  density: number[]
}

describe('density, as SciPy', () => {
  it.each(vectors<DensityVector>('density'))('$sample.length values', ({ sample, points, ...theirs }) => {
    const ours = densityOf(sample, points)
    same(ours?.bandwidth, theirs.bandwidth)
    for (const [index, value] of theirs.density.entries()) same(ours?.values[index], value)
  })
})

interface Wording {
  texts: string[][]
  prompt: string[]
  specificity: (number | null)[]
  implicitness: (number | null)[]
}

describe('wording', () => {
  it.each(vectors<Wording>('wording'))('of $texts.length texts', ({ texts, prompt, ...theirs }) => {
    const specificity = specificities(texts)
    for (const [index, text] of texts.entries()) {
      same(specificity[index], theirs.specificity[index])
      same(implicitness(text, new Set(prompt)), theirs.implicitness[index])
    }
  })
})

interface Decision {
  score: number[]
  positive: boolean[]
  cluster: string[]
  temperatureSlope: number
  platt: [slope: number, offset: number]
  roc: [wrong: number, right: number][]
  costs: { missedAlert: number; falseAlert: number; least: number }[]
  bounds: { bound: number; cases: number; threshold: number | null }[]
  benefits: { indifference: number; benefit: number }[]
}

describe('calibrators and thresholds, as scikit-learn and by their definitions', () => {
  it.each(vectors<Decision>('decisions'))('$score.length items', (row) => {
    const items = row.score.map((score, index) => ({
      score,
      positive: row.positive[index] as boolean,
      cluster: row.cluster[index] as string,
    }))
    same(fitTemperature(items).slope, row.temperatureSlope)
    const platt = fitPlatt(items)
    same(platt.slope, row.platt[0])
    same(platt.offset, row.platt[1])
    expect(
      rocOf(items).map(({ falsePositiveRate, truePositiveRate }) => [falsePositiveRate, truePositiveRate]),
    ).toEqual(row.roc)
    for (const { least, ...costs } of row.costs) {
      const threshold = cheapestThreshold(items, costs)
      const missed = items.filter(({ score, positive }) => positive && score < threshold).length
      const wrong = items.filter(({ score, positive }) => !positive && score >= threshold).length
      same(costs.missedAlert * missed + costs.falseAlert * wrong, least)
    }
    for (const { bound, cases, threshold } of row.bounds) {
      const found = riskControlled(items, bound)
      expect([found.cases, found.threshold]).toEqual([cases, threshold ?? -Infinity])
    }
    for (const { indifference, benefit } of row.benefits) {
      const alerts = items.map(({ score, positive }) => ({
        positive,
        alert: score >= logOddsOf(indifference),
      }))
      same(netBenefit(alerts, indifference), benefit)
    }
  })
})

interface Probe {
  features: number[][]
  positive: boolean[]
  penalty: number
  logOdds: number[]
}

describe('logistic regression, as scikit-learn', () => {
  it.each(vectors<Probe>('probes'))('$features.length items, penalty $penalty', (row) => {
    const items = row.features.map((features, index) => ({
      features,
      positive: row.positive[index] as boolean,
    }))
    const probe = fitLogisticRegression(items, row.penalty)
    items.forEach(({ features }, index) => {
      same(classify(probe, features), row.logOdds[index])
    })
  })
})
