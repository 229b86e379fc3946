// Two runs before a judge, each pair of replies in both orders: which has more of a criterion, and how much of that
// is the place in which a reply stands.
import { criteriaIn } from '../judged.ts'
import { kinshipText } from '../judge-words.ts'
import { quantity, type Quantity } from '../quantity.ts'
import type { ReportTable, Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'

export const judgePairs: ReportTable = {
  id: 'judge-pairs',
  section: 'results',
  title: 'Pairs of replies before a judge',
  build: ({ judged: { pairs } }) => ({
    caption:
      'Per cent. How likely the judge says that the run’s reply has more of a criterion than the other’s, a draw counted half: 50 is no difference. Each pair was asked in both orders. First place: the same for whichever reply stood first; away from 50 it is position bias. Consistent: both orders prefer the same reply.',
    columns: [
      { label: 'Run', align: 'text' },
      { label: 'Against', align: 'text' },
      { label: 'Judge', align: 'text' },
      { label: 'Prefers the run', align: 'number' },
      { label: 'Prefers the first place', align: 'number' },
      { label: 'Consistent', align: 'number' },
      { label: 'Judged', group: 'Pairs', align: 'number' },
      { label: 'Failed', group: 'Pairs', align: 'number' },
      { label: 'Nothing to judge', group: 'Pairs', align: 'number' },
    ],
    rows: criteriaIn(pairs).flatMap(({ id, name }): Row[] => [
      { kind: 'head', cells: [name] },
      ...pairs
        .filter(({ scores }) => scores.byCriterion[id] !== undefined)
        .map(({ run, against, header, scoresFile }): Row => {
          const at = ['byCriterion', id]
          const mean = (what: string) =>
            withInterval(scoresFile, [...at, what, 'mean'], [...at, what, 'interval'], 'hundredths')
          const read = (what: string, unit: Quantity['unit'] = 'count'): Quantity =>
            quantity(scoresFile, [...at, what], unit)
          return {
            cells: [
              run,
              against,
              header.judge.model,
              mean('preference'),
              mean('firstPreference'),
              read('consistency', 'hundredths'),
              read('judged'),
              read('failed'),
              read('nothingToJudge'),
            ],
          }
        }),
    ]),
    notes: pairs.flatMap(({ run, judge, header }) => {
      const kin = kinshipText(header)
      return kin === '' ? [] : [`${judge} of ${run}:${kin}`]
    }),
    empty: 'No two runs have been compared by a judge (`behaviorbench judge RUN --against RUN --model …`).',
  }),
}
