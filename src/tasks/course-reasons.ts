// treatment_decision on simulated courses: the reason that was given for a step, among the reasons that the same
// conversation gives for other steps. All of them stand in the context: the words alone do not tell.
import { capital } from '../kit/capital.ts'
import type { Random } from '../kit/random.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { courseFacts, courseSteps, liesAmong } from './course-facts.ts'
import { viewUpTo, lastTurn } from './material.ts'
import type { Draft, TaskMaterial } from './task-type.ts'

const questions = [
  'What reason was given for %s?',
  'Why was the decision taken in favor of %s?',
  'On what grounds did the team go for %s?',
  'Which consideration stood behind %s?',
  '%t was decided on. What was the stated thinking behind it?',
] as const

export function courseReasons(
  material: TaskMaterial,
  random: Random,
): { readonly key: string; readonly draft: Draft }[] {
  const steps = courseSteps(courseFacts(material))
  return random.shuffle(steps).flatMap((step) => {
    const { fact, turn } = step
    const gold = fact.reason as string
    const others = steps
      .filter((other) => other !== step && other.fact.name !== fact.name && other.fact.reason !== gold)
      .map((other) => other.fact.reason as string)
    if (others.length < 3 || !liesAmong(gold, others)) return []
    const effort = { facts: 2, turns: [turn], knowledge: false }
    return [
      {
        key: fact.name,
        draft: {
          form: 'reason_for_step',
          view: viewUpTo(lastTurn(material.conversation)),
          question: random.pick(questions).replace('%s', fact.name).replace('%t', capital(fact.name)),
          gold,
          distractors: random.shuffle(others),
          rationale: `Turn ${turn} gives this reason for it; the other reasons were given for other steps.`,
          probe: { kind: 'reason', subject: { kind: fact.kind, name: fact.name } },
          facts: [fact.id],
          turns: [turn],
          ...behaviorScore('treatment_decision', effort),
          complexity: complexityOf(effort),
        },
      },
    ]
  })
}
