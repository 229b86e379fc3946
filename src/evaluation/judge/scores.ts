// Judgements → scores: per criterion overall and by category, with intervals, and how many there are of each kind.
// A judgement that failed, or of a reply with nothing in it to judge, is counted and has no score.
import type { OpenBenchmark } from '../../benchmark/open-benchmark.ts'
import { countBy } from '../../kit/group.ts'
import { meanOf } from '../../metrics/repeats.ts'
import type { Judgement, JudgeScores } from '../../records/judgement.ts'
import { categories, categoryOf, type Category } from '../../taxonomy/task-types.ts'
import { meanWithInterval, type Valued } from './means.ts'

export function judgeScores(
  benchmark: Pick<OpenBenchmark, 'tasks'>,
  criteria: readonly { readonly id: string }[],
  judgements: readonly Judgement[],
): JudgeScores {
  const about = aboutTasks(benchmark)
  const byCriterion = criteria.map(({ id }) => {
    const own = judgements.filter(({ criterion }) => criterion === id)
    const valued = own.flatMap(({ taskId, score }): (Valued & { category: Category })[] => {
      const task = about.get(taskId)
      return score === null || task === undefined ? [] : [{ value: score, ...task }]
    })
    const present = categories.filter((category) => valued.some((one) => one.category === category))
    const calls = sum(own.map((one) => one.calls))
    const scores = {
      ...countsOf(own),
      overall: meanWithInterval(valued, 'judge'),
      byCategory: Object.fromEntries(
        present.map((category) => [
          category,
          meanWithInterval(
            valued.filter((one) => one.category === category),
            'judge',
          ),
        ]),
      ),
      rating: meanOf(own.map(({ rating }) => rating).filter((rating) => rating !== null)),
      mass: meanOf(own.map(({ mass }) => mass).filter((mass) => mass !== undefined)),
      parsedShare: calls === 0 ? null : sum(own.map(({ parsed }) => parsed)) / calls,
    }
    return [id, scores] as const
  })
  return { byCriterion: Object.fromEntries(byCriterion), ...totalsOf(judgements) }
}

/** What scores need to know of tasks, by id. */
export function aboutTasks({
  tasks,
}: Pick<OpenBenchmark, 'tasks'>): ReadonlyMap<string, { category: Category; group: string }> {
  return new Map(tasks.map(({ id, type, group }) => [id, { category: categoryOf(type), group }]))
}

export function countsOf(
  judgements: readonly { readonly outcome: Judgement['outcome']; readonly reason?: string | undefined }[],
): { judged: number; failed: number; nothingToJudge: number; reasons: Record<string, number> } {
  const outcomes = countBy(judgements, ({ outcome }) => outcome)
  const reasons = judgements.map(({ reason }) => reason).filter((reason) => reason !== undefined)
  return {
    judged: outcomes.get('judged') ?? 0,
    failed: outcomes.get('failed') ?? 0,
    nothingToJudge: outcomes.get('nothing_to_judge') ?? 0,
    reasons: Object.fromEntries(
      [...countBy(reasons, (reason) => reason)].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
  }
}

export function totalsOf(
  judgements: readonly {
    readonly calls: number
    readonly inputTokens?: number | undefined
    readonly outputTokens?: number | undefined
  }[],
): { calls: number; inputTokens: number; outputTokens: number } {
  return {
    calls: sum(judgements.map(({ calls }) => calls)),
    inputTokens: sum(judgements.map(({ inputTokens = 0 }) => inputTokens)),
    outputTokens: sum(judgements.map(({ outputTokens = 0 }) => outputTokens)),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
