// A task asked of a model that reads only so much: where the whole is too long, the oldest turns are left out, but for
// those that the question or an option names, those that are masked, and the last. Nothing of what is right is looked
// at, so what the answer rests on may be among them.
import { shownTurns } from '../conversations/view.ts'
import { namedTurns, shortened } from './leave-out.ts'
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
  const turns = shownTurns(context.conversation, task.view)
  const found = shortened(
    turns,
    namedTurns(task, turns),
    (leftOut) => prompt.ask(task, leftOut.size === 0 ? context : { ...context, leftOut }),
    fits,
  )
  return found === undefined ? undefined : { asked: found.made, leftOut: found.leftOut }
}
