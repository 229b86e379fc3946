// The answers of a run as decisions are made from them: the token named, its log-odds, and what the task calls for.
import type { OpenBenchmark } from '../../benchmark/open-benchmark.ts'
import { logOddsOf } from '../../metrics/log-odds.ts'
import type { Prediction } from '../../records/prediction.ts'
import type { BehaviorToken } from '../../taxonomy/behavior.ts'

export interface ModeAnswer {
  readonly taskId: string
  readonly repeat: number
  /** Group of its case: what is resampled, and what a bound counts. */
  readonly cluster: string
  /** The task calls for `<proactive>`. */
  readonly positive: boolean
  readonly named: BehaviorToken | undefined
  /** logit(proactive) − logit(reactive); −∞ where the model gave none, which no threshold lets through. */
  readonly score: number
}

/**
 * Endpoints list only the likeliest tokens, so that one of the two may be missing and the probability read as 0 or 1.
 * It is held to be no surer than this.
 */
const surest = 1 - 1e-6

export function modeAnswers(benchmark: OpenBenchmark, predictions: readonly Prediction[]): ModeAnswer[] {
  const groups = new Map(benchmark.tasks.map(({ id, group }) => [id, group]))
  return predictions.flatMap((prediction): ModeAnswer[] => {
    const { taskId, repeat, token } = prediction
    const cluster = groups.get(taskId)
    if (cluster === undefined) return []
    const positive = benchmark.task(taskId).behavior.token === '<proactive>'
    return [{ taskId, repeat, cluster, positive, named: token, score: scoreOf(prediction) }]
  })
}

function scoreOf({ proactiveLogOdds, proactiveProbability }: Prediction): number {
  if (proactiveLogOdds !== undefined) return proactiveLogOdds
  if (proactiveProbability === undefined) return -Infinity
  return logOddsOf(Math.min(surest, Math.max(1 - surest, proactiveProbability)))
}

export function isScored({ score }: Pick<ModeAnswer, 'score'>): boolean {
  return score !== -Infinity
}
