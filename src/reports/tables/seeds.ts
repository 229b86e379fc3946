// Runs of one model under one prompt with different seeds: how far chance alone moves its scores.
import { quantity, type Quantity } from '../quantity.ts'
import type { ReportTable, Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'

export const seeds: ReportTable = {
  id: 'seeds',
  section: 'results',
  title: 'Spread over seeds',
  build: ({ seedFamilies, seedsFile }) => ({
    caption:
      'Per cent. Runs of one model that differ in seeds only, over the tasks that all of them answered: the mean over seeds with a 95 % interval that holds both chances, that of the cases and that of the seeds; the standard deviation over seeds (n − 1), the lowest and the highest seed. Macro-F1 is the mean of types.',
    columns: [
      { label: 'Model', align: 'text' },
      { label: 'Asked', align: 'text' },
      { label: 'Seeds', align: 'text' },
      { label: 'Tasks', align: 'number' },
      ...(['Accuracy', 'Macro-F1'] as const).flatMap((group) =>
        ['Mean', 'Deviation', 'Lowest', 'Highest'].map((label) => ({
          label,
          group,
          align: 'number' as const,
        })),
      ),
    ],
    rows: seedFamilies.map((family, index): Row => {
      const of = (score: 'accuracy' | 'macroF1') => {
        const read = (name: string): Quantity => quantity(seedsFile, [index, score, name], 'hundredths')
        return [
          withInterval(seedsFile, [index, score, 'mean'], [index, score, 'interval'], 'hundredths'),
          read('deviation'),
          read('least'),
          read('most'),
        ]
      }
      return {
        cells: [
          family.model,
          family.asked,
          `${family.seeds.map(seedText).join(', ')}${family.alike ? ' (all the same answers)' : ''}`,
          quantity(seedsFile, [index, 'tasks'], 'count'),
          ...of('accuracy'),
          ...of('macroF1'),
        ],
      }
    }),
    notes: [
      'The interval is mean ± t · √(case error² + deviation² / seeds): the first from resampling whole cases, the second from the seeds; t by Welch and Satterthwaite. With two or three seeds it is wide where the seeds move the score, and rightly so.',
    ],
    empty:
      'No two of the runs differ in seeds only. Evaluate a model again with another --seed, or with --repeats.',
  }),
}

function seedText({
  seed,
  repeat,
  permute,
}: {
  readonly seed: number
  readonly repeat: number
  readonly permute?: number
}): string {
  return `${seed}${repeat === 0 ? '' : ` repeat ${repeat}`}${permute === undefined ? '' : ` order ${permute}`}`
}
