// Shortens a conversation that is too long for an example: the oldest turns go that the task does not need. Numbers of
// turns stay as they are. A validation must not know more than an evaluation does, so there only the turns stay that a
// reader of the question can tell to be needed.
import type { ShownTurn } from '../conversations/view.ts'
import type { Task } from '../records/task.ts'

export type ShortenedTask = Pick<Task, 'turns' | 'facts' | 'question' | 'options' | 'rationale'>

/**
 * Numbers of the shown turns that the task needs: those its answer rests on, those that state its facts, those that
 * were edited or masked for it, those that its question, options or rationale name, and the last.
 */
export function neededTurns(task: ShortenedTask, turns: readonly ShownTurn[]): ReadonlySet<number> {
  const facts = new Set(task.facts)
  const kept = new Set([...task.turns, ...namedTurns(task, turns), ...numbersIn(task.rationale)])
  for (const turn of turns) {
    if (turn.edited || turn.facts.some((fact) => facts.has(fact))) kept.add(turn.number)
  }
  return kept
}

/** Those of them that can be told without the answer. */
export function namedTurns(
  task: Pick<ShortenedTask, 'question' | 'options'>,
  turns: readonly ShownTurn[],
): ReadonlySet<number> {
  const kept = new Set([task.question, ...task.options.map(({ text }) => text)].flatMap(numbersIn))
  for (const { number, masked } of turns) if (masked) kept.add(number)
  const last = turns.at(-1)
  if (last !== undefined) kept.add(last.number)
  return kept
}

/** "turn 12", "turns 3, 4 and 5". */
function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/\bturns? \d+(?:(?:,| and| to|–) \d+)*/gi)]
    .flatMap(([place]) => [...place.matchAll(/\d+/g)])
    .map(([number]) => Number(number))
}

/**
 * As few turns as it takes, none of the needed ones, the oldest first; none where it fits as it is, undefined where even the needed turns do
 * not fit. `fits` is asked a few times.
 */
export function turnsToLeaveOut(
  needed: ReadonlySet<number>,
  turns: readonly ShownTurn[],
  fits: (leftOut: ReadonlySet<number>) => boolean,
): ReadonlySet<number> | undefined {
  const none: ReadonlySet<number> = new Set()
  if (fits(none)) return none
  const spare = turns.map(({ number }) => number).filter((number) => !needed.has(number))
  const without = (count: number): ReadonlySet<number> => new Set(spare.slice(0, count))
  if (!fits(without(spare.length))) return undefined
  let tooFew = 0
  let enough = spare.length
  while (enough - tooFew > 1) {
    const middle = (tooFew + enough) >> 1
    if (fits(without(middle))) enough = middle
    else tooFew = middle
  }
  return without(enough)
}
