// The runs side by side: what was asked, how well it was answered, how many answers could not be read and
// whether the position of the right option mattered.
import { letters } from '../../records/task.ts'
import type { ReportRun } from '../material.ts'
import { quantity, type Quantity } from '../quantity.ts'
import { outcomes } from '../run-on-disk.ts'
import type { Cell, ReportTable } from '../table.ts'
import { withInterval } from '../with-interval.ts'

export const runs: ReportTable = {
  id: 'runs',
  section: 'results',
  title: 'The runs',
  build: (material) => ({
    caption:
      'Per cent where not a count, with 95 % intervals: over resampled cases, of invalid answers Wilson’s. Position spread: accuracy at the best position of the gold option less that at the worst. Support: tasks by gold letter.',
    columns: [
      { label: 'Run', align: 'text' },
      { label: 'Split', align: 'text' },
      { label: 'Tasks', align: 'number' },
      { label: 'Pooled', group: 'Accuracy', align: 'number' },
      { label: 'Mean of types', group: 'Accuracy', align: 'number' },
      { label: 'Pooled', group: 'Macro-F1', align: 'number' },
      { label: 'Mean of types', group: 'Macro-F1', align: 'number' },
      { label: 'Invalid', align: 'number' },
      { label: 'Position spread', align: 'number' },
      ...outcomes.map((outcome) => ({ label: outcome, group: 'Answers', align: 'number' as const })),
      { label: 'Support', align: 'number' },
    ],
    rows: material.runs.map((item) => {
      const { label, run, runFile, scoresFile } = item
      const score = (path: string[], interval: string[]): Cell | Quantity =>
        withInterval(scoresFile, path, interval, 'hundredths')
      return {
        cells: [
          label,
          run.split,
          quantity(runFile, ['tasks'], 'count'),
          score(['pooled', 'accuracy'], ['pooled', 'accuracyInterval']),
          score(['meanOfTypes', 'accuracy'], ['meanOfTypes', 'accuracyInterval']),
          score(['pooled', 'macroF1'], ['pooled', 'macroF1Interval']),
          score(['meanOfTypes', 'macroF1'], ['meanOfTypes', 'macroF1Interval']),
          score(['pooled', 'invalidRate'], ['pooled', 'invalidInterval']),
          quantity(scoresFile, ['pooled', 'positionSpread'], 'hundredths'),
          ...outcomes.map((outcome) => answersOf(item, outcome)),
          support(item),
        ],
      }
    }),
    empty:
      'No run was given. Evaluate a model with `behaviorbench eval` and name its run folder to `behaviorbench report`.',
  }),
}

function support({ scores, scoresFile }: ReportRun): { parts: (string | Quantity)[] } {
  const present = letters.filter((letter) => scores.pooled.support[letter] !== undefined)
  return {
    parts: present.flatMap((letter, index) => [
      `${index === 0 ? '' : ', '}${letter}\u00A0`,
      quantity(scoresFile, ['pooled', 'support', letter], 'count'),
    ]),
  }
}

function answersOf({ answers, predictionsFile }: ReportRun, outcome: string): Quantity {
  return {
    value: answers.outcomes.get(outcome) ?? 0,
    unit: 'count',
    origin: { kind: 'lines', file: predictionsFile, where: { '/outcome': outcome } },
  }
}
