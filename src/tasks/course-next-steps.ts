// predictive_next_action on simulated courses: the step that follows the view, among steps of other courses which
// nothing in this one calls for: not its condition's file, at whatever time and for whomever, not those of the
// illnesses it is weighed against, not what the patient's other illnesses are treated with, no standard of care as
// things stand, and no drug or treatment of the same purpose.
// Wrong options are drawn from what other courses do, as often as they do it, so that a step is no likelier to be
// right for being common; and only from what such a patient can be given, in a dose that fits.
import { groupBy } from '../kit/group.ts'
import type { Random } from '../kit/random.ts'
import { remembered, rememberedOf } from '../kit/remember.ts'
import { rowOfCode } from '../knowledge/code.ts'
import { patientUpTo, type Patient } from '../challenges/patient-state.ts'
import { allSteps, type Condition, type Step } from '../knowledge/condition.ts'
import { amountWords } from '../knowledge/drug.ts'
import { dueActions } from '../knowledge/due.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import type { Case } from '../records/case.ts'
import type { Fact } from '../records/fact.ts'
import { doseFor } from '../simulation/taken.ts'
import { behaviorScore, complexityOf, type Effort } from './behavior-score.ts'
import { evidenceOf, rowsOf } from './course-clauses.ts'
import { conditionOf, courseFacts, courseSteps, drugWords, type CourseFact } from './course-facts.ts'
import { mayBePregnant, stepsFor, strikingConditions, type Person } from './course-people.ts'
import { madeInTurn, neighbourFacts, viewUpTo } from './material.ts'
import { isGeneralCare, purposesOf, type StepName } from './step-purposes.ts'
import type { Draft, TaskMaterial } from './task-type.ts'

/** Fewer turns than this leave nothing to foresee a step from. */
const leastContext = 8

const questions = [
  'The team has reached turn %t. Which of these steps comes next?',
  'From all that is known up to turn %t, which of these do the clinicians decide on now?',
  'Think ahead from turn %t: which step is this patient about to get?',
  'What follows turn %t, as the case stands?',
  'Given turns 1 to %t, which of these belongs to the care of this patient and is done next?',
] as const

export function courseNextSteps(
  material: TaskMaterial,
  random: Random,
): { readonly key: string; readonly draft: Draft }[] {
  const facts = courseFacts(material)
  if (facts.length === 0) return []
  const from = knowledge()
  const condition = from.conditions.get(conditionOf(facts) ?? '')
  if (condition === undefined) return []
  const steps = courseSteps(facts)
  return madeInTurn(random.shuffle(steps), material.most, (step) => {
    const { fact, turn } = step
    // The first step of a turn: nothing of its turn stands in the view.
    if (turn - 1 < leastContext || isAnybodys(step, from)) return []
    const spoken = material.conversation.turns
      .slice(0, turn - 1)
      .map(({ text }) => text.toLowerCase())
      .join('\n')
    if (spoken.includes(fact.name.toLowerCase())) return []
    const distractors = asFamiliar(
      phraseOf(fact),
      distractorsFor(material, step, condition, from, random),
      spoken,
    )
    if (distractors.length < 3) return []
    const effort = effortOf(step, facts, condition)
    return [
      {
        key: fact.name,
        draft: {
          form: 'next_course_step',
          view: viewUpTo(turn - 1),
          question: random.pick(questions).replace('%t', String(turn - 1)),
          gold: phraseOf(fact),
          distractors,
          rationale: `Turn ${turn} takes this step, because ${fact.reason}; neither this illness nor those it is weighed against nor a standard calls for the other options.`,
          probe: { kind: 'next_action' },
          facts: [fact.id],
          turns: [turn - 1],
          ...behaviorScore('predictive_next_action', effort),
          complexity: complexityOf(effort),
        },
      },
    ]
  })
}

/** Those first whose words stand in the view as much as the gold's do: familiar words must tell nothing. */
function asFamiliar(gold: string, candidates: readonly string[], spoken: string): string[] {
  const share = (text: string): number => {
    const words = text.toLowerCase().match(/[a-z0-9]{3,}/g) ?? []
    return words.filter((word) => spoken.includes(word)).length / Math.max(1, words.length)
  }
  const own = share(gold)
  return candidates
    .map((text) => ({ text, away: Math.abs(share(text) - own) }))
    .toSorted((a, b) => a.away - b.away)
    .map(({ text }) => text)
}

