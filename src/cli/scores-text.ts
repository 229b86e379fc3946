// Scores as a table for the terminal.
import type { RunScores } from '../records/score.ts'
import { categories, categoryOf, taskTypeIds } from '../taxonomy/task-types.ts'
import { textTable } from '../benchmark/tables.ts'

const percent = (value: number | null): string => (value === null ? '–' : (100 * value).toFixed(1))

export function scoresText(scores: RunScores): string {
  const rows: string[][] = [['%', 'tasks', 'accuracy', 'macro-F1', 'invalid']]
  for (const category of categories) {
    for (const type of taskTypeIds) {
      const score = scores.byType[type]
      if (categoryOf(type) !== category || score === undefined) continue
      rows.push([
        `  ${type}`,
        String(score.count),
        percent(score.accuracy),
        percent(score.macroF1),
        percent(score.invalidRate),
      ])
    }
    const all = scores.byCategory[category]
    if (all === undefined) continue
    rows.push([
      category,
      String(all.count),
      percent(all.accuracy),
      percent(all.meanOfTypesMacroF1),
      percent(all.invalidRate),
    ])
  }
  const { pooled, meanOfTypes } = scores
  rows.push([
    `mean of ${meanOfTypes.types} types`,
    '',
    percent(meanOfTypes.accuracy),
    percent(meanOfTypes.macroF1),
    '',
  ])
  rows.push([
    'pooled',
    String(pooled.count),
    percent(pooled.accuracy),
    percent(pooled.macroF1),
    percent(pooled.invalidRate),
  ])
  return textTable(rows)
}
