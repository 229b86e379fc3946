// The cross-entropy of the behaviour's mark alone, over the steps: one or two tokens among hundreds, which the loss as a
// whole would hide. The paper prints no training curves.
import { lines } from '../drawing/lines.ts'
import type { ReportFigure } from '../figure.ts'
import { printed, quantity } from '../quantity.ts'
import type { Row } from '../table.ts'

const title = 'Cross-entropy of the behaviour token'

export const trainingMark: ReportFigure = {
  id: 'training-mark',
  paper: '',
  section: 'results',
  title,
  build: ({ trainings }) => {
    const shown = trainings.flatMap(({ label, curves, curvesFile }) => {
      const places = curves.steps.flatMap(({ markLoss }, place) => (markLoss === null ? [] : [place]))
      const at = (place: number | undefined) =>
        quantity(curvesFile, ['steps', place ?? 0, 'markLoss'], 'score')
      return places.length === 0
        ? []
        : [{ label, curves, curvesFile, first: at(places[0]), last: at(places.at(-1)) }]
    })
    const description = `Cross-entropy of the mark in each step: ${shown.map(({ label, first, last }) => `${label} from ${printed(first)} to ${printed(last)}`).join('; ')}.`
    return {
      description,
      svg: lines(
        { id: 'training-mark', title, description },
        shown.map(({ label, curves }) => ({
          label,
          points: curves.steps.flatMap(({ step, markLoss }) =>
            markLoss === null ? [] : [[step, markLoss] as const],
          ),
        })),
        { label: 'Step; cross-entropy of the mark, unweighted', tick: String },
      ),
      table: {
        caption:
          'A model that draws between two equally frequent tokens has 0.69; one that knows nothing of the case but how often each occurs has their entropy.',
        columns: [
          { label: 'Training', align: 'text' },
          { label: 'First step', align: 'number' },
          { label: 'Last step', align: 'number' },
          { label: 'Validation, kept', align: 'number' },
        ],
        rows: shown.map(({ label, curves, curvesFile, first, last }): Row => {
          const best = curves.validations.findIndex(({ step }) => step === curves.best)
          const judged = best < 0 ? '–' : quantity(curvesFile, ['validations', best, 'markLoss'], 'score')
          return { cells: [label, first, last, judged] }
        }),
        empty: 'No training with a mark is in this report.',
      },
    }
  },
}
