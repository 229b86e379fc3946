// treatment_decision: connect a clinician's decision to the reason or the data stated for it. Reactive.
// Paper: section 2, reactive task 4.
import { type Random, randomFor } from '../kit/random.ts'
import { groupOf } from './neighbours.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { courseReasons } from './course-reasons.ts'
import { keyedDrafts } from './keyed-questions.ts'
import { chooseDrafts, isAffirmed, lastTurn, toldFacts, viewUpTo } from './material.ts'
import {
  type CaseWords,
  caseWords,
  contentStems,
  isKnownStem,
  mayMeanTheSame,
  surelyUnmentioned,
} from './mentions.ts'
import { orderSubject } from './order-actions.ts'
import { readsAsReason, reasonDraft } from './reason-forms.ts'
import type { Draft, TaskMaterial, TaskType } from './task-type.ts'
import { inSentence, subjectName } from './wording.ts'

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
    const told = toldFacts(material)
    const words = caseWords(material.case, material.conversation)
    const course = courseReasons(material, random)
    const stated = told.flatMap((item) => {
      const wanted = wantedFor(item.fact.kind)
      return wanted === undefined ? [] : reasonDraft(material, told, item, words, random, wanted)
    })
    const drafts = [
      ...keyedDrafts(material, 'treatment_decision'),
      ...stated,
      ...orders(material, words, random),
      ...course,
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
        'For what stated reason is the patient given %s?',
        'Which indication is documented for %s?',
        'Why was %s prescribed, according to the record?',
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
  const { labels } = material.case
  const others = material.neighbours.orders({ notGroup: groupOf(material.case) }, 60, random)
  return labels.flatMap((label, index) => {
    if (label.kind !== 'order' || label.reason === undefined || !readsAsReason(label.reason)) return []
    const subject = orderSubject(label)
    if (subject === undefined || mayMeanTheSame(subject, label.reason)) return []
    const same = labels.filter(
      (other) => other.kind === 'order' && mayMeanTheSame(other.description, label.description),
    )
    const own = same.flatMap((other) =>
      other.kind === 'order' && other.reason !== undefined ? [other.reason] : [],
    )
    const here = labels.flatMap((other) =>
      other.kind === 'order' && other.reason !== undefined ? [other.reason] : [],
    )
    const elsewhere = others.flatMap((other) =>
      other.reason !== undefined &&
      surelyUnmentioned(other.reason, words) &&
      contentStems(other.reason).every(isKnownStem)
        ? [other.reason]
        : [],
    )
    const conditions = random
      .shuffle(material.facts)
      .filter((fact) => (fact.kind === 'diagnosis' || fact.kind === 'symptom') && isAffirmed(fact))
      .map(subjectName)
    const distractors: string[] = []
    for (const text of [...random.shuffle(here), ...alternated(conditions, elsewhere)]) {
      if (distractors.length >= 9) break
      if (
        !readsAsReason(text) ||
        own.some((mine) => mayMeanTheSame(mine, text)) ||
        mayMeanTheSame(subject, text)
      )
        continue
      if (!distractors.some((other) => mayMeanTheSame(other, text))) distractors.push(inSentence(text.trim()))
    }
    if (distractors.length < 3) return []
    const turns = label.turns.filter((turn) => turn <= lastTurn(material.conversation))
    if (turns.length === 0) return []
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

/** One of the first, one of the second, and so on. */
function alternated(first: readonly string[], second: readonly string[]): string[] {
  const length = Math.max(first.length, second.length)
  return Array.from({ length }, (_, at) => [first[at], second[at]]).flatMap((pair) =>
    pair.filter((text): text is string => text !== undefined),
  )
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
