// A prediction beside the task it answers: what every score is computed from. A row holds only what scores need,
// so that those of 142,496 tasks fit into memory; texts stay on disk.
import { createInterner } from '../kit/intern.ts'
import type { Answered } from '../metrics/accuracy.ts'
import type { Prediction } from '../records/prediction.ts'
import type { Challenge, Letter, Task } from '../records/task.ts'
import { stanceOf } from '../verification/claim.ts'

export interface ScoredTask extends Pick<Task, 'id' | 'type' | 'gold'> {
  readonly behavior: Pick<Task['behavior'], 'class' | 'token'>
  readonly challenge?: Pick<Challenge, 'member' | 'triple'>
  /** Letters of its options. */
  readonly offered: readonly Letter[]
}

export type ScoredPrediction = Pick<
  Prediction,
  'repeat' | 'shown' | 'token' | 'behaviorClass' | 'proactiveProbability'
>

/** What an answer took that needed several calls (agents, votes). */
export interface RowEffort
  extends Pick<
    Prediction,
    'calls' | 'repairs' | 'rounds' | 'agreed' | 'path' | 'failedStep' | 'inputTokens' | 'outputTokens'
  > {
  /** A step could not be read. */
  readonly unread: boolean
  readonly tied: boolean
  /** Of a vote: how many voices there were, and how many named no letter. */
  readonly voices: number
  readonly abstentions: number
}

export interface Row extends Answered {
  readonly task: ScoredTask
  readonly prediction: ScoredPrediction
  /** Only where the answer counts its calls. */
  readonly effort?: RowEffort
  /** Of tasks with a challenge: the chosen option raises a concern, be it the right one or not. */
  readonly spoke: boolean
  /** What resampling keeps together: the case's group, or its id. */
  readonly group: string
}

/** Which group a task's case belongs to. */
export type GroupOf = (task: Task) => string

/** In the order of the predictions; one whose task is not given is left out. */
export function rowsOf(tasks: readonly Task[], predictions: readonly Prediction[], groupOf: GroupOf): Row[] {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  return predictions.flatMap((prediction): Row[] => {
    const task = byId.get(prediction.taskId)
    return task === undefined ? [] : [rowOf(task, prediction, { id: task.id, group: groupOf(task) })]
  })
}

/** `id` is the task's own, for those that hold it already. */
export function rowOf(
  task: Task,
  prediction: Prediction,
  { id, group }: { readonly id: string; readonly group: string },
): Row {
  const { answer } = prediction
  const chosen = task.options.find(({ letter }) => letter === answer)
  return {
    task: scoredTask(task, id),
    prediction: scoredPrediction(prediction),
    ...effortOf(prediction),
    gold: task.gold,
    predicted: answer,
    spoke: task.challenge !== undefined && chosen !== undefined && stanceOf(chosen.text) === 'concern',
    group,
  }
}

function effortOf({ votes = [], tied, outcome, ...prediction }: Prediction): Pick<Row, 'effort'> {
  const { calls, repairs, rounds, agreed, path, failedStep, inputTokens, outputTokens } = prediction
  if (calls === undefined) return {}
  const known = { calls, repairs, rounds, agreed, path, failedStep, inputTokens, outputTokens }
  const stated = Object.entries(known).filter(([, value]) => value !== undefined)
  return {
    effort: {
      ...(Object.fromEntries(stated) as typeof known),
      unread: outcome === 'step_unparseable',
      tied: tied !== undefined,
      voices: votes.length,
      abstentions: votes.filter((vote) => vote.answer === null).length,
    },
  }
}

function scoredPrediction(prediction: Prediction): ScoredPrediction {
  const { repeat, shown, token, behaviorClass, proactiveProbability } = prediction
  const more = shown ?? token ?? behaviorClass ?? proactiveProbability
  if (more === undefined) return sharedPrediction(String(repeat), { repeat })
  return {
    repeat,
    ...(shown === undefined ? {} : { shown }),
    ...(token === undefined ? {} : { token: shared(token) }),
    ...(behaviorClass === undefined ? {} : { behaviorClass: shared(behaviorClass) }),
    ...(proactiveProbability === undefined ? {} : { proactiveProbability }),
  }
}

function scoredTask({ type, gold, behavior, challenge, options }: Task, id: string): ScoredTask {
  return {
    id,
    type: shared(type),
    gold,
    behavior: sharedBehavior(`${behavior.class} ${behavior.token}`, behavior),
    ...(challenge === undefined
      ? {}
      : { challenge: { member: shared(challenge.member), triple: challenge.triple } }),
    offered: sharedLetters(
      options.map(({ letter }) => letter).join(''),
      options.map(({ letter }) => letter),
    ),
  }
}

// What takes few values is kept once, not once for every row.
const shared = createInterner()
const sharedLetters = keptOnce((offered: readonly Letter[]) => offered)
const sharedPrediction = keptOnce((prediction: ScoredPrediction) => prediction)
const sharedBehavior = keptOnce(({ class: five, token }: ScoredTask['behavior']) => ({ class: five, token }))

function keptOnce<T>(reduce: (value: T) => T): (name: string, value: T) => T {
  const known = new Map<string, T>()
  return (name, value) => {
    const found = known.get(name) ?? reduce(value)
    known.set(name, found)
    return found
  }
}
