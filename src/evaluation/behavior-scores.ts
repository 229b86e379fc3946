// Behaviour classification (the paper's Table 3): the class that an answer names against the task's, in five,
// three and two classes, and the token it opens with against the task's. Only for runs whose answers say so.
import { groupBy } from '../kit/group.ts'
import { randomFor } from '../kit/random.ts'
import { accuracy, type Answered } from '../metrics/accuracy.ts'
import { clusterIntervals } from '../metrics/bootstrap.ts'
import { confusionOf } from '../metrics/confusion.ts'
import { kappaOf } from '../metrics/kappa.ts'
import { countLabels, labelScore, type LabelCount } from '../metrics/label-counts.ts'
import { meanOf } from '../metrics/repeats.ts'
import type { ClassScores, RunScores } from '../records/score.ts'
import {
  behaviorTokens,
  fiveClasses,
  threeClasses,
  threeClassOf,
  twoClasses,
  twoClassOf,
  type FiveClass,
} from '../taxonomy/behavior.ts'
import type { Row } from './rows.ts'
import { bootstrapDraws, intervalLevel } from './sums.ts'

interface Classified extends Answered {
  readonly group: string
}

export function behaviorScores(rows: readonly Row[]): Pick<RunScores, 'behavior'> {
  const folded = (fold: (five: FiveClass) => string): Classified[] =>
    rows.map(({ task, prediction, group }) => ({
      gold: fold(task.behavior.class),
      predicted: prediction.behaviorClass === undefined ? null : fold(prediction.behaviorClass),
      group,
    }))
  const classes = rows.some(({ prediction }) => prediction.behaviorClass !== undefined)
    ? {
        five: classScores(
          folded((five) => five),
          fiveClasses,
        ),
        three: classScores(folded(threeClassOf), threeClasses),
        two: classScores(folded(twoClassOf), twoClasses),
      }
    : {}
  const token = rows.some(({ prediction }) => prediction.token !== undefined)
    ? {
        token: classScores(
          rows.map(({ task, prediction, group }) => ({
            gold: task.behavior.token,
            predicted: prediction.token ?? null,
            group,
          })),
          behaviorTokens,
        ),
      }
    : {}
  const behavior = { ...classes, ...token }
  return Object.keys(behavior).length === 0 ? {} : { behavior }
}

function classScores(items: readonly Classified[], labels: readonly string[]): ClassScores {
  const counts = countLabels(items, labels)
  const { counts: matrix, invalid } = confusionOf(items, labels)
  return {
    labels,
    counts: matrix,
    invalid,
    byLabel: Object.fromEntries(
      labels.map((label, index) => [label, labelScore(counts[index] as LabelCount)]),
    ),
    accuracy: accuracy(items),
    macroF1: fullMacroF1(counts),
    macroF1Interval: macroF1Interval(items, labels),
    kappa: kappaOf(matrix, labels.length > 2 ? 'quadratic' : 'none'),
  }
}

/** Over the full set of labels: a class that is missed altogether must not raise the mean by its absence. */
function fullMacroF1(counts: readonly LabelCount[]): number | null {
  return meanOf(counts.map((count) => labelScore(count).f1 ?? 0))
}

function macroF1Interval(
  items: readonly Classified[],
  labels: readonly string[],
): ClassScores['macroF1Interval'] {
  const clusters = [...groupBy(items, ({ group }) => group)].map(([name, members]) => ({
    name,
    adds: new Map(
      countLabels(members, labels)
        .flatMap(({ gold, predicted, right }) => [gold, predicted, right])
        .entries(),
    ),
  }))
  const statistic = (sums: Float64Array): number | null =>
    fullMacroF1(
      labels.map((_, index) => ({
        gold: sums[3 * index] as number,
        predicted: sums[3 * index + 1] as number,
        right: sums[3 * index + 2] as number,
      })),
    )
  const [interval] = clusterIntervals(clusters, (sums) => [statistic(sums)], {
    random: randomFor('behavior scores'),
    places: 3 * labels.length,
    draws: bootstrapDraws,
    level: intervalLevel,
  })
  return interval ?? null
}
