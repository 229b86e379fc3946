// A run's macro-F1 overall and by category of behaviour, as cells of a row: in the columns of the paper's Table 4.
import { categories } from '../../taxonomy/task-types.ts'
import type { ReportRun } from '../material.ts'
import type { Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'

/** Each with its interval; a dash where the run has no task of the category. */
export function categoryCells({
  scores,
  scoresFile,
}: Pick<ReportRun, 'scores' | 'scoresFile'>): Row['cells'] {
  return [
    withInterval(scoresFile, ['meanOfTypes', 'macroF1'], ['meanOfTypes', 'macroF1Interval'], 'hundredths'),
    ...categories.map((category) =>
      scores.byCategory[category] === undefined
        ? '–'
        : withInterval(
            scoresFile,
            ['byCategory', category, 'meanOfTypesMacroF1'],
            ['byCategory', category, 'meanOfTypesMacroF1Interval'],
            'hundredths',
          ),
    ),
  ]
}
