// Figure 11: the distribution of behaviour scores, in bins of 0.05 coloured along the spectrum.
import { columns } from '../drawing/columns.ts'
import { scoreClass } from '../drawing/colours.ts'
import type { ReportFigure } from '../figure.ts'
import { printed, quantity, sum } from '../quantity.ts'

const title = 'Behaviour scores'

export const scoreDistribution: ReportFigure = {
  id: 'score-distribution',
  paper: 'Figure 11',
  section: 'dataset',
  title,
  build: ({ statistics, statisticsFile }) => {
    const { width, counts } = statistics.dataset.scoreHistogram
    const rows = counts.map((_, index) => {
      const to = (index + 1) * width
      return {
        range: `${(index * width).toFixed(2)} to ${index === counts.length - 1 ? to.toFixed(2) : `below ${to.toFixed(2)}`}`,
        middle: (index + 0.5) * width,
        count: quantity(statisticsFile, ['dataset', 'scoreHistogram', 'counts', index], 'count'),
      }
    })
    const above = sum(rows.filter(({ middle }) => middle > 0.6).map(({ count }) => count))
    const all = sum(rows.map(({ count }) => count))
    const description = `Histogram of the behaviour scores of ${printed(all)} tasks; ${printed(above)} have a score of 0.6 or more. In the paper most lie between 0.6 and 1.`
    return {
      description,
      svg: columns(
        { id: 'score-distribution', title, description },
        rows.map(({ count, range, middle }) => ({
          count: count.value ?? 0,
          colour: scoreClass(middle),
          hint: `${range}: ${printed(count)}`,
        })),
        {
          label: 'Behaviour score: 0 reactive, 1 proactive',
          start: 0,
          width,
          tick: (value) => value.toFixed(1),
        },
      ),
      table: {
        caption:
          'Number of tasks by behaviour score. The paper’s distribution leans to the right: most between 0.6 and 1.',
        columns: [
          { label: 'Score', align: 'text' },
          { label: 'Tasks', align: 'number' },
        ],
        rows: rows.map(({ range, count }) => ({ cells: [range, count] })),
        empty: 'The benchmark has no task.',
      },
    }
  },
}
