// Several replies to one task as one reply: the letter by majority vote, what the replies cost together, and what
// most of them say of the behaviour.
import type { Ballot } from '../records/prediction.ts'
import type { Letter } from '../records/task.ts'
import type { Reply } from './answerer.ts'
import { majority, type TieBreak } from './ensemble.ts'
import { sumOf } from './sum-of.ts'

export function replyOfVote(
  replies: readonly Reply[],
  ties: TieBreak,
  weights?: readonly number[],
): Omit<Reply, 'output'> {
  const votes = replies.map(({ answer, outcome }) => ({ answer, outcome }))
  const { answer, tied } = majority(votes, ties, weights)
  return {
    answer,
    outcome: outcomeOf(answer, votes),
    ...(answer === null ? reasonsOf(replies) : {}),
    ...shownOf(replies, answer),
    ...entry('token', mostNamed(replies.map(({ token }) => token))),
    ...entry('behaviorClass', mostNamed(replies.map(({ behaviorClass }) => behaviorClass))),
    ...entry('inputTokens', sumOf(replies.map(({ inputTokens }) => inputTokens))),
    ...entry('outputTokens', sumOf(replies.map(({ outputTokens }) => outputTokens))),
    ...entry('promptCharacters', sumOf(replies.map(({ promptCharacters }) => promptCharacters))),
    ...entry('repairs', sumOf(replies.map(({ repairs }) => repairs))),
    calls: replies.reduce((sum, reply) => sum + callsOf(reply), 0),
    votes,
    ...entry('tied', tied),
  }
}

function entry<Key extends keyof Reply>(key: Key, value: Reply[Key] | undefined): Partial<Reply> {
  return value === undefined ? {} : { [key]: value }
}

/** What became of the item: answered, or what all who abstained have in common. */
function outcomeOf(answer: Letter | null, ballots: readonly Ballot[]): Reply['outcome'] {
  if (answer !== null) return 'answered'
  return only(ballots.map(({ outcome }) => outcome)) ?? 'unparseable'
}

/** Why nobody answered, where all give the same reason. */
function reasonsOf(replies: readonly Reply[]): Partial<Reply> {
  return {
    ...entry('invalidReason', only(replies.map(({ invalidReason }) => invalidReason))),
    ...entry('failure', only(replies.map(({ failure }) => failure))),
    ...entry('failedStep', only(replies.map(({ failedStep }) => failedStep))),
  }
}

function only<T>(values: readonly T[]): T | undefined {
  const [first, ...others] = new Set(values)
  return others.length === 0 ? first : undefined
}

/** The value that more replies have than any other; undefined where there is none. */
function mostNamed<T>(values: readonly (T | undefined)[]): T | undefined {
  const counts = new Map<T, number>()
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  const most = Math.max(...counts.values())
  return only([...counts].filter(([, count]) => count === most).map(([value]) => value))
}

/** A reply that does not count its calls is one, unless that failed. */
function callsOf({ calls, outcome }: Reply): number {
  return calls ?? (outcome === 'failed' ? 0 : 1)
}

/** What was shown, where all replies are to the same order of options. */
function shownOf(replies: readonly Reply[], answer: Letter | null): Pick<Reply, 'shown'> {
  const order = replies[0]?.shown?.order
  if (order === undefined || replies.some(({ shown }) => shown?.order.join() !== order.join())) return {}
  const letter = replies.find((reply) => answer !== null && reply.answer === answer)?.shown?.answer ?? null
  return { shown: { order, answer: letter } }
}
