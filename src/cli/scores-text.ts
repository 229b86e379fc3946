// Scores as a table for the terminal.
import type { RunScores, Score } from '../records/score.ts'
import { categories, categoryOf, taskTypeIds } from '../taxonomy/task-types.ts'
import { textTable } from '../benchmark/tables.ts'

const percent = (value: number | null): string => (value === null ? '–' : (100 * value).toFixed(1))

/** "72.1 (68.0–76.2)": with its 95 % interval where there is one. */
function withInterval(value: number | null, interval: Score['accuracyInterval']): string {
  if (interval === undefined || interval === null) return percent(value)
  return `${percent(value)} (${percent(interval.low)}–${percent(interval.high)})`
}

export function scoresText(scores: RunScores): string {
  const rows: string[][] = [['%', 'tasks', 'accuracy', 'macro-F1', 'invalid']]
  for (const category of categories) {
    for (const type of taskTypeIds) {
      const score = scores.byType[type]
      if (categoryOf(type) !== category || score === undefined) continue
      rows.push([
        `  ${type}`,
        String(score.count),
        withInterval(score.accuracy, score.accuracyInterval),
        withInterval(score.macroF1, score.macroF1Interval),
        percent(score.invalidRate),
      ])
    }
    const all = scores.byCategory[category]
    if (all === undefined) continue
    rows.push([
      category,
      String(all.count),
      withInterval(all.accuracy, all.accuracyInterval),
      withInterval(all.meanOfTypesMacroF1, all.meanOfTypesMacroF1Interval),
      percent(all.invalidRate),
    ])
  }
  const { pooled, meanOfTypes } = scores
  rows.push([
    `mean of ${meanOfTypes.types} types`,
    '',
    withInterval(meanOfTypes.accuracy, meanOfTypes.accuracyInterval),
    withInterval(meanOfTypes.macroF1, meanOfTypes.macroF1Interval),
    '',
  ])
  rows.push([
    'pooled',
    String(pooled.count),
    withInterval(pooled.accuracy, pooled.accuracyInterval),
    withInterval(pooled.macroF1, pooled.macroF1Interval),
    percent(pooled.invalidRate),
  ])
  return [textTable(rows), ...remarksOf(scores)].join('\n')
}

/** One line for what the table has no place for. */
function remarksOf({ pooled, triples, repeats }: RunScores): string[] {
  const { positionSpread } = pooled
  return [
    `spread by position of the right option: ${percent(positionSpread)}`,
    ...(triples === undefined
      ? []
      : [
          `speaks at a fault and is silent at its near miss: ${withInterval(triples.pairs.share, triples.pairs.interval)} of ${triples.pairs.count} pairs`,
        ]),
    ...(repeats === undefined ? [] : [`answers flip between two askings: ${percent(repeats.flipRate)}`]),
  ]
}
