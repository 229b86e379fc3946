// The probability of the proactive token: whether it tells tasks apart, and whether it can be believed.
import { quantity, type Quantity } from '../quantity.ts'
import type { ReportTable, Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'

const none = 'None of the runs has probabilities of the behaviour token.'

export const probability: ReportTable = {
  id: 'probability',
  section: 'speaking',
  title: 'Probability of the proactive token',
  build: ({ runs }) => ({
    caption:
      'AUROC: how often a task of that token gets the higher probability of two, with its 95 % interval for clustered cases. Average precision: compare with the share of such tasks. Brier score and calibration error (10 bins of equal width): smaller is better.',
    columns: [
      { label: 'Run', align: 'text' },
      { label: 'Answers', align: 'number' },
      { label: 'Proactive', align: 'number' },
      { label: 'AUROC', align: 'number' },
      { label: 'Average precision', align: 'number' },
      { label: 'Brier score', align: 'number' },
      { label: 'Log loss', align: 'number' },
      { label: 'Calibration error', align: 'number' },
    ],
    rows: runs
      .filter(({ scores }) => scores.probability !== undefined)
      .map(({ label, scoresFile }): Row => {
        const read = (name: string, unit: Quantity['unit']): Quantity =>
          quantity(scoresFile, ['probability', name], unit)
        return {
          cells: [
            label,
            read('count', 'count'),
            read('proactive', 'count'),
            withInterval(scoresFile, ['probability', 'auroc'], ['probability', 'aurocInterval'], 'score'),
            read('averagePrecision', 'score'),
            read('brier', 'score'),
            read('logLoss', 'score'),
            read('calibrationError', 'score'),
          ],
        }
      }),
    empty: none,
  }),
}

export const reliability: ReportTable = {
  id: 'reliability',
  section: 'speaking',
  title: 'Reliability of that probability',
  build: ({ runs }) => ({
    caption:
      'Of answers with a probability in each bin: what it was on average, and how many were proactive.',
    columns: [
      { label: 'From', align: 'text' },
      { label: 'To', align: 'number' },
      { label: 'Answers', align: 'number' },
      { label: 'Mean probability', align: 'number' },
      { label: 'Share proactive', align: 'number' },
    ],
    rows: runs.flatMap(({ label, scores, scoresFile }): Row[] =>
      scores.probability === undefined
        ? []
        : [
            { kind: 'head', cells: [label] },
            ...scores.probability.reliability.map((_, index): Row => {
              const read = (name: string, unit: Quantity['unit']): Quantity =>
                quantity(scoresFile, ['probability', 'reliability', index, name], unit)
              return {
                cells: [
                  read('low', 'score'),
                  read('high', 'score'),
                  read('count', 'count'),
                  read('forecast', 'score'),
                  read('observed', 'score'),
                ],
              }
            }),
          ],
    ),
    empty: none,
  }),
}
