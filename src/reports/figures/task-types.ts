// Figure 8: tasks by type, coloured by their mean behaviour score. Bars are shares of all tasks, because
// the paper has a thousand times as many; eight of the paper's bars can be read in print.
import { paperDataset } from '../../taxonomy/paper/dataset.ts'
import { taskTypeIds } from '../../taxonomy/task-types.ts'
import { bars } from '../drawing/bars.ts'
import { scoreClass } from '../drawing/colours.ts'
import type { ReportFigure } from '../figure.ts'
import { paperTasks, published } from '../published.ts'
import { printed, quantity, share } from '../quantity.ts'
import { lowered, spoken } from '../table.ts'

const title = 'Tasks by type'

export const taskTypes: ReportFigure = {
  id: 'task-types',
  paper: 'Figure 8',
  section: 'dataset',
  title,
  build: ({ statisticsFile, headerFile }) => {
    const all = quantity(headerFile, ['tasks'], 'count')
    const rows = taskTypeIds.map((type) => {
      const count = quantity(statisticsFile, ['dataset', 'byType', type, 'count'], 'count')
      const score = quantity(statisticsFile, ['dataset', 'byType', type, 'meanScore'], 'score')
      const inPaper = Object.hasOwn(paperDataset.byType, type)
        ? published('dataset.ts', 'Figure 8', ['paperDataset', 'byType', type], 'count')
        : undefined
      return { type, count, score, part: share(count, all), inPaper }
    })
    const present = rows.filter(({ count }) => count.value !== 0)
    const ranked = rows.toSorted((a, b) => (b.count.value ?? 0) - (a.count.value ?? 0))
    const [first] = ranked
    const description = `${present.length} of ${rows.length} types have tasks; the most, ${first === undefined ? '' : `${printed(first.count)}, are ${lowered(first.type)}`}.`
    return {
      description,
      svg: bars(
        { id: 'task-types', title, description },
        ranked.map(({ type, count, score, part, inPaper }) => ({
          label: spoken(type),
          text: count.value === 0 ? 'none' : `${printed(count)} · score ${printed(score)}`,
          value: part.value ?? 0,
          colour: scoreClass(score.value ?? 0),
          ...(inPaper === undefined ? {} : { paper: share(inPaper, paperTasks).value ?? 0 }),
        })),
        { label: 'Share of all tasks', tick: (value) => `${Math.round(100 * value)} %` },
      ),
      table: {
        caption:
          'Share of all tasks, coloured by mean behaviour score from blue (0, reactive) to orange (1, proactive). Diamonds: the paper’s shares, where its figure can be read.',
        columns: [
          { label: 'Type', align: 'text' },
          { label: 'Tasks', align: 'number' },
          { label: 'Share', align: 'number' },
          { label: 'Mean score', align: 'number' },
          { label: 'Tasks', group: 'Paper', align: 'number' },
          { label: 'Share', group: 'Paper', align: 'number' },
        ],
        rows: rows.map(({ type, count, score, part, inPaper }) => ({
          cells: [
            spoken(type),
            count,
            part,
            count.value === 0 ? '–' : score,
            inPaper ?? '–',
            inPaper === undefined ? '–' : share(inPaper, paperTasks),
          ],
        })),
        empty: 'The benchmark has no task.',
      },
    }
  },
}
