// Question forms that ask for the reason stated for a diagnosis, a medication, a test or a decision: for
// ddx_reasoning and treatment_decision. What is asked is the stated reason, never a better one.
import type { Random } from '../kit/random.ts'
import type { Fact } from '../records/fact.ts'
import type { FactKind } from '../records/statement.ts'
import type { TaskTypeId } from '../taxonomy/task-types.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { lastTurn, neighbourFacts, type ToldFact, viewUpTo } from './material.ts'
import { type CaseWords, mayMeanTheSame, normalise, surelyUnmentioned } from './mentions.ts'
import { isFinding, isPlainName } from './stated-forms.ts'
import type { Draft, TaskMaterial } from './task-type.ts'
import { inSentence, readsAsName, subjectName } from './wording.ts'

/** Whether the text of a reason can stand by itself as an option: a noun phrase, not a cut-out of speech. */
export function readsAsReason(text: string): boolean {
  const bare = text.trim().replace(/\.$/, '')
  const words = bare.split(/\s+/)
  return (
    words.length <= 9 &&
    bare.length >= 4 &&
    /^[\p{L}\d][\p{L}\d\s%/,'’()-]*$/u.test(bare) &&
    !/\s,|,\s*$|\b(?:diseas|isinopril)\b/.test(bare) &&
    !/^(?:to|if|so|because|and|or|but|the same|well|retain|depending|confirm|see|check|make|possible|maybe|any|what|when)\b/i.test(
      bare,
    ) &&
    !spokenWords.test(bare) &&
    !/\b(?:a|an|the|of|to|and|or|with|in|for|by|from|is|are|being)$/i.test(bare)
  )
}

const spokenWords =
  /\b(?:um|uh|hurts?|weak|having|not|much|you|your|i|i'm|my|me|we|us|our|it|it's|its|he|she|his|her|they|that|this|there|gon|na|wan|kind of|sort of|know|think|like|just|really|wonder|worried|said|say|is|are|was|were|be|being|been|have|has|had|do|does|did|get|got|can|could|would|will|should|let|want|going)\b/i

/** The stated reason for the subject of a fact, against reasons that are not stated for it. */
export function reasonDraft(
  material: TaskMaterial,
  told: readonly ToldFact[],
  item: ToldFact,
  words: CaseWords,
  random: Random,
  wanted: { readonly type: TaskTypeId; readonly form: string; readonly questions: readonly string[] },
): { readonly key: string; readonly draft: Draft }[] {
  const { fact } = item
  const name = subjectName(fact)
  const reason = fact.reason?.trim()
  if (reason === undefined || !readsAsName(name) || !readsAsReason(reason)) return []
  if (fact.negated || fact.experiencer !== 'patient') return []
  if (!statedBy(material, item.turn, reason) || mayMeanTheSame(name, reason)) return []
  const gold = inSentence(reason)
  const own = material.facts
    .filter((other) => normalise(other.name) === normalise(fact.name))
    .map((other) => other.reason)
  const notOwn = (text: string): boolean =>
    readsAsReason(text) &&
    !own.some((mine) => mine !== undefined && mayMeanTheSame(mine, text)) &&
    !mayMeanTheSame(name, text)
  const otherReasons = random
    .shuffle(told.map((other) => other.fact))
    .flatMap((other) => (other.reason === undefined ? [] : [other.reason.trim()]))
  const elsewhere = reasonsOfNeighbours(material, fact.kind, random).filter((text) =>
    surelyUnmentioned(text, words),
  )
  const stated = random
    .shuffle(told)
    .filter(({ fact: other }) => isFinding(other.kind) && !other.negated && isPlainName(other.name))
    .map(({ fact: other }) => subjectName(other))
  const distractors: string[] = []
  for (const text of [...otherReasons.slice(0, 6), ...elsewhere.slice(0, 8), ...stated.slice(0, 6)]) {
    if (distractors.length >= 9) break
    if (notOwn(text) && !distractors.some((other) => mayMeanTheSame(other, text)))
      distractors.push(inSentence(text))
  }
  if (distractors.length < 3) return []
  const effort = { facts: 1, turns: [item.turn] }
  return [
    {
      key: name,
      draft: {
        form: wanted.form,
        view: viewUpTo(lastTurn(material.conversation)),
        question: random.pick(wanted.questions).replace('%s', name),
        gold,
        distractors,
        rationale: `Turn ${item.turn} gives the reason for ${name}: ${gold}. None of the other options is given as a reason for it.`,
        probe: { kind: 'reason', subject: { kind: fact.kind, name: fact.name } },
        facts: [fact.id],
        turns: [item.turn],
        ...behaviorScore(wanted.type, effort),
        complexity: complexityOf(effort),
      },
    },
  ]
}

function reasonsOfNeighbours(material: TaskMaterial, kind: FactKind, random: Random): string[] {
  const given = neighbourFacts(material, kind, 40, random).flatMap((other: Fact) =>
    other.reason === undefined ? [] : [other.reason.trim()],
  )
  const diagnoses = neighbourFacts(material, 'diagnosis', 20, random)
    .filter((other) => !other.negated && isPlainName(other.name))
    .map(subjectName)
  return [...new Set([...given, ...diagnoses])]
}

/** The reason must stand in the turn, not only in the record. */
function statedBy(material: TaskMaterial, turnNumber: number, reason: string): boolean {
  const near = material.conversation.turns.slice(Math.max(0, turnNumber - 2), turnNumber + 1)
  return near.some((turn) => normalise(turn.text).includes(normalise(reason)))
}
