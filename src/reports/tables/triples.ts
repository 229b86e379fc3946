// Challenge triples: speaking counts only together with silence; and what an alert is worth where faults are rare.
import type { TripleScores } from '../../records/score.ts'
import { quantity, type Quantity } from '../quantity.ts'
import type { Cell, ReportTable, Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'

const none = 'None of the runs has tasks of challenge triples, or all are of an older version.'

export const triples: ReportTable = {
  id: 'triples',
  section: 'results',
  title: 'Challenge triples',
  build: ({ runs }) => ({
    caption:
      'Per cent with 95 % intervals over resampled cases. Pair: the planted fault is met with the right concern and its near miss with silence. Whole: and silence again where the fault has been dealt with. An agent that always warns, or never, gets 0 in both.',
    columns: [
      { label: 'Run', align: 'text' },
      { label: 'Asked', group: 'Triples', align: 'number' },
      { label: 'Complete', group: 'Triples', align: 'number' },
      { label: 'Pair right', align: 'number' },
      { label: 'Whole right', align: 'number' },
      { label: 'Speaks at a fault (sensitivity)', align: 'number' },
      { label: 'Silent without one (specificity)', align: 'number' },
    ],
    rows: runs
      .filter(({ scores }) => scores.triples !== undefined)
      .map(({ label, scoresFile }): Row => {
        const share = (name: keyof TripleScores): Cell | Quantity =>
          withInterval(scoresFile, ['triples', name, 'share'], ['triples', name, 'interval'], 'hundredths')
        return {
          cells: [
            label,
            quantity(scoresFile, ['triples', 'triples'], 'count'),
            quantity(scoresFile, ['triples', 'complete'], 'count'),
            share('pairs'),
            share('whole'),
            share('sensitivity'),
            share('specificity'),
          ],
        }
      }),
    notes: [
      'A triple is complete where all three members are among the tasks of the run.',
      'Sensitivity counts any concern that is raised at a fault, the pair only the right one. Silence is any option that raises nothing; an answer that cannot be read is neither speech nor silence.',
    ],
    empty: none,
  }),
}

export const alerts: ReportTable = {
  id: 'alerts',
  section: 'results',
  title: 'What an alert is worth',
  build: ({ runs }) => ({
    caption:
      'From sensitivity and specificity on challenge triples, by Bayes’ rule, where so many of a hundred situations hold a fault. A benchmark has far more faults than a ward: read the row that is like yours.',
    columns: [
      { label: 'Situations with a fault, %', align: 'text' },
      { label: 'Alerts that are right (PPV), %', align: 'number' },
      { label: 'Silences that are right (NPV), %', align: 'number' },
      { label: 'Alerts for each right one', align: 'number' },
    ],
    rows: runs.flatMap(({ label, scores, scoresFile }): Row[] => {
      const found = scores.triples?.atPrevalence ?? []
      if (found.length === 0) return []
      return [
        { kind: 'head', cells: [label] },
        ...found.map((_, index): Row => {
          const read = (name: string, unit: Quantity['unit']): Quantity =>
            quantity(scoresFile, ['triples', 'atPrevalence', index, name], unit)
          return {
            cells: [
              read('prevalence', 'hundredths'),
              read('positive', 'hundredths'),
              read('negative', 'hundredths'),
              read('numberNeededToAlert', 'mean'),
            ],
          }
        }),
      ]
    }),
    empty: none,
  }),
}
