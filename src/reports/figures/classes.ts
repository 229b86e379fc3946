// Figure 12: tasks in the five classes of behaviour.
import { fiveClasses } from '../../taxonomy/behavior.ts'
import { bars } from '../drawing/bars.ts'
import { scoreClass } from '../drawing/colours.ts'
import type { ReportFigure } from '../figure.ts'
import { paperTasks, published } from '../published.ts'
import { printed, quantity, share } from '../quantity.ts'
import { spoken } from '../table.ts'

const title = 'Classes of behaviour'

export const classes: ReportFigure = {
  id: 'classes',
  paper: 'Figure 12',
  section: 'dataset',
  title,
  build: ({ statisticsFile, headerFile }) => {
    const all = quantity(headerFile, ['tasks'], 'count')
    const rows = fiveClasses.map((name, index) => {
      const count = quantity(statisticsFile, ['dataset', 'byClass', name], 'count')
      const inPaper = published('dataset.ts', 'Figure 12', ['paperClasses', name], 'count')
      return {
        name,
        middle: (index + 0.5) / fiveClasses.length,
        count,
        part: share(count, all),
        inPaper,
        paperPart: share(inPaper, paperTasks),
      }
    })
    const description = `${rows
      .map(
        ({ name, part, paperPart }) =>
          `${spoken(name)}: ${printed(part)} of tasks, in the paper ${printed(paperPart)}`,
      )
      .join('. ')}.`
    return {
      description,
      svg: bars(
        { id: 'classes', title, description },
        rows.map(({ name, count, part, paperPart, middle }) => ({
          label: spoken(name),
          text: `${printed(count)} · ${printed(part)}`,
          value: part.value ?? 0,
          colour: scoreClass(middle),
          paper: paperPart.value ?? 0,
        })),
        { label: 'Share of all tasks', tick: (value) => `${Math.round(100 * value)} %` },
      ),
      table: {
        caption:
          'Edges of the score: below 0.2 highly reactive, below 0.4 primarily reactive, up to 0.6 balanced, up to 0.8 primarily proactive, highly proactive above.',
        columns: [
          { label: 'Class', align: 'text' },
          { label: 'Tasks', align: 'number' },
          { label: 'Share', align: 'number' },
          { label: 'Tasks', group: 'Paper', align: 'number' },
          { label: 'Share', group: 'Paper', align: 'number' },
        ],
        rows: rows.map(({ name, count, part, inPaper, paperPart }) => ({
          cells: [spoken(name), count, part, inPaper, paperPart],
        })),
        empty: 'The benchmark has no task.',
      },
    }
  },
}
