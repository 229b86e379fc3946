// How far a model's scores drop from all tasks to the Hard ones, as means over its seeds. Intervals resample whole
// groups of cases, all and Hard together, since the Hard tasks are among them all.
import { answerAt, type Asking } from '../../benchmark/hard/answers.ts'
import type { TaskLine } from '../../benchmark/hard/task-line.ts'
import { groupBy } from '../../kit/group.ts'
import { randomFor } from '../../kit/random.ts'
import { clusterIntervals, totalOf, type Cluster } from '../../metrics/bootstrap.ts'
import { meanOf } from '../../metrics/repeats.ts'
import type { Drop } from '../../records/hard.ts'
import { regimeText } from '../../records/run.ts'
import { letters } from '../../records/task.ts'
import { categories, categoryOf, taskTypeIds, type TaskTypeId } from '../../taxonomy/task-types.ts'
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
  const counted = lines
    .map((line, place) => ({ line, place, group: groups.get(line.caseId) ?? line.caseId }))
    .filter(({ place }) => isAsked(place) || isHard(place))
  let allTasks = 0
  let hardTasks = 0
  const clusters = [...groupBy(counted, ({ group }) => group)].map(([name, own]): Cluster => {
    const adds = new Map<number, number>()
    for (const { line, place } of own) {
      let answered = false
      for (const [seed, asking] of model.askings.entries()) {
        const answer = answerTo(line, place, asking)
        if (answer === undefined) continue
        answered = true
        if (isAsked(place)) addAnswers([answer], adds, placeOf(seed, 'all'))
        if (isHard(place)) addAnswers([answer], adds, placeOf(seed, 'hard'))
      }
      if (answered && isAsked(place)) allTasks += 1
      if (answered && isHard(place)) hardTasks += 1
    }
    return { name, adds }
  })
  // Types that do not occur have no score and only take time.
  const present = taskTypeIds.filter((type) => counted.some(({ line }) => line.type === type))
  const seeds = model.askings.map((_, seed) => seed)
  const meanOver = (part: Part, score: (from: number) => number | null): number | null =>
    meanOf(seeds.map((seed) => score(placeOf(seed, part))).filter((value) => value !== null))
  const accuracyOf = (sums: Float64Array, part: Part): number | null =>
    meanOver(part, (from) => accuracyIn(sums, present, from))
  const macroF1Of = (sums: Float64Array, part: Part, types: readonly TaskTypeId[] = present): number | null =>
    meanOver(part, (from) => meanOfTypesIn(sums, types, macroF1In, from))
  const statistics = (sums: Float64Array): (number | null)[] => {
    const accuracy = parts.map((part) => accuracyOf(sums, part)) as [number | null, number | null]
    const macroF1 = parts.map((part) => macroF1Of(sums, part)) as [number | null, number | null]
    return [...accuracy, less(accuracy), ...macroF1, less(macroF1)]
  }
  const places = placeOf(seeds.length, 'all')
  const sums = totalOf(clusters, places)
  const values = statistics(sums)
  const intervals = clusterIntervals(clusters, statistics, {
    random: randomFor('hard drop'),
    places,
    draws: bootstrapDraws,
    level: intervalLevel,
  })
  const at = (index: number) => ({ value: values[index] ?? null, interval: intervals[index] ?? null })
  const measured = (tasks: number, first: number, part: Part): Drop['all'] => ({
    tasks,
    accuracy: at(first).value,
    accuracyInterval: at(first).interval,
    macroF1: at(first + 3).value,
    macroF1Interval: at(first + 3).interval,
    macroF1ByCategory: Object.fromEntries(
      categories.map((category) => [
        category,
        macroF1Of(
          sums,
          part,
          present.filter((type) => categoryOf(type) === category),
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
    all: measured(allTasks, 0, 'all'),
    hard: measured(hardTasks, 1, 'hard'),
    accuracyDrop: at(2),
    macroF1Drop: at(5),
  }
}

const parts = ['all', 'hard'] as const
type Part = (typeof parts)[number]

/** Place of the first sum of a seed's answers to a part of the tasks. */
function placeOf(seed: number, part: Part): number {
  return (2 * seed + parts.indexOf(part)) * answerPlaces
}

function less([all, hard]: readonly [number | null, number | null]): number | null {
  return all === null || hard === null ? null : hard - all
}

/** A call that failed counts as an invalid answer, as in every score; undefined for what was not asked. */
function answerTo({ type, gold }: TaskLine, place: number, asking: Asking): TypedAnswer | undefined {
  const answer = answerAt(asking, place)
  if (answer === 'not asked') return undefined
  return { task: { type }, gold, predicted: letters.find((letter) => letter === answer) ?? null }
}
