// Predictions → scores: per type, per category, pooled, and as the mean over types, which is the paper's
// "overall". Every prediction counts; an unreadable one is wrong (see metrics/macro-f1.ts).
import { accuracy, accuracyByGold, type Answered } from '../metrics/accuracy.ts'
import { macroF1 } from '../metrics/macro-f1.ts'
import type { Prediction } from '../records/prediction.ts'
import type { RunScores, Score } from '../records/score.ts'
import type { Task } from '../records/task.ts'
import { categories, categoryOf, taskTypeIds } from '../taxonomy/task-types.ts'

interface Row extends Answered {
  readonly task: Task
}

export function scoreRun(tasks: readonly Task[], predictions: readonly Prediction[]): RunScores {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const rows = predictions.flatMap((prediction): Row[] => {
    const task = byId.get(prediction.taskId)
    return task === undefined ? [] : [{ task, gold: task.gold, predicted: prediction.answer }]
  })
  const types = taskTypeIds.filter((type) => rows.some(({ task }) => task.type === type))
  const byType = Object.fromEntries(
    types.map((type) => [type, scoreOf(rows.filter(({ task }) => task.type === type))]),
  )
  const byCategory = Object.fromEntries(
    categories
      .filter((category) => types.some((type) => categoryOf(type) === category))
      .map((category) => {
        const members = types.filter((type) => categoryOf(type) === category)
        const score = scoreOf(rows.filter(({ task }) => categoryOf(task.type) === category))
        return [
          category,
          { ...score, meanOfTypesMacroF1: mean(members.map((type) => byType[type]?.macroF1)) },
        ]
      }),
  )
  return {
    byType,
    byCategory,
    pooled: scoreOf(rows),
    meanOfTypes: {
      types: types.length,
      accuracy: mean(types.map((type) => byType[type]?.accuracy)),
      macroF1: mean(types.map((type) => byType[type]?.macroF1)),
    },
  }
}

function scoreOf(rows: readonly Row[]): Score {
  const offered = [
    ...new Set(rows.flatMap(({ task }) => task.options.map(({ letter }) => letter))),
  ].toSorted()
  const byGold = accuracyByGold(rows)
  const values = Object.values(byGold)
  return {
    count: rows.length,
    accuracy: accuracy(rows),
    macroF1: macroF1(rows, offered),
    invalidRate:
      rows.length === 0 ? 0 : rows.filter(({ predicted }) => predicted === null).length / rows.length,
    accuracyByGold: byGold,
    positionSpread: values.length === 0 ? null : Math.max(...values) - Math.min(...values),
    support: Object.fromEntries(
      offered.map((letter) => [letter, rows.filter(({ gold }) => gold === letter).length]),
    ),
  }
}

function mean(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => value !== null && value !== undefined)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}
