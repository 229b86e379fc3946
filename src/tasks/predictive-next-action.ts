// predictive_next_action: foresee what the clinicians did next. Proactive. The gold is what they really did:
// an order that the corpus's annotators marked, a step stated as ordered or planned, or the key of a question.
// Paper: section 2, proactive task 1.
import { type Random, randomFor } from '../kit/random.ts'
import type { LabelOf } from '../records/label.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { complaintsOf, isDefensible, isForeign, isScreening } from './broad-actions.ts'
import { courseNextSteps } from './course-next-steps.ts'
import { keyedDrafts } from './keyed-questions.ts'
import { chooseDrafts, viewUpTo } from './material.ts'
import {
  type CaseWords,
  caseWords,
  contentStems,
  isKnownStem,
  mayMeanTheSame,
  surelyUnmentioned,
  wordsOf,
} from './mentions.ts'
import { groupOf } from './neighbours.ts'
import { isChange, orderAction, orderSubject } from './order-actions.ts'
import { readsAsReason } from './reason-forms.ts'
import { clashesWithSex } from './sexed-words.ts'
import { statedSteps } from './stated-steps.ts'
import type { Draft, TaskMaterial, TaskType } from './task-type.ts'

type Keyed = { readonly key: string; readonly draft: Draft }

/** Fewer turns than this leave nothing to foresee an action from. */
const leastContext = 4

export const predictiveNextAction: TaskType = {
  id: 'predictive_next_action',
  forms: ['next_order', 'next_prescription', 'next_step', 'next_course_step', 'keyed_question'],
  draft: (material) => {
    const random = randomFor(material.seed, material.case.id, 'predictive_next_action')
    const words = caseWords(material.case, material.conversation)
    const drafts = [
      ...keyedDrafts(material, 'predictive_next_action'),
      ...labelledOrders(material, words, random),
      ...statedSteps(material, words, random),
      ...courseNextSteps(material, random),
    ]
    const chosen = chooseDrafts(drafts, random)
    return chosen.length > 0
      ? { drafts: chosen }
      : { drafts: [], empty: 'no order or plan whose turn is known' }
  },
}

const questions = {
  next_order: [
    'The visit has reached turn %t. Which of these does the clinician order next?',
    'From what is known up to turn %t, which investigation or referral will the clinician arrange?',
    'Think ahead from turn %t: which of these steps is the clinician about to take?',
  ],
  next_prescription: [
    'The visit has reached turn %t. Which treatment will the clinician prescribe or change?',
    'From what is known up to turn %t, which of these does the clinician go on to prescribe?',
    'Think ahead from turn %t: which treatment step is about to follow?',
  ],
} as const

type Order = LabelOf<'order'>

function labelledOrders(material: TaskMaterial, words: CaseWords, random: Random): Keyed[] {
  const { labels } = material.case
  if (!labels.some((label) => label.kind === 'order')) return []
  const pool = material.neighbours.orders({ notGroup: groupOf(material.case) }, 400, random)
  const scene: Scene = {
    material,
    words,
    random,
    pool,
    complaints: complaintsOf(material.case, material.facts),
    common: commonWords(pool),
    grounded: new Set(material.facts.flatMap((fact) => contentStems(fact.name))),
    spoken: wordsOf(material.conversation.turns.map((turn) => turn.text).join(' ')),
  }
  return labels.flatMap((label, index) => (label.kind === 'order' ? orderDraft(scene, label, index) : []))
}

/** What the orders of one case are drafted from, computed once. */
interface Scene {
  readonly material: TaskMaterial
  readonly words: CaseWords
  readonly random: Random
  /** Orders of other patients. */
  readonly pool: readonly Order[]
  readonly complaints: string
  /** Stems that more than one order has. */
  readonly common: ReadonlySet<string>
  /** Stems of what grounding knows by name. */
  readonly grounded: ReadonlySet<string>
  readonly spoken: CaseWords
}

