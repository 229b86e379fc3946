// treatment_decision on simulated courses: the reason that was given for a step, among the reasons that the same
// conversation gives for other steps and those that other courses give for the same step: neither the words of the
// context nor good sense about the step tells the key alone.
import type { Random } from '../kit/random.ts'
import type { Condition, Step } from '../knowledge/condition.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import { patientUpTo } from '../challenges/patient-state.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { byTurns, conditionOf, courseFacts, courseSteps, liesAmong, type CourseFact } from './course-facts.ts'
import { stepsFor, strikingConditions, type Person } from './course-people.ts'
import { viewUpTo, lastTurn } from './material.ts'
import { contentRoots } from './mentions.ts'
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
    const own = new Set(contentRoots(gold))
    const fitting = questions
      .map((pattern) => pattern.replace('%d', decision))
      .filter((text) => ![...contentRoots(text), ...contentRoots(fact.name)].some((part) => own.has(part)))
    if (fitting.length === 0) return []
    const here = steps
      .filter(
        (other) => other.fact.name !== fact.name && other.fact.reason !== gold && !areAlike(step, other),
      )
      .map((other) => other.fact.reason as string)
    const said = new Set(steps.map((other) => other.fact.reason as string))
    const elsewhere = reasonsElsewhere(step, condition, person, from).filter((text) => !said.has(text))
    const others = [...byTurns(gold, random.shuffle(elsewhere)).slice(0, 2), ...random.sample(here, 6)]
    // Beside reasons of quite other steps, good sense about the step tells the key.
    if (elsewhere.length === 0 || here.length < 3 || !liesAmong(gold, others)) return []
    const effort = { facts: 1, turns: [turn] }
    return [
      {
        key: fact.name,
        draft: {
          form: 'reason_for_step',
          view: viewUpTo(lastTurn(material.conversation)),
          question: random.pick(fitting),
          gold,
          distractors: others,
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
 * What is said for the same step in other courses of such a patient, or where nothing is, for one that can stand for
 * it; only where it shares no word with the reason that was given: a paraphrase of that would be right as well.
 */
function reasonsElsewhere(
  { table, key, fact }: CourseFact,
  condition: Condition,
  person: Person,
  from: Knowledge,
): string[] {
  const own = new Set(contentRoots(fact.reason as string))
  const steps = strikingConditions(person, from)
    .filter((other) => other !== condition)
    .flatMap((other) => stepsFor(other, person))
  const purposes = purposesOf({ table, key }, from)
  const isTheSame = ({ action, drug }: Step): boolean => (table === 'actions' ? action : drug) === key
  const isAlike = ({ action, drug }: Step): boolean =>
    [['actions', action] as const, ['drugs', drug] as const].some(
      ([name, id]) =>
        id !== undefined && [...purposesOf({ table: name, key: id }, from)].some((one) => purposes.has(one)),
    )
  const reasonsOf = (isMeant: (step: Step) => boolean): string[] => {
    const said = steps
      .filter(isMeant)
      .flatMap(({ because }) => (typeof because === 'string' ? [because] : because.map(({ says }) => says)))
    return [...new Set(said)].filter(
      (text) => !text.includes('{') && !contentRoots(text).some((part) => own.has(part)),
    )
  }
  const same = reasonsOf(isTheSame)
  return same.length > 0 ? same : reasonsOf(isAlike)
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
