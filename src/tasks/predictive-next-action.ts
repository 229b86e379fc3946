// predictive_next_action: foresee what the clinicians did next. Proactive. The gold is what they really did:
// an order that the corpus's annotators marked, a step stated as ordered or planned, or the key of a question.
// Paper: section 2, proactive task 1.
import { type Random, randomFor } from '../kit/random.ts'
import type { LabelOf } from '../records/label.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { keyedDrafts } from './keyed-questions.ts'
import { chooseDrafts, lastTurn, neighbourFacts, toldFacts, type ToldFact, viewUpTo } from './material.ts'
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
import type { Draft, TaskMaterial, TaskType } from './task-type.ts'
import { medicationText, readsAsName, subjectName, withArticle } from './wording.ts'

type Keyed = { readonly key: string; readonly draft: Draft }

/** Fewer turns than this leave nothing to foresee an action from. */
const leastContext = 4

export const predictiveNextAction: TaskType = {
  id: 'predictive_next_action',
  forms: ['next_order', 'next_prescription', 'next_step', 'keyed_question'],
  draft: (material) => {
    const random = randomFor(material.seed, material.case.id, 'predictive_next_action')
    const words = caseWords(material.case, material.conversation)
    const drafts = [
      ...keyedDrafts(material, 'predictive_next_action'),
      ...labelledOrders(material, words, random),
      ...statedSteps(material, words, random),
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
  next_step: [
    'The conference has reached turn %t. Which of these did the team do or plan next?',
    'From the case up to turn %t, which step followed?',
    'Think ahead from turn %t: which of these was the next action of the team?',
  ],
} as const

function labelledOrders(material: TaskMaterial, words: CaseWords, random: Random): Keyed[] {
  const { labels } = material.case
  if (!labels.some((label) => label.kind === 'order')) return []
  const pool = material.neighbours.orders({ notGroup: groupOf(material.case) }, 400, random)
  const common = commonWords(pool)
  return labels.flatMap((label, index) => {
    if (label.kind !== 'order') return []
    const action = orderAction(label)
    const turn = firstTurnOf(label, material)
    if (action === undefined || turn === undefined || turn - 1 < leastContext) return []
    const spoken = wordsOf(material.conversation.turns.map((spokenTurn) => spokenTurn.text).join(' '))
    const stems = contentStems(orderSubject(label) ?? '')
    if (!stems.every((part) => spoken.stems.has(part))) return []
    const distractors: string[] = []
    for (const other of [...unrelated(pool, label, words), ...pool]) {
      if (distractors.length >= 10) break
      if (other.orderType !== label.orderType || !surelyUnmentioned(orderSubject(other) ?? '', words))
        continue
      if (!contentStems(orderSubject(other) ?? '').every((part) => common.has(part) || isKnownStem(part)))
        continue
      const text = orderAction(other)
      if (text === undefined || isChange(text) !== isChange(action)) continue
      if (distractors.some((known) => mayMeanTheSame(known, text))) continue
      distractors.push(text)
    }
    if (distractors.length < 3) return []
    const form = label.orderType === 'medication' ? 'next_prescription' : 'next_order'
    const turns = [turn - 1]
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
          rationale: `After turn ${turn - 1} the clinician orders this${label.reason === undefined ? '' : ` for “${label.reason}”`}, as the corpus’s annotators marked; the other options are orders of other patients and come up nowhere in this visit.`,
          probe: { kind: 'next_action' },
          facts: [],
          turns,
          ...behaviorScore('predictive_next_action', effort),
          complexity: complexityOf(effort),
          label: index,
        },
      },
    ]
  })
}

