// Which turns stay where a conversation is too long for an example (prompts/leave-out.ts shortens it). A validation must
// not know more than an evaluation does, so there only the turns stay that a reader of the question can tell to be needed.
import type { ShownTurn } from '../conversations/view.ts'
import { namedTurns, turnNumbersIn } from '../prompts/leave-out.ts'
import type { Task } from '../records/task.ts'

export type ShortenedTask = Pick<Task, 'turns' | 'facts' | 'question' | 'options' | 'rationale'>

/**
 * Numbers of the shown turns that the task needs: those its answer rests on, those that state its facts, those that
 * were edited or masked for it, those that its question, options or rationale name, and the last.
 */
export function neededTurns(task: ShortenedTask, turns: readonly ShownTurn[]): ReadonlySet<number> {
  const facts = new Set(task.facts)
  const kept = new Set([...task.turns, ...namedTurns(task, turns), ...turnNumbersIn(task.rationale)])
  for (const turn of turns) {
    if (turn.edited || turn.facts.some((fact) => facts.has(fact))) kept.add(turn.number)
  }
  return kept
}
