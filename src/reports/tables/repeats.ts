// Runs that asked each task several times: how often the answer flips, how far the scores move.
import { quantity, type Quantity } from '../quantity.ts'
import type { ReportTable, Row } from '../table.ts'

export const repeats: ReportTable = {
  id: 'repeats',
  section: 'results',
  title: 'Repeats',
  build: ({ runs }) => ({
    caption:
      'Per cent. Flips: how likely two askings of one task get different answers. Mean and standard deviation are over repeats; of macro-F1, the mean of types.',
    columns: [
      { label: 'Run', align: 'text' },
      { label: 'Repeats', align: 'number' },
      { label: 'Flips', align: 'number' },
      { label: 'Mean', group: 'Accuracy', align: 'number' },
      { label: 'Deviation', group: 'Accuracy', align: 'number' },
      { label: 'Mean', group: 'Macro-F1', align: 'number' },
      { label: 'Deviation', group: 'Macro-F1', align: 'number' },
    ],
    rows: runs
      .filter(({ scores }) => scores.repeats !== undefined)
      .map(({ label, scoresFile }): Row => {
        const read = (...path: string[]): Quantity => quantity(scoresFile, ['repeats', ...path], 'hundredths')
        return {
          cells: [
            label,
            quantity(scoresFile, ['repeats', 'repeats'], 'count'),
            read('flipRate'),
            read('accuracy', 'mean'),
            read('accuracy', 'deviation'),
            read('macroF1', 'mean'),
            read('macroF1', 'deviation'),
          ],
        }
      }),
    empty: 'None of the runs asked each task more than once (`behaviorbench eval --repeats`).',
  }),
}
