// Decision curves (Vickers and Elkin 2006): what acting on the calibrated probability is worth for whoever weighs false
// alerts so, against always speaking, never, and the token as it is named. The paper has no such figure.
import { curves, type Curve } from '../drawing/curves.ts'
import type { ReportFigure } from '../figure.ts'
import { quantity } from '../quantity.ts'
import type { Row } from '../table.ts'
import { noDecisions } from './roc.ts'

const title = 'What acting on it is worth'

export const benefit: ReportFigure = {
  id: 'benefit',
  paper: '',
  section: 'speaking',
  title,
  build: ({ runs }) => {
    const found = runs.flatMap(({ label, decision }) => (decision === undefined ? [] : [{ label, decision }]))
    const [first] = found
    const points = first?.decision.content.benefit.map(({ indifference }) => indifference) ?? []
    const lines: readonly Curve[] = [
      ...found.flatMap(({ label, decision: { content } }) => [
        {
          label: `${label}: calibrated`,
          heights: content.benefit.map(({ calibrated }) => floored(calibrated)),
        },
        { label: `${label}: as named`, heights: content.benefit.map(({ named }) => floored(named)) },
      ]),
      ...(first === undefined
        ? []
        : [
            {
              label: 'always speaking',
              heights: first.decision.content.benefit.map(({ always }) => floored(always)),
            },
          ]),
    ]
    const description = `Net benefit by the probability at which an alert is worth as much as silence, for ${found.map(({ label }) => label).join(', ')}; never speaking is worth 0.`
    return {
      description,
      svg: curves({ id: 'benefit', title, description }, lines, {
        label: 'Probability at which an alert is worth as much as silence',
        points,
      }),
      table: {
        caption:
          'Right alerts less false ones, these weighed by the odds of the probability on the left, per task; never speaking is worth 0, and what is worth less is drawn as 0. Left: a missed alert is far worse than a false one; right: the other way about.',
        columns: [
          { label: 'Run', align: 'text' },
          { label: 'Indifferent at', align: 'number' },
          { label: 'Calibrated', align: 'number' },
          { label: 'As named', align: 'number' },
          { label: 'Always', align: 'number' },
        ],
        rows: found.flatMap(({ label, decision: { content, file } }) =>
          content.benefit.map((_, index): Row => {
            const read = (name: string) => quantity(file, ['benefit', index, name], 'score')
            return { cells: [label, read('indifference'), read('calibrated'), read('named'), read('always')] }
          }),
        ),
        empty: noDecisions,
      },
    }
  },
}

function floored(value: number | null): number {
  return Math.max(0, value ?? 0)
}
