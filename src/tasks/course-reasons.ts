// treatment_decision on simulated courses: the reason that was given for a step, among the reasons that the same
// conversation gives for other steps and those that other courses give for the same step: neither the words of the
// context nor good sense about the step tells the key alone.
import type { Random } from '../kit/random.ts'
import type { Condition } from '../knowledge/condition.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import { patientUpTo } from '../challenges/patient-state.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { conditionOf, courseFacts, courseSteps, liesAmong, type CourseFact } from './course-facts.ts'
import { stepsFor, strikingConditions, type Person } from './course-people.ts'
import { viewUpTo, lastTurn } from './material.ts'
import { contentStems } from './mentions.ts'
import { purposesOf } from './step-purposes.ts'
import type { Draft, TaskMaterial } from './task-type.ts'

/** %d: what was decided, as an infinitive. */
const questions = [
  'What reason was given for the decision to %d?',
  'Why, in their own words, did the team decide to %d?',
  'The team decided to %d. What was the stated thinking behind it?',
  'Which consideration was named when it was decided to %d?',
  'On what stated grounds was it decided to %d?',
] as const

export function courseReasons(
  material: TaskMaterial,
  random: Random,
): { readonly key: string; readonly draft: Draft }[] {
  const told = courseFacts(material)
  const steps = courseSteps(told)
  const from = knowledge()
  const person = patientUpTo(material, lastTurn(material.conversation))?.state
  const condition = from.conditions.get(conditionOf(told) ?? '')
  if (person === undefined || condition === undefined) return []
  return random.shuffle(steps).flatMap((step) => {
    const { fact, turn } = step
    const gold = fact.reason as string
    const decision = decisionOf(step, from)
    // A word of the step in its reason would tell it, and so would one of the question.
    const own = new Set(contentStems(gold))
    const fitting = questions
      .map((pattern) => pattern.replace('%d', decision))
      .filter((text) => ![...contentStems(text), ...contentStems(fact.name)].some((part) => own.has(part)))
    if (fitting.length === 0) return []
    const here = steps
      .filter(
        (other) => other.fact.name !== fact.name && other.fact.reason !== gold && !areAlike(step, other),
      )
      .map((other) => other.fact.reason as string)
    const said = new Set(steps.map((other) => other.fact.reason as string))
    const elsewhere = reasonsElsewhere(step, condition, person, from).filter((text) => !said.has(text))
    const others = [...random.sample(elsewhere, 2), ...random.sample(here, 6)]
    if (here.length < 3 || !liesAmong(gold, others)) return []
    const effort = { facts: 1, turns: [turn] }
    return [
      {
        key: fact.name,
        draft: {
          form: 'reason_for_step',
          view: viewUpTo(lastTurn(material.conversation)),
          question: random.pick(fitting),
          gold,
          distractors: random.shuffle(others),
          rationale: `Turn ${turn} gives this reason for it; the other reasons were given for other steps, or not at all.`,
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

/** "send liver tests", "give acetaminophen". */
function decisionOf({ table, key, fact }: CourseFact, from: Knowledge): string {
  return (table === 'actions' ? from.actions.get(key)?.infinitive : undefined) ?? `give ${fact.name}`
}

/**
 * What is said for the same step in other courses of such a patient, where it shares no word with the reason that
 * was given: a paraphrase of that would be right as well.
 */
function reasonsElsewhere(
  { table, key, fact }: CourseFact,
  condition: Condition,
  person: Person,
  from: Knowledge,
): string[] {
  // "A bleed" and "bleeding" are one word here.
  const roots = (text: string): string[] => contentStems(text).map((part) => part.slice(0, 5))
  const own = new Set(roots(fact.reason as string))
  const reasons = strikingConditions(person, from)
    .filter((other) => other !== condition)
    .flatMap((other) => stepsFor(other, person))
    .filter(({ action, drug }) => (table === 'actions' ? action : drug) === key)
    .flatMap(({ because }) => (typeof because === 'string' ? [because] : []))
  return [...new Set(reasons)].filter((text) => !roots(text).some((part) => own.has(part)))
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
