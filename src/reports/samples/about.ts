// What the page of tasks knows before it loads any: the runs, how the columns are to be read, and the comparisons of
// runs in words.
import { compareRuns } from '../../evaluation/compare.ts'
import { regimeText } from '../../records/run.ts'
import { letters } from '../../records/task.ts'
import { behaviorTokens, fiveClasses } from '../../taxonomy/behavior.ts'
import { categories, categoryOf, taskTypeIds } from '../../taxonomy/task-types.ts'
import { answerRowsOf, type ReportMaterial } from '../material.ts'
import type { Comparison } from '../../evaluation/compare.ts'
import { printed, type Unit } from '../quantity.ts'
import { outcomes } from '../run-on-disk.ts'
import { members, segmentLength } from './columns.ts'
import { shardsFor } from './ids.ts'
import { promptFrame } from './prompt-frame.ts'
import type { SampledRun } from './sampled-runs.ts'

/** With more runs, only those against the first are compared; each takes seconds at the paper's size. */
const mostComparedWithEach = 4

export function aboutSamples(material: ReportMaterial, runs: readonly SampledRun[], count: number): object {
  return {
    count,
    segment: segmentLength,
    shards: shardsFor(count),
    letters,
    members,
    outcomes,
    types: taskTypeIds,
    categories: Object.fromEntries(
      categories.map((category) => [category, taskTypeIds.filter((type) => categoryOf(type) === category)]),
    ),
    classes: fiveClasses,
    tokens: behaviorTokens,
    runs: runs.map(({ key, run: { label, run, scores } }) => ({
      key,
      label,
      tasks: run.tasks,
      repeats: run.repeats,
      says: scores.behavior !== undefined,
      prompt: promptFrame(run),
      about: [
        ['Model', run.model],
        ['Reached at', run.endpoint],
        ['Regime', regimeText(run)],
        ['Split', run.split],
        ['Seed', String(run.seed)],
        ['Prompt hash', run.promptHash],
        ...Object.entries(run.parameters).map(([name, value]) => [name, String(value)]),
      ],
    })),
    comparisons: comparisonsOf(material, runs),
  }
}

function comparisonsOf({ benchmark, comparisons }: ReportMaterial, runs: readonly SampledRun[]): object[] {
  const found: { first: string; second: string; lines: string[] }[] = []
  const [reference, ...others] = runs
  others.forEach(({ key }, index) => {
    const result = comparisons[index]?.result
    if (result === undefined || reference === undefined) return
    found.push({ first: key, second: reference.key, lines: linesOf(result) })
  })
  if (runs.length > mostComparedWithEach) return found
  others.forEach((second, index) => {
    const rows = answerRowsOf(benchmark.tasks, second.run.answers)
    for (const first of others.slice(index + 1)) {
      const result = compareRuns(answerRowsOf(benchmark.tasks, first.run.answers), rows)
      found.push({ first: first.key, second: second.key, lines: linesOf(result) })
    }
  })
  return found
}

/** What the comparison says, in words; the first run less the second. */
function linesOf({ common, cases, accuracy, macroF1, mcnemar, kappa }: Comparison): string[] {
  const write = (value: number | null, unit: Unit): string =>
    printed({ value, unit, origin: { kind: 'sum', of: [] } })
  const difference = ({ value, interval }: Comparison['accuracy']): string =>
    interval === null
      ? `${write(value, 'points')} points`
      : `${write(value, 'points')} points (95 % interval ${write(interval.low, 'points')} to ${write(interval.high, 'points')})`
  return [
    `${write(common, 'count')} answers in common, of ${write(cases, 'count')} cases.`,
    `Accuracy: ${difference(accuracy)}.`,
    `Macro-F1, mean of types: ${difference(macroF1)}.`,
    `Only the first right on ${write(mcnemar.onlyFirst, 'count')}, only the second on ${write(mcnemar.onlySecond, 'count')}; McNemar’s test (${mcnemar.method}): p ${write(mcnemar.p, 'probability')}.`,
    `Same letters beyond chance: kappa ${write(kappa, 'score')}.`,
  ]
}
