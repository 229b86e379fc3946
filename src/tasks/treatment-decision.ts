// treatment_decision: connect a clinician's decision to the reason or the data stated for it. Reactive.
// Paper: section 2, reactive task 4.
import { type Random, randomFor } from '../kit/random.ts'
import { labelsOf, type LabelOf } from '../records/label.ts'
import { groupOf } from './neighbours.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { courseReasons } from './course-reasons.ts'
import { keyedDrafts } from './keyed-questions.ts'
import { conditionOf, kindOfReason, mayBeOneCondition, mayExplain, sameKindFirst } from './conditions.ts'
import { chooseDrafts, lastTurn, toldFacts, viewUpTo } from './material.ts'
import { type CaseWords, caseWords, mayMeanTheSame, surelyUnmentioned } from './mentions.ts'
import { orderSubject } from './order-actions.ts'
import { readsAsReason, reasonDraft } from './reason-forms.ts'
import { clashesWithSex } from './sexed-words.ts'
import type { Draft, TaskMaterial, TaskType } from './task-type.ts'
import { inSentence } from './wording.ts'

export const treatmentDecision: TaskType = {
  id: 'treatment_decision',
  forms: [
    'reason_for_medication',
    'reason_for_investigation',
    'reason_for_decision',
    'reason_for_order',
    'reason_for_step',
    'keyed_question',
  ],
  draft: (material) => {
    const random = randomFor(material.seed, material.case.id, 'treatment_decision')
    if (material.conversation.origin === 'simulated') {
      const chosen = chooseDrafts(courseReasons(material, random), random)
      return chosen.length > 0 ? { drafts: chosen } : { drafts: [], empty: 'fewer than four reasons' }
    }
    const told = toldFacts(material)
    const words = caseWords(material.case, material.conversation)
    const stated = told.flatMap((item) => {
      const wanted = wantedFor(item.fact.kind)
      return wanted === undefined ? [] : reasonDraft(material, told, item, words, random, wanted)
    })
    const drafts = [
      ...keyedDrafts(material, 'treatment_decision'),
      ...stated,
      ...orders(material, words, random),
    ]
    const chosen = chooseDrafts(drafts, random)
    return chosen.length > 0
      ? { drafts: chosen }
      : { drafts: [], empty: 'no reason is stated for a decision' }
  },
}

function wantedFor(kind: string): Parameters<typeof reasonDraft>[5] | undefined {
  const type = 'treatment_decision'
  if (kind === 'medication')
    return {
      type,
      form: 'reason_for_medication',
      questions: [
        'Which reason is stated for the use of %s?',
        'Which indication is documented for %s?',
        'By what is said here, what is %s for?',
      ],
    }
  if (kind === 'lab' || kind === 'imaging' || kind === 'procedure')
    return {
      type,
      form: 'reason_for_investigation',
      questions: [
        'For what stated reason was this done: %s?',
        'Which reason is documented for this step: %s?',
        'What prompted this, by the clinicians’ own account: %s?',
      ],
    }
  if (kind === 'decision')
    return {
      type,
      form: 'reason_for_decision',
      questions: [
        'Which reason is stated for this decision: %s?',
        'On what stated ground was this decided: %s?',
        'By the clinicians’ own account, why was this chosen: %s?',
      ],
    }
  return undefined
}

/** Reasons that annotators marked for the orders of a dialogue. */
function orders(
  material: TaskMaterial,
  words: CaseWords,
  random: Random,
): { readonly key: string; readonly draft: Draft }[] {
  return material.case.labels.flatMap((label, index) => {
    if (label.kind !== 'order' || label.reason === undefined || !namesOneCondition(label.reason)) return []
    const subject = orderSubject(label)
    if (subject === undefined || mayMeanTheSame(subject, label.reason)) return []
    const distractors = otherReasons(material, label, subject, words, random)
    const turns = label.turns.filter((turn) => turn <= lastTurn(material.conversation))
    if (distractors.length < 3 || turns.length === 0) return []
    const effort = { facts: 1, turns }
    const question = random
      .pick([
        'For what reason does the clinician give this order: %s?',
        'In this visit, what is this order meant for: %s?',
        'Which problem does the clinician address with this order: %s?',
      ])
      .replace('%s', subject)
    return [
      {
        key: subject,
        draft: {
          form: 'reason_for_order',
          view: viewUpTo(lastTurn(material.conversation)),
          question,
          gold: inSentence(label.reason.trim()),
          distractors,
          rationale: `The corpus’s annotators marked this reason for the order, in turn${turns.length === 1 ? '' : 's'} ${turns.join(', ')}.`,
          probe: { kind: 'reason', subject: { kind: orderKind(label.orderType), name: label.description } },
          facts: [],
          turns,
          ...behaviorScore('treatment_decision', effort),
          complexity: complexityOf(effort),
          label: index,
        },
      },
    ]
  })
}

function namesOneCondition(reason: string): boolean {
  return readsAsReason(reason) && conditionOf(reason) !== undefined
}

/**
 * Reasons that are not this order's: those of other orders of the visit, then those of other visits. What the
 * patient merely has is no wrong option, since annotators name one of the things that an order is for. Nor is
 * what may explain the right answer, or a complaint that was spoken of in the same breath.
 */
function otherReasons(
  material: TaskMaterial,
  label: LabelOf<'order'>,
  subject: string,
  words: CaseWords,
  random: Random,
): string[] {
  const reason = label.reason as string
  const ordered = labelsOf(material.case.labels, 'order')
  const own = ordered
    .filter((other) => mayMeanTheSame(other.description, label.description))
    .flatMap((other) => other.reason ?? [])
  // Blood is drawn and images are taken for several problems at once.
  const looksWide = label.orderType === 'lab' || label.orderType === 'imaging'
  const sameBreath = (other: LabelOf<'order'>): boolean =>
    kindOfReason(reason) === 'complaint' && other.turns.some((turn) => label.turns.includes(turn))
  const here = ordered
    .filter((other) => !looksWide && !sameBreath(other))
    .flatMap((other) => other.reason ?? [])
    .filter((text) => namesOneCondition(text) && !mayExplain(text, reason))
  const elsewhere = material.neighbours
    .orders({ notGroup: groupOf(material.case) }, 120, random)
    .flatMap((other) => other.reason ?? [])
    .filter((text) => namesOneCondition(text) && surelyUnmentioned(text, words))
  const chosen: string[] = []
  for (const text of [...random.shuffle(here), ...sameKindFirst(elsewhere, reason)]) {
    if (chosen.length >= 9) break
    const taken = [...own, subject, ...chosen].some((other) => mayBeOneCondition(other, text))
    if (!taken && !clashesWithSex(text, material.case.strata.sex)) chosen.push(inSentence(text.trim()))
  }
  return chosen
}

function orderKind(orderType: string): 'medication' | 'lab' | 'imaging' | 'procedure' | 'decision' {
  if (
    orderType === 'medication' ||
    orderType === 'lab' ||
    orderType === 'imaging' ||
    orderType === 'procedure'
  )
    return orderType
  return 'decision'
}
