// Figure 5: macro-F1 of each type around a centre, the runs beside the paper's three methods.
import { table2 } from '../../taxonomy/paper/results-by-type.ts'
import { categories, categoryOf, taskTypeIds } from '../../taxonomy/task-types.ts'
import { scoreClass } from '../drawing/colours.ts'
import { mostRings, radar } from '../drawing/radar.ts'
import type { ReportFigure } from '../figure.ts'
import { published } from '../published.ts'
import { printed, quantity, type Quantity } from '../quantity.ts'
import { spoken, type Column } from '../table.ts'

const title = 'Macro-F1 by type'

/** What Figure 5 draws, as places of Table 2's columns: few-shot, GeneralSFT and BehaviorSFT of Qwen2.5-7B. */
const paperColumns = table2.columns.flatMap(({ model, method }, index) =>
  method.startsWith('few-shot') || model.startsWith('Qwen') ? [{ method, index }] : [],
)

export const radarByType: ReportFigure = {
  id: 'radar-by-type',
  paper: 'Figure 5',
  section: 'results',
  title,
  build: ({ runs }) => {
    const shown = runs.slice(0, mostRings)
    const rows = taskTypeIds.map((type) => ({
      type,
      ours: runs.map(({ scores, scoresFile }): Quantity | string =>
        scores.byType[type] === undefined
          ? '–'
          : quantity(scoresFile, ['byType', type, 'macroF1'], 'hundredths'),
      ),
      paper: paperColumns.map(({ index }) =>
        published(
          'results-by-type.ts',
          'Table 2 and Figure 5',
          ['table2', 'columns', index, 'byType', type],
          'percent',
        ),
      ),
    }))
    const part = (value: Quantity | string | undefined): number | null =>
      value === undefined || typeof value === 'string' ? null : value.value
    const description =
      runs.length === 0
        ? 'No run was given; only the paper’s line is drawn.'
        : shown
            .map(({ label, scores, scoresFile }) => {
              const own = taskTypeIds.filter((type) => scores.byType[type] !== undefined)
              const worst = own.reduce<string | undefined>(
                (low, type) =>
                  low === undefined ||
                  (scores.byType[type]?.macroF1 ?? 1) < (scores.byType[low]?.macroF1 ?? 1)
                    ? type
                    : low,
                undefined,
              )
              if (worst === undefined) return `${label}: nothing answered`
              const least = quantity(scoresFile, ['byType', worst, 'macroF1'], 'hundredths')
              return `${label}: lowest on ${spoken(worst)}, ${printed(least)} per cent`
            })
            .join('. ')
    return {
      description: `${description}${description.endsWith('.') ? '' : '.'}`,
      svg: radar(
        { id: 'radar-by-type', title, description },
        taskTypeIds.map((type) => ({
          label: spoken(type),
          colour: scoreClass(categories.indexOf(categoryOf(type)) / (categories.length - 1)),
        })),
        [
          ...shown.map(({ label }, index) => ({
            label,
            values: rows.map(({ ours }) => part(ours[index])),
            paper: false,
          })),
          {
            label: 'the paper’s BehaviorSFT (Qwen2.5-7B), on its own tasks',
            values: rows.map(({ paper }) => {
              const value = part(paper.at(-1))
              return value === null ? null : value / 100
            }),
            paper: true,
          },
        ],
      ),
      table: {
        caption: `Per cent; the centre is 0, the rim 100. The colour of a type is its category’s: reactive blue, balanced grey, proactive orange.${runs.length > mostRings ? ` The first ${mostRings} runs are drawn; the table has all.` : ''}`,
        columns: [
          { label: 'Type', align: 'text' },
          ...runs.map(({ label }): Column => ({ label, group: 'This benchmark', align: 'number' })),
          ...paperColumns.map(({ method }): Column => ({ label: method, group: 'Paper', align: 'number' })),
        ],
        rows: rows.map(({ type, ours, paper }) => ({ cells: [spoken(type), ...ours, ...paper] })),
        empty: 'No run was given.',
      },
    }
  },
}
