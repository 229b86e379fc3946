// When to speak: rules fitted on validation answers, side by side on others (section 3.1 of the paper names them
// without trying them).
import { plainMethods, scoreMethods } from '../../evaluation/decision/methods.ts'
import { noDecisions } from '../figures/roc.ts'
import { quantity } from '../quantity.ts'
import type { Cell, ReportTable, Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'

export const speaking: ReportTable = {
  id: 'when-to-speak',
  section: 'speaking',
  title: 'Rules of when to speak',
  build: ({ runs }) => ({
    caption:
      'Missed alerts: proactive tasks that stay silent, in per cent. False alerts: alerts among 100 reactive tasks, which call for silence. Cost: of 100 tasks as they come, in units of a false alert or as chosen. With 95 % intervals over resampled groups of cases; differences are from the token as it is named, over the same draws.',
    columns: [
      { label: 'Rule', align: 'text' },
      { label: 'Log-odds from', align: 'number' },
      { label: 'Missed alerts', align: 'number' },
      { label: 'False alerts', align: 'number' },
      { label: 'Cost', align: 'number' },
      { label: 'Missed of a case’s, mean', align: 'number' },
      { label: 'Cost less the token’s', align: 'number' },
    ],
    rows: runs.flatMap(({ label, decision }): Row[] => {
      if (decision === undefined) return []
      const { file, content } = decision
      const head: Cell = {
        parts: [
          `${label}: a missed alert costs `,
          quantity(file, ['costs', 'missedAlert'], 'plain'),
          ', a false one ',
          quantity(file, ['costs', 'falseAlert'], 'plain'),
          '; bound ',
          quantity(file, ['bound'], 'hundredths'),
          ' %; ',
          quantity(file, ['test', 'answers'], 'count'),
          ' answers, ',
          quantity(file, ['test', 'cases'], 'count'),
          ' groups of cases',
        ],
      }
      return [
        { kind: 'head', cells: [head] },
        ...content.methods.map(({ name, threshold, speaks }, index): Row => {
          const within = (unit: 'hundredths' | 'mean', ...path: string[]) =>
            withInterval(
              file,
              ['methods', index, ...path, 'value'],
              ['methods', index, ...path, 'interval'],
              unit,
            )
          return {
            cells: [
              name,
              threshold === null ? speaks : quantity(file, ['methods', index, 'threshold'], 'score'),
              within('hundredths', 'test', 'missedAlerts'),
              within('hundredths', 'test', 'falseAlerts'),
              within('mean', 'test', 'cost'),
              within('hundredths', 'test', 'missedByCase'),
              name === 'token' ? '' : within('mean', 'difference', 'cost'),
            ],
          }
        }),
      ]
    }),
    notes: [
      ...[...plainMethods, ...scoreMethods].map(({ name, what }) => `${name}: ${what}`),
      'probe-…: the same on the log-odds of a linear probe at the end of the prompt, in place of the token’s.',
      'The bound is on the expected share of a new case’s alerts that are missed, so it is to be compared with the mean over cases, not with missed alerts over tasks. It holds on average over validation sets (conformal risk control), where new cases are like those.',
      'Whoever has no probability of the token raises no alert, except by speaking always.',
    ],
    empty: noDecisions,
  }),
}
