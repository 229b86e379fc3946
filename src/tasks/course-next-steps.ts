// predictive_next_action on simulated courses: the step that follows the view, among steps of other courses which
// nothing in this one calls for. Wrong options are drawn from what other courses do, as often as they do it, so
// that a step is no likelier to be right for being common.
import type { Random } from '../kit/random.ts'
import { rowOfCode } from '../knowledge/code.ts'
import type { Condition, Step } from '../knowledge/condition.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import { isOfClass } from '../knowledge/state.ts'
import type { Fact } from '../records/fact.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { conditionOf, courseFacts, courseSteps, drugWords } from './course-facts.ts'
import { neighbourFacts, viewUpTo } from './material.ts'
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
  return random.shuffle(steps).flatMap((step) => {
    const { fact, turn } = step
    // The first step of a turn: nothing of its turn stands in the view.
    if (turn - 1 < leastContext || isCommon(step.key, step.table, from)) return []
    const spoken = material.conversation.turns
      .slice(0, turn - 1)
      .map(({ text }) => text.toLowerCase())
      .join('\n')
    if (spoken.includes(fact.name.toLowerCase())) return []
    const distractors = asFamiliar(
      phraseOf(fact),
      distractorsFor(material, fact, condition, from, random),
      spoken,
    )
    if (distractors.length < 3) return []
    const effort = { facts: 3, turns: [1, turn - 1], knowledge: true }
    return [
      {
        key: fact.name,
        draft: {
          form: 'next_course_step',
          view: viewUpTo(turn - 1),
          question: random.pick(questions).replace('%t', String(turn - 1)),
          gold: phraseOf(fact),
          distractors,
          rationale: `Turn ${turn} takes this step, because ${fact.reason}; nothing in the course calls for the other options.`,
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
  return candidates.toSorted((a, b) => Math.abs(share(a) - own) - Math.abs(share(b) - own))
}

function phraseOf(fact: Fact): string {
  return fact.kind === 'medication' ? drugWords(fact) : fact.name
}

function distractorsFor(
  material: TaskMaterial,
  gold: Fact,
  condition: Condition,
  from: Knowledge,
  random: Random,
): string[] {
  const own = condition.steps.flatMap(allSteps)
  const text = material.case.sections
    .map((section) => section.text)
    .join('\n')
    .toLowerCase()
  const chosen: string[] = []
  for (const other of neighbourFacts(material, gold.kind, 150, random)) {
    if (chosen.length >= 16) break
    const row = rowOfCode(other.code)
    if (row === undefined || other.status !== 'ordered' || other.reason === undefined) continue
    const { table, key } = row
    if (isCommon(key, table, from) || serves(key, table, own, from)) continue
    const phrase = phraseOf(other)
    if (text.includes(other.name.toLowerCase()) || chosen.some((known) => known.includes(other.name)))
      continue
    chosen.push(phrase)
  }
  return chosen
}

/** Steps that so many courses have that nobody could call them wrong in another. */
function isCommon(key: string, table: string, from: Knowledge): boolean {
  if (table !== 'actions') return false
  return (usesOf(from).get(key) ?? 0) > Math.max(3, from.conditions.size / 8)
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

/** Actions that a course can have for one another: where it has one, another is no wrong step. */
const interchangeable: readonly (readonly string[])[] = [
  ['stop-drug', 'stop-nephrotoxic-drugs', 'medication-review'],
  [
    'intensive-care-referral',
    'anesthesia-support',
    'continuous-pulse-oximetry',
    'frequent-observations',
    'cardiac-monitoring',
    'neurological-observations',
  ],
  ['anticoagulation', 'thromboprophylaxis', 'anticoagulant-counselling', 'compression-therapy'],
  ['discharge-planning', 'follow-up-visit', 'return-precautions'],
  ['diet-counselling', 'nutrition-support'],
]

/** Whether the course of the condition could as well have had it: the same step, or a drug of a class that it uses. */
function serves(key: string, table: string, own: readonly Step[], from: Knowledge): boolean {
  if (table === 'actions') {
    const alike = interchangeable.find((group) => group.includes(key)) ?? [key]
    return own.some((step) => step.action !== undefined && alike.includes(step.action))
  }
  const classes = from.drugs.get(key)?.classes ?? []
  return own.some(
    (step) =>
      step.drug === key ||
      (step.drug !== undefined && classes.some((name) => isOfClass(step.drug as string, name, from))),
  )
}

function allSteps(step: Step): Step[] {
  return step.instead === undefined ? [step] : [step, ...allSteps(step.instead)]
}
