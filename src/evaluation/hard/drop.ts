// How far a model's scores drop from all tasks to the Hard ones, over all its seeds together. Intervals resample
// whole groups of cases, all and Hard together, since the Hard tasks are among them all.
import { answerAt } from '../../benchmark/hard/answers.ts'
import type { TaskLine } from '../../benchmark/hard/task-line.ts'
import { groupBy } from '../../kit/group.ts'
import { randomFor } from '../../kit/random.ts'
import { clusterIntervals, totalOf, type Cluster } from '../../metrics/bootstrap.ts'
import type { Drop } from '../../records/hard.ts'
import { regimeText } from '../../records/run.ts'
import { letters } from '../../records/task.ts'
import { categories, categoryOf, taskTypeIds } from '../../taxonomy/task-types.ts'
import {
  accuracyIn,
  addAnswers,
  answerPlaces,
  bootstrapDraws,
  intervalLevel,
  macroF1In,
  meanOfTypesIn,
  type TypedAnswer,
} from '../sums.ts'
import type { ModelRuns } from './runs.ts'

export interface DropInput {
  readonly lines: readonly TaskLine[]
  /** Group of each case. */
  readonly groups: ReadonlyMap<string, string>
  /** Whether a line is among all tasks, and among the Hard ones. */
  readonly isAsked: (place: number) => boolean
  readonly isHard: (place: number) => boolean
}

export function dropOf(kind: Drop['kind'], model: ModelRuns, input: DropInput): Drop {
  const { lines, groups, isAsked, isHard } = input
  const places = lines
    .map((line, place) => ({ line, place, group: groups.get(line.caseId) ?? line.caseId }))
    .filter(({ place }) => isAsked(place) || isHard(place))
  let allTasks = 0
  let hardTasks = 0
  const clusters = [...groupBy(places, ({ group }) => group)].map(([name, own]): Cluster => {
    const adds = new Map<number, number>()
    for (const { line, place } of own) {
      const answers = answersTo(line, place, model)
      if (answers.length === 0) continue
      if (isAsked(place)) {
        allTasks += 1
        addAnswers(answers, adds)
      }
      if (isHard(place)) {
        hardTasks += 1
        addAnswers(answers, adds, answerPlaces)
      }
    }
    return { name, adds }
  })
  const statistics = (sums: Float64Array): (number | null)[] => {
    const [all, hard] = [0, answerPlaces].map((from) => ({
      accuracy: accuracyIn(sums, taskTypeIds, from),
      macroF1: meanOfTypesIn(sums, taskTypeIds, macroF1In, from),
    })) as [Pair, Pair]
    return [
      all.accuracy,
      hard.accuracy,
      less(hard.accuracy, all.accuracy),
      all.macroF1,
      hard.macroF1,
      less(hard.macroF1, all.macroF1),
    ]
  }
  const sums = totalOf(clusters, 2 * answerPlaces)
  const values = statistics(sums)
  const intervals = clusterIntervals(clusters, statistics, {
    random: randomFor('hard drop'),
    places: 2 * answerPlaces,
    draws: bootstrapDraws,
    level: intervalLevel,
  })
  const at = (index: number) => ({ value: values[index] ?? null, interval: intervals[index] ?? null })
  const measured = (tasks: number, first: number, from: number): Drop['all'] => ({
    tasks,
    accuracy: at(first).value,
    accuracyInterval: at(first).interval,
    macroF1: at(first + 3).value,
    macroF1Interval: at(first + 3).interval,
    macroF1ByCategory: Object.fromEntries(
      categories.map((category) => [
        category,
        meanOfTypesIn(
          sums,
          taskTypeIds.filter((type) => categoryOf(type) === category),
          macroF1In,
          from,
        ),
      ]),
    ),
  })
  const [first] = model.runs
  return {
    kind,
    model: model.model,
    asked: first === undefined ? '' : regimeText(first.run),
    seeds: model.seeds.length,
    all: measured(allTasks, 0, 0),
    hard: measured(hardTasks, 1, answerPlaces),
    accuracyDrop: at(2),
    macroF1Drop: at(5),
  }
}

interface Pair {
  readonly accuracy: number | null
  readonly macroF1: number | null
}

function less(first: number | null, second: number | null): number | null {
  return first === null || second === null ? null : first - second
}

/** A call that failed counts as an invalid answer, as in every score. */
function answersTo({ type, gold }: TaskLine, place: number, { askings }: ModelRuns): TypedAnswer[] {
  return askings.flatMap((asking): TypedAnswer[] => {
    const answer = answerAt(asking, place)
    if (answer === 'not asked') return []
    const predicted = letters.find((letter) => letter === answer) ?? null
    return [{ task: { type }, gold, predicted }]
  })
}
