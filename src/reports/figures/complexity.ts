// Figure 9: tasks by complexity.
import { bars } from '../drawing/bars.ts'
import type { ReportFigure } from '../figure.ts'
import { paperTasks, published } from '../published.ts'
import { printed, quantity, share } from '../quantity.ts'
import { spoken } from '../table.ts'

const title = 'Tasks by complexity'

export const complexity: ReportFigure = {
  id: 'complexity',
  paper: 'Figure 9',
  section: 'dataset',
  title,
  build: ({ statisticsFile, headerFile }) => {
    const all = quantity(headerFile, ['tasks'], 'count')
    const rows = (['advanced', 'intermediate'] as const).map((level) => {
      const count = quantity(statisticsFile, ['dataset', 'byComplexity', level, 'count'], 'count')
      const inPaper = published('dataset.ts', 'Figure 9', ['paperDataset', 'byComplexity', level], 'count')
      return { level, count, part: share(count, all), inPaper, paperPart: share(inPaper, paperTasks) }
    })
    const description = `${rows
      .map(
        ({ level, part, paperPart }) =>
          `${spoken(level)}: ${printed(part)} of tasks, in the paper ${printed(paperPart)}`,
      )
      .join('. ')}.`
    return {
      description,
      svg: bars(
        { id: 'complexity', title, description },
        rows.map(({ level, count, part, paperPart }) => ({
          label: spoken(level),
          text: `${printed(count)} · ${printed(part)}`,
          value: part.value ?? 0,
          colour: 'plain',
          paper: paperPart.value ?? 0,
        })),
        { label: 'Share of all tasks', tick: (value) => `${Math.round(100 * value)} %`, most: 1 },
      ),
      table: {
        caption: 'Intermediate tasks ask for what is said; advanced ones for what follows from it.',
        columns: [
          { label: 'Complexity', align: 'text' },
          { label: 'Tasks', align: 'number' },
          { label: 'Share', align: 'number' },
          { label: 'Tasks', group: 'Paper', align: 'number' },
          { label: 'Share', group: 'Paper', align: 'number' },
        ],
        rows: rows.map(({ level, count, part, inPaper, paperPart }) => ({
          cells: [spoken(level), count, part, inPaper, paperPart],
        })),
        empty: 'The benchmark has no task.',
      },
    }
  },
}
