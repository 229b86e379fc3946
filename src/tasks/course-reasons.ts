// treatment_decision on simulated courses: the reason that was given for a step. Every option is a reason that is
// asked for as often as it is offered: two to four that the same conversation gives for other steps, and one that
// other courses give for the same step. So neither the words of the context nor good sense about the step, nor knowing
// which reasons are usual, tells the key.
import type { Random } from '../kit/random.ts'
import { rememberedOf } from '../kit/remember.ts'
import { allSteps, type Condition, type Step } from '../knowledge/condition.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import { patientUpTo } from '../challenges/patient-state.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { conditionOf, courseFacts, courseSteps, type CourseFact } from './course-facts.ts'
import { mayApplyTo, strikes, type Person } from './course-people.ts'
import { viewUpTo, lastTurn, madeInTurn } from './material.ts'
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

/** Wrong options of the same conversation; fewer than two would let its words tell the key. */
const mostHere = 4

/** A step of the course that can be asked about, and what other courses give as its reason. */
interface Askable {
  readonly step: CourseFact
  readonly gold: string
  readonly questions: readonly string[]
  readonly elsewhere: readonly string[]
}

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
  const said = new Set(steps.map(({ fact }) => fact.reason as string))
  const askable = steps.flatMap((step) => askableOf(step, said, condition, person, from))
  return madeInTurn(
    random.shuffle(askable),
    material.most,
    ({ step, gold, questions: fitting, elsewhere }) => {
      const { fact, turn } = step
      const here = askable.filter((other) => other.gold !== gold && !areAlike(step, other.step))
      const distractors = [
        ...random.sample(elsewhere, 1),
        ...random.sample([...new Set(here.map((other) => other.gold))], mostHere),
      ]
      if (distractors.length < 3) return []
      const effort = { facts: 1, turns: [turn] }
      return [
        {
          key: fact.name,
          draft: {
            form: 'reason_for_step',
            view: viewUpTo(lastTurn(material.conversation)),
            question: random.pick(fitting),
            gold,
            distractors,
            rationale: `Turn ${turn} gives this reason for it; the other reasons were given for other steps, or not at all.`,
            probe: { kind: 'reason', subject: { kind: fact.kind, name: fact.name } },
            facts: [fact.id],
            turns: [turn],
            ...behaviorScore('treatment_decision', effort),
            complexity: complexityOf(effort),
          },
        },
      ]
    },
  )
}

function askableOf(
  step: CourseFact,
  said: ReadonlySet<string>,
  condition: Condition,
  person: Person,
  from: Knowledge,
): Askable[] {
  const gold = step.fact.reason as string
  const decision = decisionOf(step, from)
  // A word of the step in its reason would tell it, and so would one of the question.
  const own = new Set(contentRoots(gold))
  const fitting = questions
    .map((pattern) => pattern.replace('%d', decision))
    .filter((text) => ![...contentRoots(text), ...contentRoots(step.fact.name)].some((part) => own.has(part)))
  const told = new Set(contentRoots(`${decision} ${step.fact.name}`))
  const elsewhere = reasonsElsewhere(step, condition, person, from).filter(
    (text) => !said.has(text) && !contentRoots(text).some((part) => told.has(part)),
  )
  return fitting.length === 0 || elsewhere.length === 0 ? [] : [{ step, gold, questions: fitting, elsewhere }]
}

/** "send liver tests", "give acetaminophen". */
function decisionOf({ table, key, fact }: CourseFact, from: Knowledge): string {
  return (table === 'actions' ? from.actions.get(key)?.infinitive : undefined) ?? `give ${fact.name}`
}

interface Place {
  readonly step: Step
  readonly condition: Condition
}

/** Every step of the knowledge base with the condition it belongs to, by each purpose that it has. */
const placesByPurpose = rememberedOf((from: Knowledge): ReadonlyMap<string, readonly Place[]> => {
  const places = new Map<string, Place[]>()
  for (const condition of from.conditions.values()) {
    for (const step of condition.steps.flatMap(allSteps)) {
      for (const purpose of purposesOfStep(step, from)) {
        const list = places.get(purpose)
        if (list === undefined) places.set(purpose, [{ step, condition }])
        else list.push({ step, condition })
      }
    }
  }
  return places
})

function purposesOfStep({ action, drug }: Step, from: Knowledge): Set<string> {
  return new Set([
    ...(action === undefined ? [] : purposesOf({ table: 'actions', key: action }, from)),
    ...(drug === undefined ? [] : purposesOf({ table: 'drugs', key: drug }, from)),
  ])
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
  const places = placesByPurpose(from)
  const reasonsOf = (purposes: Iterable<string>, isMeant: (step: Step) => boolean): string[] => {
    const found = [...purposes]
      .flatMap((purpose) => places.get(purpose) ?? [])
      .filter(
        (place) =>
          place.condition !== condition &&
          isMeant(place.step) &&
          strikes(place.condition, person) &&
          (place.step.when === undefined || mayApplyTo(person, place.step.when)),
      )
      .flatMap(({ step: { because } }) =>
        typeof because === 'string' ? [because] : because.map(({ says }) => says),
      )
    return [...new Set(found)].filter(
      (text) => !text.includes('{') && !contentRoots(text).some((part) => own.has(part)),
    )
  }
  const isTheSame = ({ action, drug }: Step): boolean => (table === 'actions' ? action : drug) === key
  const same = reasonsOf([`${table === 'actions' ? 'action' : 'drug'} ${key}`], isTheSame)
  return same.length > 0 ? same : reasonsOf(purposesOf({ table, key }, from), () => true)
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
