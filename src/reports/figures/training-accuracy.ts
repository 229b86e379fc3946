// The validation accuracy of each training at its checkpoints; the ring is the one that was kept. Paper: appendix G,
// "the best checkpoint, selected by validation accuracy every 100 steps".
import { lines } from '../drawing/lines.ts'
import type { ReportFigure } from '../figure.ts'
import { printed, quantity } from '../quantity.ts'
import type { Row } from '../table.ts'

const title = 'Validation accuracy of the trainings'

export const trainingAccuracy: ReportFigure = {
  id: 'training-accuracy',
  paper: '',
  section: 'results',
  title,
  build: ({ trainings }) => {
    const shown = trainings.filter(({ curves }) => curves.validations.length > 0)
    const best = ({ curves }: (typeof shown)[number]): number =>
      curves.validations.findIndex(({ step }) => step === curves.best)
    const description = `Share of validation tasks answered right, at the checkpoint that was kept: ${shown.map((one) => `${one.label} ${printed(quantity(one.curvesFile, ['validations', best(one), 'accuracy'], 'share'))}`).join('; ')}.`
    return {
      description,
      svg: lines(
        { id: 'training-accuracy', title, description },
        shown.map((one) => ({
          label: one.label,
          points: one.curves.validations.map(({ step, accuracy }) => [step, accuracy] as const),
          marked: best(one),
        })),
        {
          label: 'Step; right answers among validation tasks',
          tick: (value) => `${Math.round(100 * value)} %`,
          most: 1,
        },
      ),
      table: {
        caption:
          'Right: the likeliest answer behind the mark that the model itself finds likeliest. The validation split chose the checkpoint, so these numbers flatter it; what counts is the test split.',
        columns: [
          { label: 'Training', align: 'text' },
          { label: 'Step', align: 'number' },
          { label: 'Tasks', align: 'number' },
          { label: 'Right', align: 'number' },
          { label: 'Mark right', align: 'number' },
          { label: 'Mode right', align: 'number' },
          { label: 'Loss', align: 'number' },
        ],
        rows: shown.flatMap((one) =>
          one.curves.validations.map((_, place): Row => {
            const at = (name: string, unit: 'count' | 'share' | 'score') =>
              quantity(one.curvesFile, ['validations', place, name], unit)
            return {
              cells: [
                place === best(one) ? `${one.label} (kept)` : one.label,
                at('step', 'count'),
                at('tasks', 'count'),
                at('accuracy', 'share'),
                at('markAccuracy', 'share'),
                at('modeAccuracy', 'share'),
                at('loss', 'score'),
              ],
            }
          }),
        ),
        empty: 'No training is in this report.',
      },
    }
  },
}