/** The first of the order's turns that speaks of what is ordered: earlier ones hold only its reason. */
function firstTurnOf(order: LabelOf<'order'>, material: TaskMaterial): number | undefined {
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

/** Orders whose reason has nothing to do with this case come first: nobody could defend them here. */
function unrelated(
  pool: readonly LabelOf<'order'>[],
  order: LabelOf<'order'>,
  words: CaseWords,
): LabelOf<'order'>[] {
  return pool.filter(
    (other) =>
      other.orderType === order.orderType &&
      other.reason !== undefined &&
      surelyUnmentioned(other.reason, words),
  )
}

/** Stems of at least two orders: a slip of the transcript stands in one only. */
function commonWords(pool: readonly LabelOf<'order'>[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const order of pool) {
    for (const part of new Set(contentStems(orderSubject(order) ?? '')))
      counts.set(part, (counts.get(part) ?? 0) + 1)
  }
  return new Set([...counts].filter(([, count]) => count >= 2).map(([part]) => part))
}

/** Steps that a told or recorded conversation states as ordered or planned, after a view that knows nothing of them. */
function statedSteps(material: TaskMaterial, words: CaseWords, random: Random): Keyed[] {
  const steps = toldFacts(material).filter(
    ({ fact, turn }) => isStep(fact) && turn - 1 >= leastContext && turn <= lastTurn(material.conversation),
  )
  return random.sample(steps, 20).flatMap((item) => stepDraft(material, item, words, random))
}

function isStep(fact: ToldFact['fact']): boolean {
  const open = fact.status === 'ordered' || fact.status === 'planned'
  const kind =
    fact.kind === 'medication' ||
    fact.kind === 'procedure' ||
    fact.kind === 'decision' ||
    fact.kind === 'imaging' ||
    fact.kind === 'lab'
  // A draft order that arrives with a request is what is to be judged, not what the record leads up to.
  if (fact.evidence.kind === 'resource' && fact.status === 'ordered') return false
  return open && kind && !fact.negated && fact.experiencer === 'patient' && readsAsName(subjectName(fact))
}

/** Names too vague to foresee: any plan has them. */
const vague =
  /^(?:blood work|blood tests?|labs?|lab work|laboratory tests?|imaging|surgery|medications?|treatment|therapy|scan|x-?ray|tests?|biopsy|exercise)$/i
const drugClass =
  /^(?:antibiotic|antihistamine|corticosteroid|steroid|immunosuppressant|diuretic|statin|anticoagulant|opioid|laxative|antidepressant|antiviral|antiemetic|bronchodilator|antifungal|analgesic|nsaid|beta[ -]blocker|ace inhibitor|proton pump inhibitor|muscle relaxant|inhaler|antacid|vaccine)$/i

/** The step as an action. */
function phrase(fact: ToldFact['fact']): string {
  const name = subjectName(fact)
  if (fact.kind !== 'medication') return name
  return `prescribe ${drugClass.test(name) ? withArticle(name) : medicationText({ name })}`
}

function stepDraft(
  material: TaskMaterial,
  { fact, turn }: ToldFact,
  words: CaseWords,
  random: Random,
): Keyed[] {
  const before = wordsOf(
    material.conversation.turns
      .slice(0, turn - 1)
      .map((spoken) => spoken.text)
      .join(' '),
  )
  if (!surelyUnmentioned(fact.name, before) || vague.test(subjectName(fact))) return []
  const distractors: string[] = []
  const others = neighbourFacts(material, fact.kind, 120, random)
  for (const other of [...others.filter(isStep), ...others.filter((known) => !isStep(known))]) {
    if (distractors.length >= 9) break
    const name = subjectName(other)
    if (
      vague.test(name) ||
      other.negated ||
      !readsAsName(name) ||
      (other.evidence.kind === 'resource') !== (fact.evidence.kind === 'resource')
    )
      continue
    if (!surelyUnmentioned(name, words) || distractors.some((known) => mayMeanTheSame(known, phrase(other))))
      continue
    distractors.push(phrase(other))
  }
  if (distractors.length < 3) return []
  const effort = { facts: 2, turns: [1, turn - 1], knowledge: true }
  return [
    {
      key: fact.name,
      draft: {
        form: 'next_step',
        view: viewUpTo(turn - 1),
        question: random.pick(questions.next_step).replace('%t', String(turn - 1)),
        gold: phrase(fact),
        distractors,
        rationale: `Right after turn ${turn - 1} the record states it as ${fact.status}; nothing of the kind is said of the other options anywhere in the case.`,
        probe: { kind: 'next_action' },
        facts: [fact.id],
        turns: [turn - 1],
        ...behaviorScore('predictive_next_action', effort),
        complexity: complexityOf(effort),
      },
    },
  ]
}
