// A conversation that is too long for what it is read in: as few of its turns are left out as it takes, the oldest
// first, and none that must stay. Numbers of turns stay as they are.
import type { ShownTurn } from '../conversations/view.ts'
import type { AskedTask } from './prompt.ts'

/** What was made with turns left out, and how many these are. */
export interface Shortened<Made> {
  readonly made: Made
  readonly leftOut: number
}

/**
 * Makes the whole, or with turns left out, until it fits. Undefined where it does not fit even with the turns that
 * must stay alone.
 */
export function shortened<Made>(
  turns: readonly ShownTurn[],
  kept: ReadonlySet<number>,
  make: (leftOut: ReadonlySet<number>) => Made,
  fits: (made: Made) => boolean,
): Shortened<Made> | undefined {
  const spare = turns.map(({ number }) => number).filter((number) => !kept.has(number))
  const without = (leftOut: number): Shortened<Made> => ({
    made: make(new Set(spare.slice(0, leftOut))),
    leftOut,
  })
  const whole = without(0)
  if (fits(whole.made)) return whole
  if (spare.length === 0) return undefined
  let enough = without(spare.length)
  if (!fits(enough.made)) return undefined
  let tooFew = 0
  while (enough.leftOut - tooFew > 1) {
    const middle = without((tooFew + enough.leftOut) >> 1)
    if (fits(middle.made)) enough = middle
    else tooFew = middle.leftOut
  }
  return enough
}

/** Turns that must stay by what a reader of the question can tell: those that it or an option names, masked ones, the last. */
export function namedTurns(
  task: Pick<AskedTask, 'question' | 'options'>,
  turns: readonly ShownTurn[],
): ReadonlySet<number> {
  const kept = new Set([task.question, ...task.options.map(({ text }) => text)].flatMap(turnNumbersIn))
  for (const { number, masked } of turns) if (masked) kept.add(number)
  const last = turns.at(-1)
  if (last !== undefined) kept.add(last.number)
  return kept
}

/** "turn 12", "turns 3, 4 and 5". */
export function turnNumbersIn(text: string): readonly number[] {
  return [...text.matchAll(/\bturns? \d+(?:(?:,| and| to|–) \d+)*/gi)]
    .flatMap(([place]) => [...place.matchAll(/\d+/g)])
    .map(([number]) => Number(number))
}
