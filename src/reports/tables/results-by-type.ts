// Results per task type beside the paper's: macro-F1 beside Table 2, accuracy beside Tables 6–8.
import { groupBy } from '../../kit/group.ts'
import { regimeText } from '../../records/run.ts'
import { categories, categoryOf, taskTypeIds, type Category } from '../../taxonomy/task-types.ts'
import { table2, table6, table7, table8, type PublishedTable } from '../../taxonomy/paper/results-by-type.ts'
import type { ReportMaterial, ReportRun } from '../material.ts'
import { published } from '../published.ts'
import { mean, quantity, type Quantity } from '../quantity.ts'
import { spoken, type Cell, type Column, type ReportTable, type Row } from '../table.ts'
import { intervalBehind, withInterval } from '../with-interval.ts'

type Measure = 'macroF1' | 'accuracy'

const noRun =
  'No run was given. Evaluate a model with `behaviorbench eval` and name its run folder to `behaviorbench report`.'

export const macroF1ByType: ReportTable = {
  id: 'macro-f1-by-type',
  section: 'results',
  title: 'Macro-F1 by type',
  build: (material) => byType(material, 'macroF1', [['table2', table2]]),
}

export const accuracyByType: ReportTable = {
  id: 'accuracy-by-type',
  section: 'results',
  title: 'Accuracy by type',
  build: (material) =>
    byType(material, 'accuracy', [
      ['table6', table6],
      ['table7', table7],
      ['table8', table8],
    ]),
}

type Tables = readonly (readonly [name: string, table: PublishedTable])[]

function byType(
  material: ReportMaterial,
  measure: Measure,
  tables: Tables,
): ReturnType<ReportTable['build']> {
  // Models side by side, each under all its regimes, as the paper has them.
  const byModel = groupBy(material.runs, ({ run }) => run.model)
  const runs = [...byModel.values()].flat()
  const printed = tables.flatMap(([name, { table, columns }]) =>
    columns.map(({ model, method }, index) => ({ name, table, model, method, index })),
  )
  const paper = (column: (typeof printed)[number], ...path: string[]): Quantity =>
    published('results-by-type.ts', column.table, [column.name, 'columns', column.index, ...path], 'percent')
  const typeRow = (type: string): Row => ({
    cells: [
      spoken(type),
      ...runs.map(({ scores, scoresFile }) =>
        scores.byType[type] === undefined
          ? '–'
          : withInterval(
              scoresFile,
              ['byType', type, measure],
              ['byType', type, `${measure}Interval`],
              'hundredths',
            ),
      ),
      ...printed.map((column) => paper(column, 'byType', type)),
    ],
  })
  const rows = categories.flatMap((category): Row[] => [
    { kind: 'head', cells: [spoken(category)] },
    ...taskTypeIds.filter((type) => categoryOf(type) === category).map(typeRow),
    {
      kind: 'total',
      cells: [
        `Mean of ${category} types`,
        ...runs.map((run) => categoryMean(run, category, measure)),
        ...printed.map((column) => paper(column, category)),
      ],
    },
  ])
  const overall: Row = {
    kind: 'total',
    cells: [
      'Mean of all types',
      ...runs.map(({ scoresFile }) =>
        withInterval(
          scoresFile,
          ['meanOfTypes', measure],
          ['meanOfTypes', `${measure}Interval`],
          'hundredths',
        ),
      ),
      ...printed.map((column) => paper(column, 'overall')),
    ],
  }
  return {
    caption: `Per cent. ${measure === 'macroF1' ? 'Macro-F1 over option letters' : 'Share of right answers'}; an unreadable answer is wrong; 95 % intervals over resampled cases. The paper’s columns are as printed, on its own tasks: they show the pattern to expect, not a score to beat.`,
    columns: [
      { label: 'Type', align: 'text' },
      ...runs.map(
        (item): Column => ({
          label: methodOf(item, byModel.get(item.run.model) ?? []),
          group: item.run.model,
          align: 'number',
        }),
      ),
      ...printed.map(
        ({ table, model, method }): Column => ({
          label: method,
          group: `Paper, ${table}: ${model.split(' (')[0] ?? model}`,
          align: 'number',
        }),
      ),
    ],
    rows: runs.length === 0 ? [] : [...rows, overall],
    notes: [...new Set(printed.map(({ model }) => model).filter((model) => model.includes(' (')))].map(
      (model) => `${model.replace(' (', ': majority vote of ').replace(/\)$/, '')}.`,
    ),
    empty: noRun,
  }
}

/** How a model was asked; what else tells its runs apart where that is not enough. */
function methodOf({ label, run }: ReportRun, sameModel: readonly ReportRun[]): string {
  const asked = regimeText(run)
  const words = asked === 'none' ? 'no prompt' : asked
  return sameModel.filter((other) => regimeText(other.run) === asked).length === 1 ? words : label
}

function categoryMean(
  { scores, scoresFile }: ReportRun,
  category: Category,
  measure: Measure,
): Cell | Quantity | string {
  if (scores.byCategory[category] === undefined) return '–'
  if (measure === 'macroF1') {
    const at = ['byCategory', category]
    return withInterval(
      scoresFile,
      [...at, 'meanOfTypesMacroF1'],
      [...at, 'meanOfTypesMacroF1Interval'],
      'hundredths',
    )
  }
  const types = taskTypeIds.filter(
    (type) => categoryOf(type) === category && scores.byType[type] !== undefined,
  )
  const values = types.map((type) => quantity(scoresFile, ['byType', type, measure], 'hundredths'))
  return intervalBehind(mean(values, 'hundredths'), scoresFile, [
    'byCategory',
    category,
    'meanOfTypesAccuracyInterval',
  ])
}
