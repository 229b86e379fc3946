// A majority vote: of several answers to one task the letter with the most voices. Who gave no letter abstains and
// weighs nothing. Paper: Tables 2 and 4, "majority voting across three models".
import { randomFor } from '../kit/random.ts'
import type { Ballot } from '../records/prediction.ts'
import type { TieRule } from '../records/run.ts'
import { letters, type Letter } from '../records/task.ts'

export interface TieBreak {
  readonly rule: TieRule
  /** What makes the draw this item's own: the run's seed, the task, the repeat. */
  readonly keys: readonly (string | number)[]
}

export interface Verdict {
  /** Null where everybody abstained. */
  readonly answer: Letter | null
  /** What the answer was chosen from where several letters had equally many voices, in the order of the alphabet. */
  readonly tied?: readonly Letter[]
}

/** `weights` are the ballots' own, in their order; without them each counts 1. */
export function majority(
  ballots: readonly Ballot[],
  { rule, keys }: TieBreak,
  weights?: readonly number[],
): Verdict {
  const voices = new Map<Letter, number>()
  for (const [index, { answer }] of ballots.entries()) {
    if (answer !== null) voices.set(answer, (voices.get(answer) ?? 0) + (weights?.[index] ?? 1))
  }
  if (voices.size === 0) return { answer: null }
  const most = Math.max(...voices.values())
  // Weights that are no whole numbers may add up in other roundings.
  const leading = letters.filter((letter) => most - (voices.get(letter) ?? -1) < 1e-9)
  if (leading.length === 1) return { answer: leading[0] ?? null }
  const answer =
    rule === 'seeded'
      ? randomFor('tie', ...keys).pick(leading)
      : ballots.map((ballot) => ballot.answer).find((letter) => letter !== null && leading.includes(letter))
  return { answer: answer ?? null, tied: leading }
}
