// Exam questions with a key, as tasks: the corpus's own question, options and answer. What its last sentence
// asks for decides which type it is; questions that ask for neither a diagnosis nor an action are left out.
import type { LabelOf } from '../records/label.ts'
import type { TaskTypeId } from '../taxonomy/task-types.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { lastTurn, viewUpTo } from './material.ts'
import { normalise } from './mentions.ts'
import type { Draft, TaskMaterial } from './task-type.ts'

/** The type a keyed question belongs to, by what it asks. */
export function typeOfQuestion(question: string): TaskTypeId | undefined {
  const asked = lastSentence(question).toLowerCase()
  if (
    /\b(?:most likely|likeliest|probable|correct|best|underlying)\b.*\b(?:diagnos[ei]s|cause|aetiology|etiology)\b|\bdiagnosis\?/.test(
      asked,
    )
  )
    return 'ddx_reasoning'
  if (
    /\b(?:initial management|treatment|treat|therapy|mitigate|initial therapy|management of choice)\b/.test(
      asked,
    )
  )
    return 'treatment_decision'
  if (
    /\bnext (?:best )?(?:immediate )?(?:step|action)|\bcourse\b|\bimmediate\b|\bemergently\b|\bnext step\b|\bnext best\b|\bmost appropriate management\b/.test(
      asked,
    )
  )
    return 'predictive_next_action'
  return undefined
}

/** The last sentence of a question, which is what it asks. */
export function lastSentence(text: string): string {
  const sentences = text.trim().split(/(?<=[.?!])\s+(?=["“A-Z])/)
  const asking = sentences.filter((sentence) => sentence.includes('?'))
  return (asking.at(-1) ?? sentences.at(-1) ?? text).replace(/\s+/g, ' ').trim()
}

/** Drafts for the keyed questions of a case that belong to this type. */
export function keyedDrafts(
  material: TaskMaterial,
  type: TaskTypeId,
): { readonly key: string; readonly draft: Draft }[] {
  return material.case.labels.flatMap((label, index) => {
    if (label.kind !== 'question' || typeOfQuestion(label.question) !== type) return []
    const gold = label.options[label.answer]
    const distractors = label.options.filter((_, place) => place !== label.answer)
    if (gold === undefined || !usable(label, gold)) return []
    const last = lastTurn(material.conversation)
    const effort = { facts: 1, turns: [last], knowledge: true }
    return [
      {
        key: String(index),
        draft: {
          form: 'keyed_question',
          view: viewUpTo(last),
          question: lastSentence(label.question).replace(/\s*\(select only [^)]*\)/i, ''),
          gold,
          distractors,
          rationale: `The corpus’s own key names this answer to its question; the case stands in turns 1 to ${last}.`,
          probe: { kind: 'keyed', label: index },
          facts: [],
          turns: [last],
          ...behaviorScore(type, effort),
          complexity: complexityOf(effort),
          label: index,
        },
      },
    ]
  })
}

/** Four to six distinct options that do not point at one another ("none of these", "both A and C"). */
function usable(label: LabelOf<'question'>, gold: string): boolean {
  const keys = new Set(label.options.map(normalise))
  if (keys.size !== label.options.length || keys.size < 4 || keys.has('')) return false
  return (
    normalise(gold) !== '' &&
    !label.options.some((option) =>
      /\b(?:all|none|both|any) of (?:the|these|them)|\b(?:[A-F] and [A-F])\b/i.test(option),
    )
  )
}
