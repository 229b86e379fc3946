// Question forms that ask for the reason stated for a diagnosis, a medication, a test or a decision: for
// ddx_reasoning and treatment_decision. What is asked is the stated reason, never a better one.
import type { Random } from '../kit/random.ts'
import type { Fact } from '../records/fact.ts'
import type { FactKind } from '../records/statement.ts'
import type { TaskTypeId } from '../taxonomy/task-types.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import {
  conditionOf,
  isDrugClass,
  kindOfReason,
  mayBeOneCondition,
  mayExplain,
  sameKindFirst,
} from './conditions.ts'
import { isAffirmed, lastTurn, neighbourFacts, type ToldFact, viewUpTo } from './material.ts'
import { type CaseWords, mayMeanTheSame, normalise, says, surelyUnmentioned } from './mentions.ts'
import { clashesWithSex } from './sexed-words.ts'
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
  if (reason === undefined || !readsAsName(name) || !isReasonOf(fact, reason)) return []
  if (fact.negated || fact.experiencer !== 'patient' || !isOneAct(material, fact)) return []
  if (!statedBy(material, item.turn, reason) || givesAway(name, reason)) return []
  const gold = inSentence(reason)
  const own = material.facts
    .filter((other) => normalise(other.name) === normalise(fact.name))
    .flatMap((other) => other.reason ?? [])
  const { sex } = material.case.strata
  const notOwn = (text: string): boolean =>
    !own.some((mine) => mayBeOneCondition(mine, text)) &&
    !mayMeanTheSame(name, text) &&
    !clashesWithSex(text, sex)
  const distractors: string[] = []
  for (const text of [
    ...ownConditions(told, reason, random),
    ...reasonsOfNeighbours(material, fact.kind, reason, words, random),
  ]) {
    if (distractors.length >= 9) break
    if (notOwn(text) && !distractors.some((other) => mayBeOneCondition(other, text)))
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

/** A condition by the lexicon, or what a structured record gives as its reason. */
function isReasonOf(fact: Fact, reason: string): boolean {
  return readsAsReason(reason) && (fact.evidence.kind === 'resource' || conditionOf(reason) !== undefined)
}

/** Names that many acts of one patient share, so that a question about "surgery" has no one subject. */
const shared =
  /\b(?:surgery|operation|procedure|intervention|resection|biopsy|treatment|therapy|medications?|drugs?)$/i

/**
 * Whether the name of a fact tells one act or drug from all others of this patient: no class of drugs, and no
 * decision without an object. A decision taken from prose must be the only talk of its object, because a drug
 * given twice may have been given for two reasons.
 */
function isOneAct(material: TaskMaterial, fact: Fact): boolean {
  if (fact.evidence.kind === 'resource') return true
  const object = fact.kind === 'decision' ? fact.name.replace(/^(?:switch to|\S+)\s*/, '') : fact.name
  if (object === '' || shared.test(object) || isDrugClass(object)) return false
  const turns = material.conversation.turns.filter((turn) => says(normalise(turn.text), object))
  return fact.kind !== 'decision' || turns.length <= 1
}

/** "Appendectomy" for an appendicitis: the words alone give the answer. */
function givesAway(name: string, reason: string): boolean {
  const roots = (text: string): string[] =>
    normalise(text)
      .split(' ')
      .filter((word) => word.length >= 8)
      .map((word) => word.slice(0, 6))
  return mayMeanTheSame(name, reason) || roots(name).some((root) => roots(reason).includes(root))
}

/**
 * Conditions of the same patient that are given as reasons for something else or stated by themselves. None
 * that may explain the right answer or be explained by it, and no second complaint: what helps one may be
 * given for both.
 */
function ownConditions(told: readonly ToldFact[], reason: string, random: Random): string[] {
  if (kindOfReason(reason) === 'complaint') return []
  const facts = random.shuffle(told.map((other) => other.fact))
  const reasons = facts.flatMap((other) =>
    other.reason !== undefined && isReasonOf(other, other.reason.trim()) ? [other.reason.trim()] : [],
  )
  const stated = facts
    .filter((other) => isFinding(other.kind) && isAffirmed(other) && isPlainName(other.name))
    .map(subjectName)
    .filter((name) => conditionOf(name) !== undefined)
  return [...reasons.slice(0, 6), ...stated.slice(0, 6)].filter((text) => !mayExplain(text, reason))
}

/** What treatments of other patients are for, and conditions of other patients, of which this case says nothing. */
function reasonsOfNeighbours(
  material: TaskMaterial,
  kind: FactKind,
  reason: string,
  words: CaseWords,
  random: Random,
): readonly string[] {
  const given = neighbourFacts(material, kind, 40, random)
    .flatMap((other) => other.reason?.trim() ?? [])
    .filter(readsAsReason)
  const kinds: readonly FactKind[] =
    kindOfReason(reason) === 'illness' ? ['diagnosis'] : ['symptom', 'diagnosis']
  const had = kinds
    .flatMap((wanted) => neighbourFacts(material, wanted, 40, random))
    .filter((other) => !other.negated && isPlainName(other.name))
    .map(subjectName)
  const usable = [...new Set([...given, ...had])].filter(
    (text) => conditionOf(text) !== undefined && surelyUnmentioned(text, words),
  )
  return sameKindFirst(usable, reason)
}

/** The reason must stand in the turn, not only in the record. */
function statedBy(material: TaskMaterial, turnNumber: number, reason: string): boolean {
  const near = material.conversation.turns.slice(Math.max(0, turnNumber - 2), turnNumber + 1)
  return near.some((turn) => normalise(turn.text).includes(normalise(reason)))
}
