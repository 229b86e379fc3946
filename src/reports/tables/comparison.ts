// Each run against the first one named: on the same tasks, with one interval for the difference.
import { quantity, type Quantity } from '../quantity.ts'
import type { ReportTable, Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'

export const comparison: ReportTable = {
  id: 'comparison',
  section: 'results',
  title: 'Runs against the first',
  build: ({ runs, comparisons, comparisonsFile }) => ({
    caption: `Each run less ${runs[0]?.label ?? 'the first'}, over the tasks that both answered. Differences in points with 95 % intervals over resampled cases. McNemar’s test asks whether one is right more often than the other; p is not adjusted for the number of runs.`,
    columns: [
      { label: 'Run', align: 'text' },
      { label: 'Answers in common', align: 'number' },
      { label: 'Cases', align: 'number' },
      { label: 'Accuracy', group: 'Difference', align: 'number' },
      { label: 'Macro-F1, mean of types', group: 'Difference', align: 'number' },
      { label: 'Only this one', group: 'Right', align: 'number' },
      { label: 'Only the first', group: 'Right', align: 'number' },
      { label: 'p', group: 'McNemar', align: 'number' },
      { label: 'Test', group: 'McNemar', align: 'text' },
      { label: 'Same letters, kappa', align: 'number' },
    ],
    rows: comparisons.map(({ run, result }, index): Row => {
      const at = [index, 'result']
      const read = (unit: Quantity['unit'], ...path: string[]): Quantity =>
        quantity(comparisonsFile, [...at, ...path], unit)
      const difference = (name: string) =>
        withInterval(comparisonsFile, [...at, name, 'value'], [...at, name, 'interval'], 'points')
      return {
        cells: [
          run,
          read('count', 'common'),
          read('count', 'cases'),
          difference('accuracy'),
          difference('macroF1'),
          read('count', 'mcnemar', 'onlyFirst'),
          read('count', 'mcnemar', 'onlySecond'),
          read('probability', 'mcnemar', 'p'),
          result.mcnemar.method,
          read('score', 'kappa'),
        ],
      }
    }),
    empty: 'Fewer than two runs were given.',
  }),
}
