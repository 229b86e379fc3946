// Judged runs against the first one, reply by reply; and judges of one run against each other.
import type { JudgedDifference } from '../judged.ts'
import { criteriaIn, type ReportJudged } from '../judged.ts'
import { quantity, type Quantity } from '../quantity.ts'
import type { ReportTable, Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'

/** Rows under the name of their criterion. */
function byCriterion<T extends { readonly criterion: string }>(
  { ratings }: ReportJudged,
  items: readonly T[],
  rowOf: (item: T, index: number) => Row,
): Row[] {
  return criteriaIn(ratings).flatMap(({ id, name }): Row[] => {
    const own = items.flatMap((item, index) => (item.criterion === id ? [rowOf(item, index)] : []))
    return own.length === 0 ? [] : [{ kind: 'head', cells: [name] }, ...own]
  })
}

export const judgeDifferences: ReportTable = {
  id: 'judge-differences',
  section: 'results',
  title: 'Judged runs against the first',
  build: ({ judged }) => ({
    caption:
      'Difference of scores (0 to 1) on the replies that the same judge rated in both runs, by the same method and words, with 95 % intervals over resampled cases.',
    columns: [
      { label: 'Run', align: 'text' },
      { label: 'Against', align: 'text' },
      { label: 'Judge', align: 'text' },
      { label: 'Difference', align: 'number' },
      { label: 'Replies in common', align: 'number' },
      { label: 'Cases', align: 'number' },
    ],
    rows: byCriterion(judged, judged.computed.differences, (one: JudgedDifference, index): Row => {
      const at = ['differences', index]
      const count = (what: string): Quantity => quantity(judged.computedFile, [...at, what], 'count')
      return {
        cells: [
          one.run,
          one.against,
          one.judge,
          withInterval(judged.computedFile, [...at, 'mean'], [...at, 'interval'], 'score'),
          count('count'),
          count('cases'),
        ],
      }
    }),
    empty: 'No two runs have been rated by the same judge.',
  }),
}

export const judgeAgreement: ReportTable = {
  id: 'judge-agreement',
  section: 'results',
  title: 'Agreement between judges',
  build: ({ judged }) => ({
    caption:
      'Krippendorff’s alpha of the ratings that several judges gave to the same replies of a run: 1 full agreement, 0 as by chance. Interval counts how far two ratings are apart, ordinal how many ratings lie between. Spearman’s correlation, a mean over pairs of judges, looks only at the order of the replies.',
    columns: [
      { label: 'Run', align: 'text' },
      { label: 'Judges', align: 'text' },
      { label: 'Replies', align: 'number' },
      { label: 'Alpha, interval', align: 'number' },
      { label: 'Alpha, ordinal', align: 'number' },
      { label: 'Spearman', align: 'number' },
    ],
    rows: byCriterion(judged, judged.computed.agreement, (one, index): Row => {
      const read = (what: string, unit: Quantity['unit'] = 'score'): Quantity =>
        quantity(judged.computedFile, ['agreement', index, what], unit)
      return {
        cells: [
          one.run,
          one.judges.join(', '),
          read('replies', 'count'),
          read('interval'),
          read('ordinal'),
          read('spearman'),
        ],
      }
    }),
    empty: 'No run has been rated by more than one judge.',
  }),
}
