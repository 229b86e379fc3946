// What asking each task several times shows: how often the answer flips and how far the scores move.
import { groupBy } from '../kit/group.ts'
import { deviationOf, flipRate, meanOf } from '../metrics/repeats.ts'
import { totalOf } from '../metrics/bootstrap.ts'
import type { RunScores } from '../records/score.ts'
import { taskTypeIds } from '../taxonomy/task-types.ts'
import type { Row } from './rows.ts'
import { accuracyIn, answerPlaces, clustersOf, macroF1In, meanOfTypesIn } from './sums.ts'

export function repeatScores(rows: readonly Row[]): Pick<RunScores, 'repeats'> {
  const byRepeat = [...groupBy(rows, ({ prediction }) => prediction.repeat)].toSorted(([a], [b]) => a - b)
  if (byRepeat.length < 2) return {}
  const sums = byRepeat.map(([, own]) => totalOf(clustersOf(own), answerPlaces))
  const movement = (values: readonly (number | null)[]) => {
    const known = values.filter((value) => value !== null)
    return { mean: meanOf(known), deviation: deviationOf(known) }
  }
  const byTask = [...groupBy(rows, ({ task }) => task.id).values()]
  return {
    repeats: {
      repeats: byRepeat.length,
      flipRate: flipRate(byTask.map((own) => own.map(({ predicted }) => predicted))),
      accuracy: movement(sums.map((own) => accuracyIn(own, taskTypeIds))),
      macroF1: movement(sums.map((own) => meanOfTypesIn(own, taskTypeIds, macroF1In))),
    },
  }
}
