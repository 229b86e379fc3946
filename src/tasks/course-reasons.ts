// treatment_decision on simulated courses: the reason that was given for a step, among the reasons that the same
// conversation gives for other steps. All of them stand in the context: the words alone do not tell.
import { capital } from '../kit/capital.ts'
import type { Random } from '../kit/random.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { courseFacts, courseSteps, liesAmong, type CourseFact } from './course-facts.ts'
import { viewUpTo, lastTurn } from './material.ts'
import { purposesOf } from './step-purposes.ts'
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
      .filter(
        (other) => other.fact.name !== fact.name && other.fact.reason !== gold && !areAlike(step, other),
      )
      .map((other) => other.fact.reason as string)
    if (others.length < 3 || !liesAmong(gold, others)) return []
    const effort = { facts: 1, turns: [turn] }
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

/**
 * Two drugs of a class, a drug and the treatment it is, or an operation and who is called for it: what is a reason
 * for one may be one for the other.
 */
function areAlike(a: CourseFact, b: CourseFact): boolean {
  const from = knowledge()
  const own = purposesOf(a, from)
  const hands = [a, b].every(({ table, key }) => {
    const kind = table === 'actions' ? from.actions.get(key)?.kind : undefined
    return kind === 'procedure' || kind === 'referral'
  })
  return hands || [...purposesOf(b, from)].some((purpose) => own.has(purpose))
}
