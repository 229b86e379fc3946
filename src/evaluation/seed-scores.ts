// The spread of scores over seeds: runs of one family (seeds.ts) against each other, and one interval of their mean
// that holds both sources of chance, the cases that happen to be in the benchmark and the seeds that happen to be
// drawn. Formula and sources: docs/metrics.md, "Seeds".
import { groupBy } from '../kit/group.ts'
import { randomFor } from '../kit/random.ts'
import { clusterDraws, totalOf, type Cluster, type Interval } from '../metrics/bootstrap.ts'
import { deviationOf, meanOf } from '../metrics/repeats.ts'
import { studentQuantile } from '../metrics/student.ts'
import { regimeText, type Run } from '../records/run.ts'
import { taskTypeIds } from '../taxonomy/task-types.ts'
import type { Row } from './rows.ts'
import { drawKey, familyKey, seedsOf, type Seed } from './seeds.ts'
import {
  accuracyIn,
  addAnswers,
  answerPlaces,
  bootstrapDraws,
  intervalLevel,
  macroF1In,
  meanOfTypesIn,
} from './sums.ts'

export interface SeedSpread {
  /** In the order of the seeds. */
  readonly bySeed: readonly (number | null)[]
  readonly mean: number | null
  /** Over seeds, n − 1. */
  readonly deviation: number | null
  readonly least: number | null
  readonly most: number | null
  /** Standard errors of the mean: from resampling cases, and from the seeds. */
  readonly caseError: number | null
  readonly seedError: number | null
  /** Of the t distribution, by Welch and Satterthwaite. */
  readonly degrees: number | null
  readonly interval: Interval | null
}

export interface SeedFamily {
  readonly model: string
  /** How it was asked; without the seed of the order of options. */
  readonly asked: string
  readonly split: string
  /** Places of the runs in the list that was given. */
  readonly runs: readonly number[]
  readonly seeds: readonly Seed[]
  /** Tasks that were answered in every seed. */
  readonly tasks: number
  readonly cases: number
  /** All seeds gave the very same answers. */
  readonly alike: boolean
  readonly accuracy: SeedSpread
  /** Mean of types. */
  readonly macroF1: SeedSpread
}

/** Families of at least two askings, in the order of their first run. An asking that is given twice counts once. */
export function seedFamilies(
  runs: readonly { readonly run: Run; readonly rows: () => readonly Row[] }[],
): SeedFamily[] {
  const numbered = runs.map((item, place) => ({ ...item, place }))
  return [...groupBy(numbered, ({ run }) => familyKey(run)).values()].flatMap((members) => {
    const drawn = new Set<string>()
    const askings = members.flatMap(({ run, rows, place }) => {
      const seeds = seedsOf(run).filter((seed) => {
        const key = drawKey(seed, run)
        if (drawn.has(key)) return false
        drawn.add(key)
        return true
      })
      if (seeds.length === 0) return []
      const byRepeat = groupBy(rows(), ({ prediction }) => prediction.repeat)
      return seeds.map((seed) => ({ seed, place, rows: byRepeat.get(seed.repeat) ?? [] }))
    })
    const [first] = members
    if (first === undefined || askings.length < 2) return []
    const { permute: _, ...asked } = first.run
    return [
      {
        model: first.run.model,
        asked: `${regimeText(asked)}${first.run.permute === undefined ? '' : ', options permuted'}`,
        split: first.run.split,
        runs: [...new Set(askings.map(({ place }) => place))],
        seeds: askings.map(({ seed }) => seed),
        ...spreadOf(askings.map((asking) => asking.rows)),
      },
    ]
  })
}

function spreadOf(
  askings: readonly (readonly Row[])[],
): Pick<SeedFamily, 'tasks' | 'cases' | 'alike' | 'accuracy' | 'macroF1'> {
  const byTask = askings.map((rows) => new Map(rows.map((row) => [row.task.id, row])))
  const common = (askings[0] ?? []).filter(({ task }) => byTask.every((own) => own.has(task.id)))
  const clusters = [...groupBy(common, ({ group }) => group)].map(([name, members]): Cluster => {
    const adds = new Map<number, number>()
    for (const [index, own] of byTask.entries())
      addAnswers(
        members.map(({ task }) => own.get(task.id) as Row),
        adds,
        index * answerPlaces,
      )
    return { name, adds }
  })
  const places = askings.length * answerPlaces
  const types = taskTypeIds.filter((type) => common.some(({ task }) => task.type === type))
  const scoresIn = (sums: Float64Array): { accuracy: (number | null)[]; macroF1: (number | null)[] } => ({
    accuracy: askings.map((_, index) => accuracyIn(sums, types, index * answerPlaces)),
    macroF1: askings.map((_, index) => meanOfTypesIn(sums, types, macroF1In, index * answerPlaces)),
  })
  const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null)
  const [accuracyDraws = [], macroF1Draws = []] = clusterDraws(
    clusters,
    (sums) => {
      const { accuracy, macroF1 } = scoresIn(sums)
      return [meanOf(known(accuracy)), meanOf(known(macroF1))]
    },
    { random: randomFor('seed scores'), places, draws: bootstrapDraws },
  )
  const { accuracy, macroF1 } = scoresIn(totalOf(clusters, places))
  return {
    tasks: common.length,
    cases: clusters.length,
    alike: common.every(({ task, predicted }) =>
      byTask.every((own) => own.get(task.id)?.predicted === predicted),
    ),
    accuracy: spreadWith(accuracy, accuracyDraws, clusters.length),
    macroF1: spreadWith(macroF1, macroF1Draws, clusters.length),
  }
}

/** Mean ± t · √(case error² + deviation² / seeds), within 0 and 1. */
function spreadWith(bySeed: readonly (number | null)[], draws: readonly number[], cases: number): SeedSpread {
  const values = bySeed.filter((value) => value !== null)
  const mean = meanOf(values)
  const deviation = deviationOf(values)
  const caseError = deviationOf(draws)
  const seedError = deviation === null ? null : deviation / Math.sqrt(values.length)
  const spread = {
    bySeed,
    mean,
    deviation,
    least: values.length === 0 ? null : Math.min(...values),
    most: values.length === 0 ? null : Math.max(...values),
    caseError,
    seedError,
  }
  if (mean === null || caseError === null || seedError === null)
    return { ...spread, degrees: null, interval: null }
  const variance = caseError ** 2 + seedError ** 2
  if (variance === 0) return { ...spread, degrees: null, interval: { low: mean, high: mean } }
  const degrees = variance ** 2 / (caseError ** 4 / (cases - 1) + seedError ** 4 / (values.length - 1))
  const half = studentQuantile(intervalLevel, degrees) * Math.sqrt(variance)
  return {
    ...spread,
    degrees,
    interval: { low: Math.max(0, mean - half), high: Math.min(1, mean + half) },
  }
}