function orderDraft(scene: Scene, label: Order, index: number): Keyed[] {
  const { material, random } = scene
  const action = orderAction(label)
  const turn = firstTurnOf(label, material)
  if (action === undefined || turn === undefined || turn - 1 < leastContext) return []
  const stems = contentStems(orderSubject(label) ?? '')
  const spelled = isSpelledRight(scene, label) || stems.every((part) => scene.grounded.has(part))
  if (!spelled || !stems.every((part) => scene.spoken.stems.has(part))) return []
  const reason = plainReason(label)
  // A test that is drawn for many complaints can be foreseen only where its own is plain.
  if (isScreening(action) && reason === undefined) return []
  const distractors = distractorsFor(scene, label, action)
  if (distractors.length < 3) return []
  const form = label.orderType === 'medication' ? 'next_prescription' : 'next_order'
  const effort = { facts: 2, turns: [1, turn - 1], knowledge: true }
  return [
    {
      key: action,
      draft: {
        form,
        view: viewUpTo(turn - 1),
        question: random.pick(questions[form]).replace('%t', String(turn - 1)),
        gold: action,
        distractors,
        rationale: `After turn ${turn - 1} the clinician orders this${reason === undefined ? '' : ` for “${reason}”`}, as the corpus’s annotators marked; the other options are orders of other patients and come up nowhere in this visit.`,
        probe: { kind: 'next_action' },
        facts: [],
        turns: [turn - 1],
        ...behaviorScore('predictive_next_action', effort),
        complexity: complexityOf(effort),
        label: index,
      },
    },
  ]
}

/** Whether all words of an order are surely spelled right: a slip of the transcript is none that others share. */
function isSpelledRight({ common }: Scene, order: Order): boolean {
  return contentStems(orderSubject(order) ?? '').every((part) => common.has(part) || isKnownStem(part))
}

/** Orders of other patients that nobody could defend here, as actions. */
function distractorsFor(scene: Scene, label: Order, action: string): string[] {
  const distractors: string[] = []
  for (const other of unrelated(scene, label)) {
    if (distractors.length >= 10) break
    const text = orderAction(other)
    if (text === undefined || isChange(text) !== isChange(action)) continue
    if (!isSpelledRight(scene, other) || !surelyUnmentioned(orderSubject(other) ?? '', scene.words)) continue
    if (isDefensible(text, scene.complaints) || clashesWithSex(text, 'unknown')) continue
    if (distractors.some((known) => mayMeanTheSame(known, text))) continue
    distractors.push(text)
  }
  return distractors
}

/** The first of the order's turns that speaks of what is ordered: earlier ones hold only its reason. */
function firstTurnOf(order: Order, material: TaskMaterial): number | undefined {
  const stems = contentStems(orderSubject(order) ?? order.description)
  const speaking = order.turns.filter((number) => {
    const turn = material.conversation.turns[number - 1]
    const said = turn === undefined ? undefined : wordsOf(turn.text).stems
    return said !== undefined && stems.some((part) => said.has(part))
  })
  const turn = Math.min(...speaking)
  if (!Number.isFinite(turn)) return undefined
  const before = wordsOf(
    material.conversation.turns
      .slice(0, turn - 1)
      .map((spoken) => spoken.text)
      .join(' '),
  )
  return stems.every((part) => before.stems.has(part)) ? undefined : turn
}

/** The reason where it reads as one; annotators cut many out of speech in pieces. */
function plainReason({ reason }: Order): string | undefined {
  return reason !== undefined && readsAsReason(reason) && contentStems(reason).every(isKnownStem)
    ? reason
    : undefined
}

/**
 * Orders that have nothing to do with this case, by their reason or by what they are for: nobody could defend them
 * here. Drugs beside drugs; tests and referrals of the same kind first, then of the others.
 */
function unrelated({ pool, words, complaints }: Scene, order: Order): Order[] {
  const isDrug = (other: Order): boolean => other.orderType === 'medication'
  const foreign = pool.filter(
    (other) =>
      isDrug(other) === isDrug(order) &&
      ((other.reason !== undefined && surelyUnmentioned(other.reason, words)) ||
        isForeign(orderAction(other) ?? '', complaints)),
  )
  const isAlike = (other: Order): boolean => other.orderType === order.orderType
  return [...foreign.filter(isAlike), ...foreign.filter((other) => !isAlike(other))]
}

/** Stems of at least two orders: a slip of the transcript stands in one only. */
function commonWords(pool: readonly Order[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const order of pool) {
    for (const part of new Set(contentStems(orderSubject(order) ?? '')))
      counts.set(part, (counts.get(part) ?? 0) + 1)
  }
  return new Set([...counts].filter(([, count]) => count >= 2).map(([part]) => part))
}
