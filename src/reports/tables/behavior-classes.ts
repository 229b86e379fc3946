// Behaviour classification: F1 of each class beside the paper's Table 3, and the confusion matrices.
import { table3 } from '../../taxonomy/paper/other-results.ts'
import { behaviorTokens, fiveClasses, threeClasses, twoClasses } from '../../taxonomy/behavior.ts'
import type { ReportRun } from '../material.ts'
import { published } from '../published.ts'
import { quantity, type Quantity } from '../quantity.ts'
import { spoken, type Cell, type Column, type ReportTable, type Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'

const divisions = {
  five: { title: 'Five classes', labels: fiveClasses },
  three: { title: 'Three classes', labels: threeClasses },
  two: { title: 'Two classes', labels: twoClasses },
  token: { title: 'Token', labels: behaviorTokens },
} as const
type Division = keyof typeof divisions
const names = Object.keys(divisions) as Division[]

const none =
  'None of the runs has answers that say how they are meant: this takes a recipe that asks for the behaviour token or class.'

/** Words for classes; abbreviations and tokens as they are. */
function labelled(label: string): string {
  return /^[a-z]/.test(label) ? spoken(label) : label
}

export const behaviorClasses: ReportTable = {
  id: 'behavior-classes',
  section: 'results',
  title: 'Behaviour classification',
  build: ({ runs }) => {
    const measured = runs.filter(({ scores }) => scores.behavior !== undefined)
    const ours = measured.map(
      ({ label, scores, scoresFile }): Row => ({
        cells: [
          label,
          ...names.flatMap((name): (Cell | Quantity | string)[] => {
            const { labels } = divisions[name]
            if (scores.behavior?.[name] === undefined) return ['–', ...labels.map(() => '–')]
            const at = ['behavior', name]
            return [
              withInterval(scoresFile, [...at, 'macroF1'], [...at, 'macroF1Interval'], 'hundredths'),
              ...labels.map((label) => quantity(scoresFile, [...at, 'byLabel', label, 'f1'], 'hundredths')),
            ]
          }),
        ],
      }),
    )
    const paper = Object.keys(table3.rows).map(
      (recipe): Row => ({
        cells: [
          recipe,
          ...names.flatMap((name): (Quantity | string)[] => {
            const { labels } = divisions[name]
            if (name === 'token') return ['–', ...labels.map(() => '–')]
            return ['–', ...labels.map((label) => publishedF1(recipe, name, label))]
          }),
        ],
      }),
    )
    return {
      caption:
        'F1 in per cent; macro-F1 always over the full set of classes, with its 95 % interval over resampled cases. An answer that names no class is wrong and predicts none. Token: the token an answer opens with against the task’s own. The paper prints no macro-F1.',
      columns: [
        { label: 'Run', align: 'text' },
        ...names.flatMap((name): Column[] => [
          { label: 'Macro', group: divisions[name].title, align: 'number' },
          ...divisions[name].labels.map(
            (label): Column => ({ label: labelled(label), group: divisions[name].title, align: 'number' }),
          ),
        ]),
      ],
      rows:
        ours.length === 0
          ? []
          : [
              { kind: 'head', cells: ['This benchmark'] },
              ...ours,
              { kind: 'head', cells: ['Paper, Table 3: recipes'] },
              ...paper,
            ],
      empty: none,
    }
  },
}

function publishedF1(recipe: string, name: Exclude<Division, 'token'>, label: string): Quantity {
  const column = (table3.columns[name] as readonly string[]).indexOf(label)
  return published('other-results.ts', 'Table 3', ['table3', 'rows', recipe, name, column], 'percent')
}

export const behaviorConfusion: ReportTable = {
  id: 'behavior-confusion',
  section: 'results',
  title: 'Behaviour classification: what was taken for what',
  build: ({ runs }) => ({
    caption:
      'Answers by the task’s class (rows) and the class that the answer names (columns), most reactive first. Kappa: agreement beyond chance among answers that name a class, with quadratic weights where there is an order.',
    columns: [
      { label: 'The task’s class', align: 'text' },
      ...fiveClasses.map((_, index): Column => ({ label: `${index + 1}`, group: 'Named', align: 'number' })),
      { label: 'None', group: 'Named', align: 'number' },
      { label: 'Kappa', align: 'number' },
    ],
    rows: runs.flatMap((run) => names.flatMap((name) => confusionRows(run, name))),
    notes: [
      `Columns 1, 2 … are the classes in the order of their rows; tokens: ${behaviorTokens.join(', ')}.`,
    ],
    empty: none,
  }),
}

function confusionRows({ label, scores, scoresFile }: ReportRun, name: Division): Row[] {
  const found = scores.behavior?.[name]
  if (found === undefined) return []
  const read = (...path: (string | number)[]): Quantity =>
    quantity(scoresFile, ['behavior', name, ...path], 'count')
  return [
    { kind: 'head', cells: [`${label}: ${divisions[name].title.toLowerCase()}`] },
    ...found.labels.map(
      (own, row): Row => ({
        cells: [
          labelled(own),
          ...fiveClasses.map((_, column) =>
            column < found.labels.length ? read('counts', row, column) : '',
          ),
          read('invalid', row),
          row === 0 ? quantity(scoresFile, ['behavior', name, 'kappa'], 'score') : '',
        ],
      }),
    ),
  ]
}
