// Scores of a judging as a table for the terminal.
import { textTable } from '../benchmark/tables.ts'
import type { JudgeMethod, JudgeScores, PairScores } from '../records/judgement.ts'
import { categories } from '../taxonomy/task-types.ts'

interface Named {
  readonly id: string
  readonly name: string
}

export function methodText(method: JudgeMethod): string {
  return method.kind === 'samples'
    ? `by the mean of ${method.samples} ${method.samples === 1 ? 'sample' : 'samples'}`
    : 'by log-probabilities'
}

type Mean = JudgeScores['byCriterion'][string]['overall']

/** "0.72 (0.68–0.76)" */
function withInterval(mean: Mean | undefined): string {
  if (mean === undefined || mean.mean === null) return '–'
  const { interval } = mean
  const behind = interval === null ? '' : ` (${interval.low.toFixed(2)}–${interval.high.toFixed(2)})`
  return `${mean.mean.toFixed(2)}${behind}`
}

export function judgeText({ byCriterion }: JudgeScores, criteria: readonly Named[]): string {
  const rows = criteria.map(({ id, name }) => {
    const scores = byCriterion[id]
    return [
      name,
      withInterval(scores?.overall),
      ...categories.map((category) => withInterval(scores?.byCategory[category])),
      ...countCells(scores),
    ]
  })
  return textTable([['score, 0 to 1', 'overall', ...categories, ...countHeads], ...rows])
}

export function pairText({ byCriterion }: PairScores, criteria: readonly Named[]): string {
  const rows = criteria.map(({ id, name }) => {
    const scores = byCriterion[id]
    return [
      name,
      withInterval(scores?.preference),
      withInterval(scores?.firstPreference),
      scores?.consistency?.toFixed(2) ?? '–',
      ...countCells(scores),
    ]
  })
  const heads = ['0.5: no difference', 'this run has more', 'first place has more', 'both orders agree']
  return textTable([[...heads, ...countHeads], ...rows])
}

const countHeads = ['judged', 'failed', 'nothing to judge']

function countCells(
  scores: { readonly judged: number; readonly failed: number; readonly nothingToJudge: number } | undefined,
): string[] {
  return [scores?.judged, scores?.failed, scores?.nothingToJudge].map((count) => String(count ?? 0))
}
