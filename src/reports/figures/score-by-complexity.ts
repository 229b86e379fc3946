// Figure 10: mean behaviour score by complexity.
import { bars } from '../drawing/bars.ts'
import { scoreClass } from '../drawing/colours.ts'
import type { ReportFigure } from '../figure.ts'
import { published } from '../published.ts'
import { printed, quantity } from '../quantity.ts'
import { spoken } from '../table.ts'

const title = 'Mean behaviour score by complexity'

export const scoreByComplexity: ReportFigure = {
  id: 'score-by-complexity',
  paper: 'Figure 10',
  section: 'dataset',
  title,
  build: ({ statistics, statisticsFile }) => {
    const rows = (['advanced', 'intermediate'] as const).map((level) => ({
      level,
      some: (statistics.dataset.byComplexity[level]?.count ?? 0) > 0,
      score: quantity(statisticsFile, ['dataset', 'byComplexity', level, 'meanScore'], 'score'),
      inPaper: published(
        'dataset.ts',
        'Figure 10, as appendix C.2 words it',
        ['paperDataset', 'meanScoreByComplexity', level],
        'score',
      ),
    }))
    const description = `${rows
      .map(
        ({ level, some, score, inPaper }) =>
          `${spoken(level)}: ${some ? printed(score) : 'no task'}, in the paper about ${printed(inPaper)}`,
      )
      .join('. ')}.`
    return {
      description,
      svg: bars(
        { id: 'score-by-complexity', title, description },
        rows.map(({ level, some, score, inPaper }) => ({
          label: spoken(level),
          text: some ? printed(score) : 'none',
          value: some ? (score.value ?? 0) : 0,
          colour: scoreClass(score.value ?? 0),
          paper: inPaper.value ?? 0,
        })),
        { label: 'Mean behaviour score', tick: (value) => value.toFixed(1), most: 1 },
      ),
      table: {
        caption: 'The paper gives “above 0.8” for advanced and “around 0.4” for intermediate tasks.',
        columns: [
          { label: 'Complexity', align: 'text' },
          { label: 'Mean score', align: 'number' },
          { label: 'Paper, about', align: 'number' },
        ],
        rows: rows.map(({ level, some, score, inPaper }) => ({
          cells: [spoken(level), some ? score : '–', inPaper],
        })),
        empty: 'The benchmark has no task.',
      },
    }
  },
}
