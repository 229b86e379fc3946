// What an evaluation asks: something that answers one task. A model under a prompt is one; the trivial
// solvers of the shortcut audit are others.
import type { Prediction } from '../records/prediction.ts'
import type { Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Task } from '../records/task.ts'

export interface TaskContext {
  readonly case: Case
  readonly conversation: Conversation
}

/** What an answerer says of one task; the run adds who asked and how. */
export type Reply = Pick<
  Prediction,
  | 'answer'
  | 'outcome'
  | 'token'
  | 'behaviorClass'
  | 'proactiveProbability'
  | 'output'
  | 'failure'
  | 'inputTokens'
  | 'outputTokens'
>

export interface Answerer {
  /** Id for the run and its predictions. */
  readonly id: string
  readonly endpoint: string
  readonly regime: string
  readonly promptHash: string
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>
  /** Rejects only for what makes the whole run pointless (a key that is not accepted). */
  reply(task: Task, context: TaskContext, request: ReplyRequest): Promise<Reply>
}

export interface ReplyRequest {
  readonly seed: number
  readonly repeat: number
  readonly signal?: AbortSignal
}
