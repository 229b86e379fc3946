// Figure 3: the judged scores of the runs by criterion.
import { bars } from '../drawing/bars.ts'
import type { ReportFigure } from '../figure.ts'
import { criteriaIn } from '../judged.ts'
import { printed, quantity } from '../quantity.ts'
import type { Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'

const title = 'Judged scores'

export const judgeScores: ReportFigure = {
  id: 'judge-scores',
  paper: 'Figure 3',
  section: 'results',
  title,
  build: ({ judged: { ratings } }) => {
    const items = criteriaIn(ratings).flatMap(({ id, name }) =>
      ratings
        .filter(({ scores }) => (scores.byCriterion[id]?.judged ?? 0) > 0)
        .map(({ run, judge, scoresFile }) => {
          const at = ['byCriterion', id, 'overall']
          return {
            name,
            run,
            judge,
            number: quantity(scoresFile, [...at, 'mean'], 'score'),
            shown: withInterval(scoresFile, [...at, 'mean'], [...at, 'interval'], 'score'),
          }
        }),
    )
    const judges = new Set(items.map(({ judge }) => judge))
    const description = `Mean scores from 0 to 1: ${items.map(({ name, run, judge, number }) => `${name}, ${run} by ${judge} ${printed(number)}`).join('; ')}.`
    return {
      description,
      svg: bars(
        { id: 'judge-scores', title, description },
        items.map(({ name, run, judge, number }) => ({
          label: `${name}: ${run}${judges.size > 1 ? ` (${judge})` : ''}`,
          text: printed(number),
          value: number.value ?? 0,
          colour: 'plain',
        })),
        { label: 'Mean score: 0 is rating 1, 1 is rating 5', tick: (value) => value.toFixed(1), most: 1 },
      ),
      table: {
        caption:
          'Mean score by criterion; intervals and the paper’s numbers stand in the table “What a judge says of the replies”.',
        columns: [
          { label: 'Criterion', align: 'text' },
          { label: 'Run', align: 'text' },
          { label: 'Judge', align: 'text' },
          { label: 'Score', align: 'number' },
        ],
        rows: items.map(({ name, run, judge, shown }): Row => ({ cells: [name, run, judge, shown] })),
        empty: 'No run has been judged.',
      },
    }
  },
}
