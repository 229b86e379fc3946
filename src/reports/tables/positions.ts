// Whether the place of an option matters: how often the right letter is found, and how often a chosen letter
// is right, by letter.
import { letters } from '../../records/task.ts'
import { quantity, valueAt, type Quantity } from '../quantity.ts'
import type { ReportTable, Row } from '../table.ts'

export const positions: ReportTable = {
  id: 'positions',
  section: 'results',
  title: 'Spread by answer position',
  build: ({ runs }) => {
    const offered = letters.filter((letter) =>
      runs.some(({ scores }) => scores.pooled.support[letter] !== undefined),
    )
    const rows = runs.flatMap(({ label, scoresFile }): Row[] => {
      const cell = (unit: Quantity['unit'], ...path: string[]): Quantity | string =>
        valueAt(scoresFile.content, ['pooled', ...path]) === undefined
          ? '–'
          : quantity(scoresFile, ['pooled', ...path], unit)
      const row = (name: string, unit: Quantity['unit'], by: string, spread?: string): Row => ({
        cells: [
          name,
          ...offered.map((letter) => cell(unit, by, letter)),
          spread === undefined ? '' : cell('hundredths', spread),
        ],
      })
      return [
        { kind: 'head', cells: [label] },
        row('Accuracy where this letter is right', 'hundredths', 'accuracyByGold', 'positionSpread'),
        row('Accuracy where this letter was chosen', 'hundredths', 'accuracyByChosen', 'chosenSpread'),
        row('Tasks where it is right', 'count', 'support'),
        row('Answers that chose it', 'count', 'chosen'),
      ]
    })
    return {
      caption:
        'Per cent where not a count, over all types. Spread: the largest less the smallest. A run that prefers a letter chooses it more often than it is right, and is less often right when it does.',
      columns: [
        { label: 'Run', align: 'text' },
        ...offered.map((letter) => ({ label: letter, align: 'number' as const })),
        { label: 'Spread', align: 'number' },
      ],
      rows,
      empty: 'No run was given.',
    }
  },
}
