// Whether the probability of the proactive token can be believed, before and after calibration on validation. The
// paper has no such figure.
import { square, type Point } from '../drawing/square.ts'
import type { ReportFigure } from '../figure.ts'
import { printed, quantity, type Quantity } from '../quantity.ts'
import type { Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'
import { noDecisions } from './roc.ts'

const title = 'Can the probability be believed?'

export const calibration: ReportFigure = {
  id: 'calibration',
  paper: '',
  section: 'speaking',
  title,
  build: ({ runs }) => {
    const found = runs.flatMap(({ label, decision }) =>
      decision === undefined
        ? []
        : decision.content.scores.flatMap(({ name: score, calibrations }, index) =>
            calibrations.map((one, place) => ({
              ...one,
              score,
              label,
              file: decision.file,
              at: ['scores', index, 'calibrations', place],
              drawn: score === 'token' && ['as it is', decision.content.calibration].includes(one.name),
            })),
          ),
    )
    const error = ({ file, at }: (typeof found)[number]): Quantity =>
      quantity(file, [...at, 'calibrationError', 'value'], 'score')
    const drawn = found.filter((one) => one.drawn)
    const description = `Reliability of the token’s probability; calibration errors: ${drawn.map((one) => `${one.label}, ${one.name} ${printed(error(one))}`).join('; ')}.`
    return {
      description,
      svg: square(
        { id: 'calibration', title, description },
        drawn.map((one) => ({
          label: `${one.label}, ${one.name}: ${printed(error(one))}`,
          dotted: true,
          points: one.reliability.flatMap(({ forecast, observed }): Point[] =>
            forecast === null || observed === null ? [] : [[forecast, observed]],
          ),
        })),
        { across: 'Probability of <proactive>', up: 'Share of tasks that call for it' },
      ),
      table: {
        caption:
          'Tasks in ten bins of equal width by their probability; on the dashed diagonal it is as often right as it says. Temperature and Platt’s sigmoid were fitted on validation answers and are judged here on others. Smaller is better in the last three columns, which have 95 % intervals over resampled cases.',
        columns: [
          { label: 'Run', align: 'text' },
          { label: 'Score', align: 'text' },
          { label: 'Calibration', align: 'text' },
          { label: 'Slope', align: 'number' },
          { label: 'Offset', align: 'number' },
          { label: 'Log loss', align: 'number' },
          { label: 'Brier score', align: 'number' },
          { label: 'Calibration error', align: 'number' },
        ],
        rows: found.map(({ label, score, name, file, at }): Row => {
          const read = (measure: string) =>
            withInterval(file, [...at, measure, 'value'], [...at, measure, 'interval'], 'score')
          return {
            cells: [
              label,
              score,
              name,
              quantity(file, [...at, 'slope'], 'score'),
              quantity(file, [...at, 'offset'], 'score'),
              read('logLoss'),
              read('brier'),
              read('calibrationError'),
            ],
          }
        }),
        notes: ['Calibrated log-odds are slope × log-odds + offset; the temperature is one over the slope.'],
        empty: noDecisions,
      },
    }
  },
}
