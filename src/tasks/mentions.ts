// Whether a case speaks of something: words of a case, compared without case, accents and inflection. Built
// to err towards "mentioned", because a wrong option must be one that the case surely never speaks of.
import { remembered, rememberedOf } from '../kit/remember.ts'
import type { Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import { relatedTerms } from './related-terms.ts'

/** Lower case, no accents, punctuation as single spaces; decimal points, "/" and "%" within numbers stay. */
export const normalise = remembered((text): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/(?<!\d)[.,]|[.,](?!\d)/g, ' ')
    .replace(/[^a-z0-9.,/%<>µμ°]+/g, ' ')
    .trim(),
)

/** Whether a normalised text holds the phrase as whole words. */
export function says(normalised: string, phrase: string): boolean {
  const wanted = normalise(phrase)
  return wanted !== '' && ` ${normalised} `.includes(` ${wanted} `)
}

/** Words that do not tell one finding, drug or action from another. */
const generic = new Set(
  `the and with without from into onto over under about after before during since until this that these those
  for her his him she they them their our your you was were been being have has had having does did not none
  than then there here also only very more most some any all each both other another such same who whom which
  what when where why how will would could should can may might must just like okay yeah well right left
  bilateral unilateral upper lower anterior posterior acute chronic mild moderate severe recurrent persistent
  progressive intermittent new onset old history patient doctor disease disorder syndrome condition symptom
  sign finding findings pain ache discomfort problem feeling feel sense loss low high level increase increased decrease
  decreased elevated reduced abnormal abnormality abnormalities normal positive negative test result results
  morphology type stage grade primary secondary due get got take taking use using going know think day days
  week weeks month months year years time times daily twice once order start started continue give given
  one two three four five six seven eight nine ten twelve couple few prescribe prescribed arrange refer stop alright thank thanks good great guys bye yes yeah fine sure see let need want really little bit lot things thing said say today tonight tomorrow yesterday now next
  tablet tablets dose milligram milligrams part side body small large total general generalized`.split(/\s+/),
)

const suffix = /(?:ational|ations?|ously|ness|ings?|ous|ies|ed|es|ic|al|ly|s)$/

/** A crude stem, long enough to keep "hypertension" and "hyperkalaemia" apart. */
export const stem = remembered((word): string => {
  const spelled = word.replaceAll('ae', 'e').replaceAll('oe', 'e').replaceAll('our', 'or')
  const bare = spelled.length > 4 ? spelled.replace(suffix, '') : spelled.replace(/s$/, '')
  const kept = bare.length >= 3 ? bare : spelled
  return kept.replace(/[yi]$/, 'i').replace(/e$/, '').slice(0, 9)
}, 40_000)

/** Stems of the words that carry meaning: at least three letters, not generic. */
export const contentStems = remembered((text): readonly string[] =>
  normalise(text)
    .split(/[ /]/)
    .filter((word) => word.length >= 3 && /[a-z]/.test(word) && !generic.has(word))
    .map(stem),
)

/** The beginnings of such words, by which "pleurisy" and "pleura", "bleed" and "bleeding" are one. */
export const contentRoots = remembered((text): readonly string[] =>
  contentStems(text).map((part) => part.slice(0, 5)),
)

export interface CaseWords {
  /** Normalised text of all that the case and its conversation say. */
  readonly text: string
  readonly stems: ReadonlySet<string>
  /** Numbers of the groups of related terms of which the text uses one. */
  readonly groups: ReadonlySet<number>
}

/** Everything a case says: sections, entries, tables, captions, labels and turns. */
export function caseWords(source: Case, conversation: Conversation): CaseWords {
  return wordsOfCase(source)(conversation)
}

/** Several types ask for the words of one case. */
const wordsOfCase = rememberedOf((source: Case) =>
  rememberedOf((conversation: Conversation) => gatherWords(source, conversation)),
)

function gatherWords(source: Case, conversation: Conversation): CaseWords {
  const parts = [
    source.title,
    ...source.sections.flatMap((section) => [section.heading, section.text]),
    ...source.entries.flatMap((entry) => [entry.name, entry.text]),
    ...source.tables.flatMap((table) => [table.caption, ...table.columns, ...table.rows.flat()]),
    ...source.images.map((image) => image.caption),
    ...source.labels.flatMap((label) =>
      label.kind === 'order'
        ? [label.description, label.reason ?? '']
        : label.kind === 'checklist'
          ? [label.item]
          : label.kind === 'question'
            ? [label.question, ...label.options]
            : [],
    ),
    ...conversation.turns.map((turn) => turn.text),
  ]
  return wordsOf(parts.join(' . '))
}

export function wordsOf(text: string): CaseWords {
  const normalised = normalise(text)
  return { text: normalised, stems: new Set(contentStems(text)), groups: groupsIn(normalised) }
}

/**
 * True only where the words surely say nothing of the phrase: not the phrase itself, none of the words that
 * carry its meaning, and no term related to it. False for a phrase without such words.
 */
export function surelyUnmentioned(phrase: string, words: CaseWords): boolean {
  const own = wordsOfPhrase(phrase)
  if (own.stems.size === 0 || ` ${words.text} `.includes(` ${own.text} `)) return false
  return !meet(own.stems, words.stems) && !meet(own.groups, words.groups)
}

/** Whether two phrases may name the same thing, or one the kind of the other. */
export function mayMeanTheSame(a: string, b: string): boolean {
  return !surelyUnmentioned(a, wordsOfPhrase(b)) || !surelyUnmentioned(b, wordsOfPhrase(a))
}

function meet<T>(few: ReadonlySet<T>, many: ReadonlySet<T>): boolean {
  for (const item of few) if (many.has(item)) return true
  return false
}

/** Short phrases come again and again, as facts and as options: their words are kept. */
const wordsOfPhrase = remembered(wordsOf, 20_000)

/** Related terms by their first word, so that a long text is read once. */
const termsByFirstWord = new Map<string, { readonly words: readonly string[]; readonly group: number }[]>()
for (const [group, terms] of relatedTerms.entries()) {
  for (const term of terms) {
    const words = normalise(term).split(' ')
    const first = words[0] as string
    const list = termsByFirstWord.get(first)
    if (list === undefined) termsByFirstWord.set(first, [{ words, group }])
    else list.push({ words, group })
  }
}

/** Stems of all related terms: words that are surely spelled right. */
const knownStems = new Set(relatedTerms.flatMap((terms) => terms.flatMap(contentStems)))

export function isKnownStem(part: string): boolean {
  return knownStems.has(part)
}

function groupsIn(normalised: string): ReadonlySet<number> {
  const groups = new Set<number>()
  const words = normalised.split(' ')
  for (const [at, word] of words.entries()) {
    for (const term of termsByFirstWord.get(word) ?? []) {
      if (term.words.every((part, index) => words[at + index] === part)) groups.add(term.group)
    }
  }
  return groups
}
