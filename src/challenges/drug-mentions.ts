// Every drug that a text names, whether or not it could be grounded as a fact: to know what a list would have
// to hold, one must also see the drugs that are only offered, given up, or named by their brand.
import { remembered } from '../kit/remember.ts'
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

export const drugMentions = remembered((text): readonly DrugMention[] =>
  findMentions(clinicalLexicon, text, wordsOf(text)).flatMap(({ term, start, end }) =>
    term.category === 'medication' || term.category === 'medicationClass'
      ? [{ name: term.name, isClass: term.category === 'medicationClass', start, end }]
      : [],
  ),
)

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

/** What is listed as taken or given: "medications include A, B, and C"; "A and B were administered". */
const enumerations: readonly RegExp[] = [
  /\b(?:medications?|drugs|medicines) (?:include|includes|included|are|were|consist of|consists of) ([^.;:]+)/gi,
  /(?:^|[.;,] )([^.;]{3,120}?) (?:is|was|are|were) (?:also |then |subsequently )?(?:administered|given|started|prescribed|begun|initiated|added|ordered)\b/gi,
  /\b(?:was|is|were) (?:given|started on|prescribed|treated with|switched to) ([^.;:]+)/gi,
]

/** Whether an enumeration of drugs has a member that is not known as one: "phytonadione and a concentrate". */
export function listsUnknownDrug(text: string): boolean {
  return enumerations.some((form) =>
    [...text.matchAll(form)].some(([, listed = '']) => {
      const members = listed.split(/,\s+(?:and\s+)?|\s+and\s+/).filter((member) => /\p{L}{3}/u.test(member))
      const known = members.filter((member) => drugMentions(member).length > 0)
      return known.length > 0 && known.length < members.length
    }),
  )
}

const substance =
  '(?:magnesium|calcium|potassium|iron|zinc|glucose|dextrose|saline|bicarbonate|vitamins?(?: \\w\\d*)?|oxygen|fluids?|blood|plasma|platelets|starch)'
const givenSubstance = new RegExp(
  `\\b(?:treated with|given|receive[ds]?|started on|takes|taking) (?:an? |some )?(?:iv |intravenous |oral )?${substance}\\b|\\b${substance}(?: \\w+)? (?:was|were|is|are) (?:\\w+ )?(?:given|administered|started|infused|prescribed)\\b`,
  'i',
)

/** Whether something is given that is no drug by its name: "she is treated with magnesium". */
export function givesSubstance(text: string): boolean {
  return givenSubstance.test(text)
}

/** Whether two drugs are named as alternatives: which of them was meant is not said. */
export function namesAlternatives(text: string): boolean {
  const mentions = drugMentions(text)
  return mentions.some(({ name, end }, index) => {
    const next = mentions[index + 1]
    return next !== undefined && next.name !== name && /^,?\s+or\s+$/i.test(text.slice(end, next.start))
  })
}
