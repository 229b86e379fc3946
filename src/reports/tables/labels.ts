// The corpora's own labels: how many a task carries, and why the others are lost.
import { quantity, share, type Quantity } from '../quantity.ts'
import { spoken, type Cell, type ReportTable } from '../table.ts'

export const labels: ReportTable = {
  id: 'labels',
  section: 'coverage',
  title: 'Labels carried by tasks',
  build: ({ statistics, statisticsFile }) => ({
    caption:
      'What the annotators, physicians or rules of a corpus wrote is ground truth; a task carries a label when its gold answer rests on it.',
    columns: [
      { label: 'Corpus', align: 'text' },
      { label: 'Label', align: 'text' },
      { label: 'Labels', align: 'number' },
      { label: 'Carried', align: 'number' },
      { label: 'Share', align: 'number' },
      { label: 'Lost, and why', align: 'text' },
    ],
    rows: statistics.coverage.labels.map(({ corpus, kind, lost }, index) => {
      const read = (...path: string[]): Quantity =>
        quantity(statisticsFile, ['coverage', 'labels', index, ...path], 'count')
      const why = Object.keys(lost).flatMap((reason, place) => [
        place === 0 ? '' : '; ',
        read('lost', reason),
        ` ${reason}`,
      ])
      const lostCell: Cell = why.length === 0 ? { parts: ['none'], tone: 'quiet' } : { parts: why }
      return {
        cells: [
          corpus,
          spoken(kind),
          read('labels'),
          read('carried'),
          share(read('carried'), read('labels')),
          lostCell,
        ],
      }
    }),
    empty: 'None of the cases has labels.',
  }),
}
