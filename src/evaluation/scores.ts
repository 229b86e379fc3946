// Predictions → scores: per type, per category, pooled, and as the mean over types, which is the paper's
// "overall". Every prediction counts; an unreadable one is wrong (see metrics/label-counts.ts). Intervals
// resample whole groups of cases, with draws of a fixed seed: the same answers give the same bytes.
import { randomFor } from '../kit/random.ts'
import { accuracy, type Answered } from '../metrics/accuracy.ts'
import { clusterIntervals, type Interval } from '../metrics/bootstrap.ts'
import { countLabels, labelScore } from '../metrics/label-counts.ts'
import { macroF1 } from '../metrics/macro-f1.ts'
import { meanOf } from '../metrics/repeats.ts'
import { wilsonInterval } from '../metrics/wilson.ts'
import type { Prediction } from '../records/prediction.ts'
import type { RunScores, Score } from '../records/score.ts'
import { letters, type Task } from '../records/task.ts'
import { categories, categoryOf, taskTypeIds, type TaskTypeId } from '../taxonomy/task-types.ts'
import { behaviorScores } from './behavior-scores.ts'
import { effortScores } from './effort-scores.ts'
import { probabilityScores } from './probability-scores.ts'
import { repeatScores } from './repeat-scores.ts'
import { rowsOf, type GroupOf, type Row } from './rows.ts'
import {
  accuracyIn,
  answerPlaces,
  bootstrapDraws,
  clustersOf,
  intervalLevel,
  macroF1In,
  meanOfTypesIn,
} from './sums.ts'
import { tripleScores } from './triple-scores.ts'

export function scoreRun(
  tasks: readonly Task[],
  predictions: readonly Prediction[],
  groupOf: GroupOf,
): RunScores {
  return scoreRows(rowsOf(tasks, predictions, groupOf))
}

export function scoreRows(rows: readonly Row[]): RunScores {
  const types = taskTypeIds.filter((type) => rows.some(({ task }) => task.type === type))
  const intervalOf = intervalsOf(rows, types)
  const scored = (subset: readonly TaskTypeId[]): Score => {
    const own = rows.filter(({ task }) => subset.includes(task.type))
    return {
      ...scoreOf(own),
      accuracyInterval: intervalOf(accuracyIn, subset),
      macroF1Interval: intervalOf(macroF1In, subset),
    }
  }
  const byType = Object.fromEntries(types.map((type) => [type, scored([type])]))
  const meanOfTypes = (members: readonly TaskTypeId[], measure: 'accuracy' | 'macroF1'): number | null =>
    meanOf(members.map((type) => byType[type]?.[measure] ?? null).filter((value) => value !== null))
  const byCategory = Object.fromEntries(
    categories
      .map((category) => ({ category, members: types.filter((type) => categoryOf(type) === category) }))
      .filter(({ members }) => members.length > 0)
      .map(({ category, members }) => [
        category,
        {
          ...scored(members),
          meanOfTypesAccuracyInterval: intervalOf(meanAccuracyIn, members),
          meanOfTypesMacroF1: meanOfTypes(members, 'macroF1'),
          meanOfTypesMacroF1Interval: intervalOf(meanMacroF1In, members),
        },
      ]),
  )
  return {
    byType,
    byCategory,
    pooled: scored(types),
    meanOfTypes: {
      types: types.length,
      accuracy: meanOfTypes(types, 'accuracy'),
      accuracyInterval: intervalOf(meanAccuracyIn, types),
      macroF1: meanOfTypes(types, 'macroF1'),
      macroF1Interval: intervalOf(meanMacroF1In, types),
    },
    ...behaviorScores(rows),
    ...tripleScores(rows),
    ...repeatScores(rows),
    ...probabilityScores(rows),
    ...effortScores(rows),
  }
}

type Measure = (sums: Float64Array, types: readonly TaskTypeId[]) => number | null

const meanAccuracyIn: Measure = (sums, types) => meanOfTypesIn(sums, types, accuracyIn)
const meanMacroF1In: Measure = (sums, types) => meanOfTypesIn(sums, types, macroF1In)

/** Intervals of each measure over each set of types that is reported, all from one set of draws. */
function intervalsOf(
  rows: readonly Row[],
  types: readonly TaskTypeId[],
): (measure: Measure, subset: readonly TaskTypeId[]) => Interval | null {
  const subsets = [
    ...types.map((type) => [type]),
    ...categories.map((category) => types.filter((type) => categoryOf(type) === category)),
    types,
  ]
  const wanted = [accuracyIn, macroF1In, meanAccuracyIn, meanMacroF1In].flatMap((measure: Measure) =>
    subsets.map((subset) => ({ measure, subset, name: subset.join() })),
  )
  const intervals = clusterIntervals(
    clustersOf(rows),
    (sums) => wanted.map(({ measure, subset }) => measure(sums, subset)),
    { random: randomFor('scores'), places: answerPlaces, draws: bootstrapDraws, level: intervalLevel },
  )
  return (measure, subset) => {
    const place = wanted.findIndex((one) => one.measure === measure && one.name === subset.join())
    return intervals[place] ?? null
  }
}

function asShown(row: Row): Answered {
  const { shown } = row.prediction
  if (shown === undefined) return row
  const { gold } = row
  return {
    gold: letters[shown.order.findIndex((letter) => letter === gold)] ?? gold,
    predicted: shown.answer,
  }
}

function scoreOf(rows: readonly Row[]): Score {
  const offered = [...new Set(rows.flatMap(({ task }) => task.offered))].toSorted()
  // A place is what was shown: where options were permuted, not the task's own letter.
  const counts = countLabels(rows.map(asShown), offered)
  const scores = counts.map((count, index) => ({ letter: offered[index] as string, ...labelScore(count) }))
  const byGold = scores.flatMap(({ letter, recall }) => (recall === null ? [] : [[letter, recall] as const]))
  const byChosen = scores.flatMap(({ letter, precision }) =>
    precision === null ? [] : [[letter, precision] as const],
  )
  const invalid = rows.filter(({ predicted }) => predicted === null).length
  return {
    count: rows.length,
    cases: new Set(rows.map(({ group }) => group)).size,
    accuracy: accuracy(rows),
    macroF1: macroF1(rows, offered),
    invalidRate: rows.length === 0 ? 0 : invalid / rows.length,
    invalidInterval: wilsonInterval(invalid, rows.length),
    accuracyByGold: Object.fromEntries(byGold),
    positionSpread: spreadOf(byGold),
    accuracyByChosen: Object.fromEntries(byChosen),
    chosenSpread: spreadOf(byChosen),
    chosen: Object.fromEntries(offered.map((letter, index) => [letter, counts[index]?.predicted ?? 0])),
    support: Object.fromEntries(offered.map((letter, index) => [letter, counts[index]?.gold ?? 0])),
  }
}

/** The largest less the smallest; null of none. */
function spreadOf(byLetter: readonly (readonly [string, number])[]): number | null {
  const values = byLetter.map(([, value]) => value)
  return values.length === 0 ? null : Math.max(...values) - Math.min(...values)
}
