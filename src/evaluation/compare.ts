// Two runs on the same tasks, against each other: the difference of their scores with an interval that resamples
// cases with both answers together, McNemar's test, and how far their answers agree beyond chance.
import { groupBy } from '../kit/group.ts'
import { randomFor } from '../kit/random.ts'
import { clusterIntervals, totalOf, type Cluster, type Interval } from '../metrics/bootstrap.ts'
import { confusionOf } from '../metrics/confusion.ts'
import { kappaOf } from '../metrics/kappa.ts'
import { mcnemar, type McNemar } from '../metrics/mcnemar.ts'
import { letters } from '../records/task.ts'
import { taskTypeIds } from '../taxonomy/task-types.ts'
import type { Row } from './rows.ts'
import {
  accuracyIn,
  addAnswers,
  answerPlaces,
  bootstrapDraws,
  intervalLevel,
  macroF1In,
  meanOfTypesIn,
} from './sums.ts'

export interface Difference {
  /** The first run less the second; null without common answers. */
  readonly value: number | null
  readonly interval: Interval | null
}

export interface Comparison {
  /** Answers to one task in one repeat that both runs have. */
  readonly common: number
  readonly cases: number
  readonly accuracy: Difference
  /** Mean of types. */
  readonly macroF1: Difference
  /** Of each task's first repeat, since further ones are no items of their own. */
  readonly mcnemar: McNemar
  /** Cohen's kappa of the letters chosen, where both answers are valid. */
  readonly kappa: number | null
}

export function compareRuns(first: readonly Row[], second: readonly Row[]): Comparison {
  const keyOf = ({ task, prediction }: Row): string => `${task.id} ${prediction.repeat}`
  const others = new Map(second.map((row) => [keyOf(row), row]))
  const pairs = first.flatMap((row) => {
    const other = others.get(keyOf(row))
    return other === undefined ? [] : [{ first: row, second: other }]
  })
  const clusters = [...groupBy(pairs, (pair) => pair.first.group)].map(([name, own]): Cluster => {
    const adds = new Map<number, number>()
    addAnswers(
      own.map((pair) => pair.first),
      adds,
    )
    addAnswers(
      own.map((pair) => pair.second),
      adds,
      answerPlaces,
    )
    return { name, adds }
  })
  const differences = (sums: Float64Array): (number | null)[] => [
    less(accuracyIn(sums, taskTypeIds), accuracyIn(sums, taskTypeIds, answerPlaces)),
    less(
      meanOfTypesIn(sums, taskTypeIds, macroF1In),
      meanOfTypesIn(sums, taskTypeIds, macroF1In, answerPlaces),
    ),
  ]
  const places = 2 * answerPlaces
  const values = differences(totalOf(clusters, places))
  const intervals = clusterIntervals(clusters, differences, {
    random: randomFor('comparison'),
    places,
    draws: bootstrapDraws,
    level: intervalLevel,
  })
  const asked = pairs.filter((pair) => pair.first.prediction.repeat === 0)
  const isRight = ({ gold, predicted }: Row): boolean => gold === predicted
  const valid = pairs.flatMap((pair) => {
    const gold = pair.first.predicted
    return gold === null ? [] : [{ gold, predicted: pair.second.predicted }]
  })
  return {
    common: pairs.length,
    cases: clusters.length,
    accuracy: { value: values[0] ?? null, interval: intervals[0] ?? null },
    macroF1: { value: values[1] ?? null, interval: intervals[1] ?? null },
    mcnemar: mcnemar(
      asked.filter((pair) => isRight(pair.first) && !isRight(pair.second)).length,
      asked.filter((pair) => !isRight(pair.first) && isRight(pair.second)).length,
    ),
    kappa: kappaOf(confusionOf(valid, letters).counts),
  }
}

function less(first: number | null, second: number | null): number | null {
  return first === null || second === null ? null : first - second
}
