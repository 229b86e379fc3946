// How well the log-odds of the behaviour token (and of a linear probe) tell when to speak: ROC curves, with the rules
// that `decide` fitted as points on them. The paper has no such figure.
import { square } from '../drawing/square.ts'
import type { ReportFigure } from '../figure.ts'
import { printed, quantity, type Quantity } from '../quantity.ts'
import type { Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'

const title = 'Telling when to speak'
/** Shares of false alerts at which the alerts that are raised are told. */
const levels = [0.05, 0.1, 0.2] as const
/** Rules that are marked on the curve of their score. */
const marked = ['token', 'cost', 'bound'] as const

export const roc: ReportFigure = {
  id: 'roc',
  paper: '',
  section: 'speaking',
  title,
  build: ({ runs }) => {
    const curves = runs.flatMap(({ label, decision }) =>
      decision === undefined
        ? []
        : decision.content.scores
            .map((score, index) => ({ ...score, index }))
            .filter(({ roc: points }) => points.length > 0)
            .map((score) => ({ ...score, label, decision })),
    )
    const area = ({ decision, index }: (typeof curves)[number]): Quantity =>
      quantity(decision.file, ['scores', index, 'auroc', 'value'], 'score')
    const description = `ROC curves; areas: ${curves.map((curve) => `${curve.label}, ${curve.name} ${printed(area(curve))}`).join('; ')}.`
    return {
      description,
      svg: square(
        { id: 'roc', title, description },
        curves.map((curve) => ({
          label: `${curve.label}, ${curve.name}: ${printed(area(curve))}`,
          points: curve.roc.map((point) => [point.falsePositiveRate, point.truePositiveRate] as const),
          marks:
            curve.name === 'token'
              ? curve.decision.content.methods
                  .filter(({ name }) => (marked as readonly string[]).includes(name))
                  .map(({ name, test }) => ({
                    label: name,
                    at: [test.falseAlerts.value ?? 0, 1 - (test.missedAlerts.value ?? 0)] as const,
                  }))
              : [],
        })),
        { across: 'Share of reactive tasks with an alert (false)', up: 'Share of proactive tasks with one' },
      ),
      table: {
        caption:
          'Every threshold on the log-odds <proactive> : <reactive> is a point of the curve; the dots are the token as it was named, the threshold by costs and the one with a bound on missed alerts. A probe is linear, at the end of the prompt. The dashed diagonal is chance.',
        columns: [
          { label: 'Run', align: 'text' },
          { label: 'Score', align: 'text' },
          { label: 'AUROC', align: 'number' },
          ...levels.map((level) => ({
            label: `${100 * level} %`,
            group: 'Alerts raised (%) where false ones are at most',
            align: 'number' as const,
          })),
        ],
        rows: curves.map((curve): Row => {
          const at = ['scores', curve.index]
          return {
            cells: [
              curve.label,
              curve.name,
              withInterval(
                curve.decision.file,
                [...at, 'auroc', 'value'],
                [...at, 'auroc', 'interval'],
                'score',
              ),
              ...levels.map((level) => {
                const place = curve.roc.findLastIndex((point) => point.falsePositiveRate <= level)
                return quantity(curve.decision.file, [...at, 'roc', place, 'truePositiveRate'], 'hundredths')
              }),
            ],
          }
        }),
        empty: noDecisions,
      },
    }
  },
}

export const noDecisions =
  'None of the runs has rules of when to speak; `behaviorbench decide` makes them from a run and its validation run.'
