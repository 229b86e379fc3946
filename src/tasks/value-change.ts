// What every question has that asks how a value moved between two turns, whether of a real document or of a
// simulated course.
import type { Random } from '../kit/random.ts'
import type { Fact } from '../records/fact.ts'
import { behaviorScore, complexityOf, type Effort } from './behavior-score.ts'
import { lastTurn, viewUpTo, type ToldFact } from './material.ts'
import type { Draft, TaskMaterial } from './task-type.ts'

interface Change {
  readonly earlier: ToldFact
  readonly later: ToldFact
  /** How the question names the measure. */
  readonly name: string
  /** With %n for the name, %a and %b for the turns. */
  readonly questions: readonly string[]
  readonly effort: Effort
  /** A value that leaves its range, or turns critical, is a change that must be pointed out (section 3.2). */
  readonly mustBeTold: boolean
}

export function valueChange(
  material: TaskMaterial,
  { earlier, later, name, questions, effort, mustBeTold }: Change,
  random: Random,
): Omit<Draft, 'form' | 'gold' | 'distractors' | 'rationale'> {
  const { kind, name: subject }: Fact = earlier.fact
  return {
    view: viewUpTo(random.below(2) === 0 ? later.turn : lastTurn(material.conversation)),
    question: random
      .pick(questions)
      .replaceAll('%n', name)
      .replace('%a', String(earlier.turn))
      .replace('%b', String(later.turn)),
    probe: { kind: 'change', subject: { kind, name: subject }, earlier: earlier.turn, later: later.turn },
    facts: [earlier.fact.id, later.fact.id],
    turns: [earlier.turn, later.turn],
    ...behaviorScore('reasoning_differential_evolution', effort),
    token: mustBeTold ? '<proactive>' : '<reactive>',
    complexity: complexityOf(effort),
  }
}
