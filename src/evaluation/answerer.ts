// What an evaluation asks: something that answers one task. A model under a prompt is one; agents, votes and
// the trivial solvers of the shortcut audit are others.
import type { Prediction } from '../records/prediction.ts'
import type { TaskContext } from '../prompts/prompt.ts'
import type { Run } from '../records/run.ts'
import type { Task } from '../records/task.ts'

/** What an answerer says of one task; the run adds who asked and how. */
export type Reply = Pick<
  Prediction,
  | 'answer'
  | 'outcome'
  | 'invalidReason'
  | 'shown'
  | 'token'
  | 'behaviorClass'
  | 'proactiveProbability'
  | 'proactiveLogOdds'
  | 'shots'
  | 'promptCharacters'
  | 'leftOut'
  | 'output'
  | 'failure'
  | 'inputTokens'
  | 'outputTokens'
  | 'reasoningTokens'
  | 'cachedInputTokens'
  | 'servedBy'
  | 'notSent'
  | 'calls'
  | 'repairs'
  | 'rounds'
  | 'agreed'
  | 'path'
  | 'failedStep'
  | 'steps'
  | 'votes'
  | 'tied'
>

export interface Answerer {
  /** Id for the run and its predictions. */
  readonly id: string
  readonly endpoint: string
  /** How it asks, as the run's header names it. */
  readonly asks: Pick<Run, 'regime' | 'recipe' | 'shots' | 'permute' | 'forced' | 'vote' | 'promptHash'>
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>
  /** Rejects only for what makes the whole run pointless (a key that is not accepted). */
  reply(task: Task, context: TaskContext, request: ReplyRequest): Promise<Reply>
}

export interface ReplyRequest {
  readonly seed: number
  readonly repeat: number
  readonly signal?: AbortSignal
}