function phraseOf(fact: Fact): string {
  return fact.kind === 'medication' ? drugWords(fact) : fact.name
}

/** What is brought together to foresee the step: grounds of the illness and what the step depends on, so far told. */
function effortOf(step: CourseFact, facts: readonly CourseFact[], condition: Condition): Effort {
  const rows = [
    ...rowsOf(condition, 'grounds'),
    ...condition.steps.flatMap(allSteps).filter((row) => (row.action ?? row.drug) === step.key),
  ]
  const evidence = new Set(rows.flatMap(evidenceOf))
  const known = facts.filter(({ table, key, turn }) => turn < step.turn && evidence.has(`${table}:${key}`))
  const kinds = new Set(known.map(({ table, key }) => `${table}:${key}`))
  return {
    facts: Math.max(1, kinds.size),
    turns: [...known.map(({ turn }) => turn), step.turn - 1],
    knowledge: true,
  }
}

function distractorsFor(
  material: TaskMaterial,
  step: CourseFact,
  condition: Condition,
  from: Knowledge,
  random: Random,
): string[] {
  const patient = patientUpTo(material, step.turn - 1)
  if (patient === undefined) return []
  const called = calledFor(condition, patient, from)
  const open = openSteps(patient, from)
  const text = textOf(material.case)
  const chosen = new Map<string, string>()
  for (const other of neighbourFacts(material, step.fact.kind, 300, random)) {
    if (chosen.size >= 16) break
    const row = rowOfCode(other.code)
    if (row === undefined || other.status !== 'ordered' || other.reason === undefined) continue
    if (isAnybodys(row, from) || called(row)) continue
    const possible = open.get(keyOf(row))?.find((candidate) => isSuch(candidate, other, patient.weight))
    if (possible === undefined || text.includes(other.name.toLowerCase())) continue
    // Three insulins beside one another are one wrong option told three times.
    const kind = kindOf(row, from)
    if (chosen.has(kind)) continue
    chosen.set(kind, phraseOf(fitted(other, possible, patient, from)))
  }
  return [...chosen.values()]
}

const textOf = rememberedOf(({ sections }: Case) =>
  sections
    .map((section) => section.text)
    .join('\n')
    .toLowerCase(),
)

/** The narrowest class of a drug, which stands first in its row; an action itself. */
function kindOf({ table, key }: StepName, from: Knowledge): string {
  return (table === 'drugs' ? from.drugs.get(key)?.classes[0] : undefined) ?? key
}

/** With the dose that this patient would get, so that an amount made for somebody else shows nothing. */
function fitted(fact: Fact, { drug = '', dose }: Step, { weight, state }: Patient, from: Knowledge): Fact {
  if (dose === undefined || weight === undefined || fact.dose === undefined) return fact
  const { amount, unit, frequency } = doseFor(drug, dose, { weight, state }, from)
  return { ...fact, dose: amountWords(amount, unit), frequency }
}

/** Advice that belongs to an illness of the background, whatever the patient has come with. */
const background: ReadonlyMap<string, RegExp> = new Map([
  ['sick-day-rules', /diabet|adrenal-insufficiency|^ckd-/],
])

/**
 * Whether a step has a purpose of a step that the illness, its look-alikes or a standard of care ask for, for anybody
 * at any time, of what is debated in it, or of the drugs and the advice that the patient's other illnesses ask for.
 */
function calledFor(condition: Condition, { state }: Patient, from: Knowledge): (step: StepName) => boolean {
  const { thinkable, purposes } = thoughtOf(from)(condition)
  const due = thinkable.flatMap(({ id }) => [...dueActions({ ...state, condition: id }, from).keys()])
  const others = [...state.comorbidities].flatMap((id) => from.comorbidities.get(id)?.takes ?? [])
  const backgrounds = [...state.comorbidities, condition.id]
  const forBackground = [...background].flatMap(([key, needed]) =>
    backgrounds.some((id) => needed.test(id)) ? [{ table: 'actions', key }] : [],
  )
  const ofPatient = purposesOfAll(
    [
      ...forBackground,
      ...due.map((key) => ({ table: 'actions', key })),
      ...others.map(({ drug: key }) => ({ table: 'drugs', key })),
    ],
    from,
  )
  return (step) => {
    for (const purpose of purposesOf(step, from))
      if (purposes.has(purpose) || ofPatient.has(purpose)) return true
    return false
  }
}

