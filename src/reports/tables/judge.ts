// What judges say of the runs' replies: a score per criterion, overall and by category, in the shape of Table 4;
// with the paper's means of Figure 3 below, which another judge gave on a scale that the paper does not state.
import { methodOfJudging } from '../judge-words.ts'
import { criteriaIn } from '../judged.ts'
import { published } from '../published.ts'
import { quantity, type Quantity } from '../quantity.ts'
import { categories } from '../../taxonomy/task-types.ts'
import { figure3 } from '../../taxonomy/paper/other-results.ts'
import { spoken, type Cell, type ReportTable, type Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'

const papers = { baseline: 'Baseline', general: 'GeneralSFT', behavior: 'BehaviorSFT' } as const

export const judge: ReportTable = {
  id: 'judge',
  section: 'results',
  title: 'What a judge says of the replies',
  build: ({ judged: { ratings, leftOut } }) => ({
    caption:
      'Mean score from 0 (rating 1) to 1 (rating 5) by criterion, with 95 % intervals over resampled cases. A judgement that failed, and a reply in which there is nothing to judge, have no score and stand beside. What the paper prints was given by another judge (gpt-4o-mini) to other replies.',
    columns: [
      { label: 'Run', align: 'text' },
      { label: 'Judge', align: 'text' },
      { label: 'Overall', group: 'Score', align: 'number' },
      ...categories.map((category) => ({
        label: spoken(category),
        group: 'Score',
        align: 'number' as const,
      })),
      { label: 'Judged', group: 'Replies', align: 'number' },
      { label: 'Failed', group: 'Replies', align: 'number' },
      { label: 'Nothing to judge', group: 'Replies', align: 'number' },
    ],
    rows: criteriaIn(ratings).flatMap(({ id, name }): Row[] => {
      const own = ratings.filter(({ scores }) => scores.byCriterion[id] !== undefined)
      return [
        { kind: 'head', cells: [name] },
        ...own.map(({ run, judge: judgedBy, scores, scoresFile }): Row => {
          const at = ['byCriterion', id]
          const mean = (...path: string[]): Cell | Quantity =>
            withInterval(scoresFile, [...at, ...path, 'mean'], [...at, ...path, 'interval'], 'score')
          const count = (what: string): Quantity => quantity(scoresFile, [...at, what], 'count')
          return {
            cells: [
              run,
              judgedBy,
              mean('overall'),
              ...categories.map((category) =>
                scores.byCriterion[id]?.byCategory[category] === undefined
                  ? '–'
                  : mean('byCategory', category),
              ),
              count('judged'),
              count('failed'),
              count('nothingToJudge'),
            ],
          }
        }),
        ...paperRows(id),
      ]
    }),
    notes: [
      ...ratings.map(methodOfJudging),
      ...leftOut.map((text) => `Left out: ${text}`),
      'A judge is a model. How far it agrees with clinicians has not been measured here.',
    ],
    empty: 'No run has been judged (`behaviorbench judge RUN --model …`).',
  }),
}

function paperRows(criterion: string): Row[] {
  if (!Object.hasOwn(figure3, criterion)) return []
  return (Object.keys(papers) as (keyof typeof papers)[]).map((name): Row => {
    const number = published('other-results.ts', 'Figure 3', ['figure3', criterion, name], 'score')
    return {
      cells: [
        `the paper: ${papers[name]}`,
        'gpt-4o-mini',
        { parts: [number], tone: 'quiet' },
        ...Array.from({ length: 6 }, () => ''),
      ],
    }
  })
}
