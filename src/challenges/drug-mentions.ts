// Every drug that a text names, whether or not it could be grounded as a fact: to know what a list would have
// to hold, one must also see the drugs that are only offered, given up, or named by their brand.
import { findMentions } from '../grounding/lexicon.ts'
import { clinicalLexicon } from '../grounding/passage.ts'
import { wordsOf } from '../grounding/words.ts'

export interface DrugMention {
  /** Ingredient, or class ("antibiotic"), in lower case. */
  readonly name: string
  readonly isClass: boolean
  readonly start: number
  readonly end: number
}

export function drugMentions(text: string): DrugMention[] {
  return findMentions(clinicalLexicon, text, wordsOf(text)).flatMap(({ term, start, end }) =>
    term.category === 'medication' || term.category === 'medicationClass'
      ? [{ name: term.name, isClass: term.category === 'medicationClass', start, end }]
      : [],
  )
}

/** Words for a drug whose name is not said: with them about, no list of names is surely whole. */
const unnamed =
  /\b(?:creams?|ointments?|inhalers?|birth control|on the pill|contraceptives?|(?:pain|sleeping|water|iron) (?:medicines?|medications?|pills?|tablets?)|pain ?killers?|relaxants?|eye drops|ear drops|nasal spray|lozenges?|antacids?|(?:flu|steroid|cortisone) shots?|icy \w+|over[- ]the[- ]counter|herbal|supplements?|patch(?:es)?)\b/i

/** Whether the text speaks of a drug without its name: "the blue inhaler". One that is named beside it is none. */
export function hasUnnamedDrug(text: string): boolean {
  const named = drugMentions(text).filter(({ isClass }) => !isClass)
  const rest = named.reduceRight(
    // With the form or the word that belongs to the name: "albuterol inhaler", "cream with hydrocortisone".
    (left, { start, end }) =>
      left.slice(0, start).replace(/\b\w+ (?:of|with|called|like) $/, ' ') +
      ' ' +
      left.slice(end).replace(/^ \w+\b/, ' '),
    text,
  )
  return unnamed.test(rest)
}

/** Whether something that could not be made out stands beside a named drug: it may have been another one. */
export function hasGapBesideDrug(text: string): boolean {
  return drugMentions(text).some(({ start, end }) =>
    /\[(?:inaudible|unintelligible)\]|\[\?+\]/i.test(text.slice(Math.max(0, start - 40), end + 40)),
  )
}
