// The loss of each training over its steps. The paper prints no training curves.
import { lines } from '../drawing/lines.ts'
import type { ReportFigure } from '../figure.ts'
import { printed, quantity } from '../quantity.ts'
import type { Row } from '../table.ts'

const title = 'Loss of the trainings'

export const trainingLoss: ReportFigure = {
  id: 'training-loss',
  paper: '',
  section: 'results',
  title,
  build: ({ trainings }) => {
    const shown = trainings
      .filter(({ curves }) => curves.steps.length > 0)
      .map(({ label, curves, curvesFile }) => {
        const at = (place: number) => quantity(curvesFile, ['steps', place, 'loss'], 'score')
        return { label, curves, curvesFile, first: at(0), last: at(curves.steps.length - 1) }
      })
    const description = `Loss of each step: ${shown.map(({ label, first, last }) => `${label} from ${printed(first)} to ${printed(last)}`).join('; ')}.`
    return {
      description,
      svg: lines(
        { id: 'training-loss', title, description },
        shown.map(({ label, curves }) => ({
          label,
          points: curves.steps.map(({ step, loss }) => [step, loss] as const),
        })),
        { label: 'Step; the mean loss of its trained tokens', tick: String },
      ),
      table: {
        caption:
          'The loss that is minimised: the mean cross-entropy of the target’s tokens, those of the mark by their weight. A target with a mark has other tokens than one without, so heights of the two methods do not compare; their validation accuracy does.',
        columns: [
          { label: 'Training', align: 'text' },
          { label: 'Steps', align: 'number' },
          { label: 'First', align: 'number' },
          { label: 'Last', align: 'number' },
        ],
        rows: shown.map(({ label, curves, curvesFile, first, last }): Row => {
          const steps = quantity(curvesFile, ['steps', curves.steps.length - 1, 'step'], 'count')
          return { cells: [label, steps, first, last] }
        }),
        empty: 'No training is in this report.',
      },
    }
  },
}
