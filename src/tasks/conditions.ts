// Whether a few words name one illness or one complaint and nothing else: what a reason must be before it can
// be asked for or offered. Reasons are cut out of prose and speech, and the cut may hold a place, a time, half
// of the next thought or a mere "treatment"; only what the lexicon knows is believed.
import { findMentions } from '../grounding/lexicon.ts'
import { clinicalLexicon } from '../grounding/passage.ts'
import { wordsOf } from '../grounding/words.ts'
import { contentStems, mayMeanTheSame } from './mentions.ts'

export interface Condition {
  /** A complaint is what an illness shows itself by: the one may explain the other. */
  readonly kind: 'illness' | 'complaint'
  /** The lexicon's name, one for all written forms. */
  readonly name: string
}

/** Words that turn a name into something else: whose it is, whether and how it came, what is done about it. */
const notOfAName =
  /\b(?:history|of|in|on|at|to|from|with|without|and|or|for|about|by|no|not|possible|possibly|probable|probably|likely|suspected|risk|prophylaxis|prevention|treatment|therapy|control|first|second|third|other|further|some|any|the|a|an|his|her|your|my|after|before|evaluation|rule|out|normal|\w{4,}ly)\b|[;:?!.]/i
/** What may follow a name without changing what is named. */
const tail = /^(?:\s(?:exacerbation|flare|flare-up|attack|episodes?|type (?:1|2|one|two|i|ii)|\d))?$/i

/** The condition that the whole text names; undefined where it names none, several, or more than that. */
export function conditionOf(text: string): Condition | undefined {
  const bare = text.trim()
  const found = findMentions(clinicalLexicon, bare, wordsOf(bare))
  const [mention] = found
  if (mention === undefined || found.length > 1 || mention.term.absent) return undefined
  const kind = kindOf(mention.term.category)
  const lead = bare.slice(0, mention.start)
  if (kind === undefined || notOfAName.test(lead) || lead.split(/\s+/).length > 4) return undefined
  // "occasional pain": the name itself must tell one complaint from another
  if (!tail.test(bare.slice(mention.end)) || contentStems(mention.term.name).length === 0) return undefined
  return { kind, name: mention.term.name }
}

/** Whether two texts may name the same condition: by their words, or by the one name the lexicon has for both. */
export function mayBeOneCondition(a: string, b: string): boolean {
  const name = conditionOf(a)?.name
  return mayMeanTheSame(a, b) || (name !== undefined && name === conditionOf(b)?.name)
}

/** The texts of the kind that the right answer is of before the others, so that its kind does not give it away. */
export function sameKindFirst(texts: readonly string[], answer: string): readonly string[] {
  const kind = kindOfReason(answer)
  const same = texts.filter((text) => kindOfReason(text) === kind)
  const others = texts.filter((text) => kindOfReason(text) !== kind)
  return [...same.slice(0, 5), ...others, ...same.slice(5)]
}

/** What the lexicon does not know comes from structured records, whose reasons are illnesses. */
export function kindOfReason(text: string): Condition['kind'] {
  return conditionOf(text)?.kind ?? 'illness'
}

/**
 * Whether one of two conditions of the same patient may explain the other: a complaint and an illness. Then
 * both are what a treatment is for, whichever of them the record happens to name.
 */
export function mayExplain(a: string, b: string): boolean {
  return kindOfReason(a) !== kindOfReason(b)
}

/** Whether a name is that of a class of drugs ("antibiotic"), which may stand for several of them. */
export function isDrugClass(name: string): boolean {
  return findMentions(clinicalLexicon, name, wordsOf(name)).some(
    ({ term, start, end }) => term.category === 'medicationClass' && end - start === name.length,
  )
}

function kindOf(category: string): Condition['kind'] | undefined {
  if (category === 'diagnosis') return 'illness'
  return category === 'symptom' || category === 'sign' ? 'complaint' : undefined
}
