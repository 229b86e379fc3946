// Results per category of behaviour beside the paper's Tables 4 and 9: one row a model.
import { categories } from '../../taxonomy/task-types.ts'
import { table4, table9 } from '../../taxonomy/paper/other-results.ts'
import { published } from '../published.ts'
import type { Path, Quantity } from '../quantity.ts'
import { spoken, type ReportTable, type Row } from '../table.ts'
import { categoryCells } from './category-cells.ts'

const measures = ['overall', ...categories] as const

export const resultsByCategory: ReportTable = {
  id: 'results-by-category',
  section: 'results',
  title: 'Results by category',
  build: ({ runs }) => {
    const paper = (place: string, path: Path): Quantity[] =>
      measures.map((name) => published('other-results.ts', place, [...path, name], 'percent'))
    const ours = runs.map((run): Row => ({ cells: [run.label, ...categoryCells(run)] }))
    return {
      caption:
        'Per cent. Ours: macro-F1, mean over the types of a category, with 95 % intervals over resampled cases. Paper: as printed, F1 in Table 4; Table 9 does not name its measure.',
      columns: [
        { label: 'Model', align: 'text' },
        ...measures.map((name) => ({ label: spoken(name), align: 'number' as const })),
      ],
      rows:
        ours.length === 0
          ? []
          : [
              { kind: 'head', cells: ['This benchmark'] },
              ...ours,
              { kind: 'head', cells: ['Paper, Table 4: the whole benchmark'] },
              ...table4.full.map(({ model }, index) => ({
                cells: [model, ...paper('Table 4', ['table4', 'full', index])],
              })),
              { kind: 'head', cells: ['Paper, Table 4: Hard'] },
              ...table4.hard.map(({ model }, index) => ({
                cells: [model, ...paper('Table 4', ['table4', 'hard', index])],
              })),
              { kind: 'head', cells: ['Paper, Table 9: more models'] },
              ...table9.map(({ model }, index) => ({
                cells: [model, ...paper('Table 9', ['table9', index])],
              })),
            ],
      empty: 'No run was given.',
    }
  },
}
