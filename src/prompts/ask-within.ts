// A task asked of a model that reads only so much: where the whole is too long, the oldest turns are left out, but for
// those that the question or an option names, those that are masked, and the last. Nothing of what is right is looked
// at, so what the answer rests on may be among them.
import { shownTurns, type ShownTurn } from '../conversations/view.ts'
import type { Asked, AskedTask, Prompt, TaskContext } from './prompt.ts'

export interface AskedWithin {
  readonly asked: Asked
  /** How many turns are left out. */
  readonly leftOut: number
}

/** Undefined where not even the turns that must stay fit. `fits` is asked a few times. */
export function askWithin(
  prompt: Prompt,
  task: AskedTask,
  context: TaskContext,
  fits: (asked: Asked) => boolean,
): AskedWithin | undefined {
  const whole = prompt.ask(task, context)
  if (fits(whole)) return { asked: whole, leftOut: 0 }
  const turns = shownTurns(context.conversation, task.view)
  const kept = turnsToKeep(task, turns)
  const spare = turns.map(({ number }) => number).filter((number) => !kept.has(number))
  const without = (count: number): Asked =>
    prompt.ask(task, { ...context, leftOut: new Set(spare.slice(0, count)) })
  if (spare.length === 0 || !fits(without(spare.length))) return undefined
  let tooFew = 0
  let enough = spare.length
  while (enough - tooFew > 1) {
    const middle = (tooFew + enough) >> 1
    if (fits(without(middle))) enough = middle
    else tooFew = middle
  }
  return { asked: without(enough), leftOut: enough }
}

function turnsToKeep(task: AskedTask, turns: readonly ShownTurn[]): ReadonlySet<number> {
  const texts = [task.question, ...task.options.map(({ text }) => text)]
  const named = texts
    .flatMap((text) => [...text.matchAll(/\bturns? \d+(?:(?:,| and| to|–) \d+)*/gi)])
    .flatMap(([place]) => [...place.matchAll(/\d+/g)].map(([number]) => Number(number)))
  const kept = new Set(named)
  for (const { number, masked } of turns) if (masked) kept.add(number)
  const last = turns.at(-1)
  if (last !== undefined) kept.add(last.number)
  return kept
}