/** An illness with its look-alikes, and the purposes of all their steps: the same for every patient. */
const thoughtOf = rememberedOf((from: Knowledge) =>
  rememberedOf((condition: Condition) => {
    const thinkable = [condition, ...lookAlikes(condition, from)]
    const steps = [
      ...thinkable.flatMap((other) => other.steps.flatMap(allSteps)),
      ...(condition.debated ?? []),
    ]
    return { thinkable, purposes: purposesOfAll(steps.map(nameOf), from) }
  }),
)

function purposesOfAll(steps: readonly StepName[], from: Knowledge): ReadonlySet<string> {
  return new Set(steps.flatMap((step) => [...purposesOf(step, from)]))
}

/** Conditions of the folder that the differential names, by id or by a name that is part of theirs. */
function lookAlikes({ differential }: Condition, from: Knowledge): Condition[] {
  return [...from.conditions.values()].filter(({ id, name }) =>
    differential.some((item) => item.condition === id || name.includes(item.name.replace(/^an? /, ''))),
  )
}

/** Steps that such a patient could be given in one illness or another, by their names. */
function openSteps({ state }: Patient, from: Knowledge): ReadonlyMap<string, readonly Step[]> {
  const { age, sex, pregnant } = state
  return openTo(from)(JSON.stringify({ age, sex, pregnant }))
}

/** By a Person as JSON. */
const openTo = rememberedOf((from: Knowledge) =>
  remembered((text) => {
    const person = JSON.parse(text) as Person
    const steps = strikingConditions(person, from)
      .flatMap((condition) => stepsFor(condition, person))
      .filter(({ action }) => mayBePregnant(person) || action !== 'repeat-hcg')
    return groupBy(steps, (step) => keyOf(nameOf(step)))
  }, 200),
)

function keyOf({ table, key }: StepName): string {
  return `${table}:${key}`
}

function nameOf({ action, drug }: Pick<Step, 'action' | 'drug'>): StepName {
  return action === undefined ? { table: 'drugs', key: drug ?? '' } : { table: 'actions', key: action }
}

/** Whether a step of the same name is this one: a drug in a dose that is given to a patient of this weight. */
function isSuch({ dose }: Step, fact: Fact, weight: number | undefined): boolean {
  if (dose === undefined || fact.dose === undefined) return true
  const [amount, unit] = [Number.parseFloat(fact.dose), fact.dose.replace(/^[\d.]+\s*/, '')]
  if (unit !== dose.unit || fact.route !== dose.route) return false
  if (dose.per_kg !== true) return amount === dose.amount
  const share = weight === undefined ? Number.NaN : amount / (dose.amount * weight)
  return share > 0.75 && share < 1.33
}

/** Steps that so many courses have, or that are so general, that nobody could call them wrong in another. */
function isAnybodys(step: StepName, from: Knowledge): boolean {
  if (step.table !== 'actions') return false
  return isGeneralCare(step) || (usesOf(from).get(step.key) ?? 0) > Math.max(3, from.conditions.size / 8)
}

const counted = new WeakMap<Knowledge, ReadonlyMap<string, number>>()

/** In how many conditions an action is a step. */
function usesOf(from: Knowledge): ReadonlyMap<string, number> {
  let uses = counted.get(from)
  if (uses === undefined) {
    const counts = new Map<string, number>()
    for (const { steps } of from.conditions.values()) {
      for (const action of new Set(steps.flatMap(allSteps).map((step) => step.action))) {
        if (action !== undefined) counts.set(action, (counts.get(action) ?? 0) + 1)
      }
    }
    uses = counts
    counted.set(from, uses)
  }
  return uses
}
