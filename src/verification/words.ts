// Words of a text, as the checker reads them: its own normalisation, stop words and light stemming, so that
// it shares nothing with the code that wrote the tasks. Not a clinical parser.
import { remembered } from '../kit/remember.ts'

const ones = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
  'seventeen eighteen nineteen'
).split(' ')
const tens = '0 10 twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const numeral = [...ones, ...tens.slice(2)].join('|')
const numerals = new RegExp(
  `\\b(?:${numeral})(?:[ -](?:(?:and )?(?:${numeral})|hundred|thousand)\\b)*\\b`,
  'gi',
)

/** Spelled-out numbers as digits: "six hundred and fifty" is "650". */
export function withDigits(text: string): string {
  return text.replace(numerals, (spelled) => {
    let total = 0
    let part = 0
    for (const word of spelled.toLowerCase().split(/[ -]/)) {
      if (word === 'hundred') part = Math.max(1, part) * 100
      else if (word === 'thousand') {
        total += Math.max(1, part) * 1000
        part = 0
      } else part += Math.max(0, ones.indexOf(word)) + 10 * Math.max(0, tens.indexOf(word))
    }
    return String(total + part)
  })
}

const stopWords = new Set(
  (
    'a an the of to in on at by for from with and or as is are was were be been being it its this that these ' +
    'those he she they his her their him them i you we my your our me us there here which who whom what when ' +
    'where why how do does did has have had having will would can could should may might shall so than then ' +
    'also into onto about after before during while since until per via if but nor yet just very really okay ' +
    'ok um uh yeah well'
  ).split(' '),
)

// A checker asks about the same turns for every option of every task of a case: what was read is kept.

/** Lower case, plain quotes and dashes, single spaces, without punctuation at either end. */
export const plain = remembered((text): string =>
  // Nothing of it reaches over the end of a line, and the tasks of a case show the same lines.
  (text.includes('\n') ? text.split('\n').map(plainLine).join(' ').replace(/ {2,}/g, ' ') : plainLine(text))
    .replace(/^[\s"'.,;:!?()[\]]+/, '')
    .replace(/(?<![\s"'.,;:!?()[\]])[\s"'.,;:!?()[\]]+$/, ''),
)

const plainLine = remembered((line): string =>
  line
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s+/g, ' '),
)

/** Words and numbers in order; "don't" is one word, "4.5" and "118/74" are one, "low-grade" is two. */
export const words = remembered(
  (text): readonly string[] =>
    withDigits(plain(text)).match(/\d+(?:[.,]\d+)*(?:\/\d+(?:\.\d+)?)?|[\p{L}]+(?:'[\p{L}]+)?/gu) ?? [],
)

/** Words for the patient's sex, as one word each. */
const sexes: Readonly<Record<string, string>> = {
  woman: 'female',
  lady: 'female',
  girl: 'female',
  man: 'male',
  gentleman: 'male',
  boy: 'male',
}

/** One form for singular and plural, for common endings, and for the words that name a sex. */
export const stem = remembered((word): string => {
  const sex = sexes[word]
  if (sex !== undefined) return sex
  if (word.length <= 3 || /\d/.test(word)) return word
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(?:ss|us|is)$/.test(word)) return word
  if (/(?:sh|ch|x|z|ss)es$/.test(word)) return word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}, 40_000)

/** Stems of the words that carry meaning, in order. */
export const contentWords = remembered((text): readonly string[] =>
  words(text)
    .filter((word) => !stopWords.has(word))
    .map((word) => stem(word.replace(/'s$/, ''))),
)

/** All stems in order, one space around each: what a phrase is looked for in. */
const stemmed = remembered((text): string => ` ${words(text).map(stem).join(' ')} `)

/** Whether the words of `phrase` stand in `text` side by side. An empty phrase stands nowhere. */
export function containsPhrase(text: string, phrase: string): boolean {
  const needle = stemmed(phrase)
  return needle.trim() !== '' && stemmed(text).includes(needle)
}

/** Share of the content words of `part` that also stand in `whole`, 0 … 1; 0 when `part` has none. */
export function containment(part: string, whole: string): number {
  const needed = contentSet(part)
  if (needed.size === 0) return 0
  return sharedWith(needed, contentSet(whole)) / needed.size
}

/** The stems of the words that carry meaning, each once. */
export const contentSet = remembered((text): ReadonlySet<string> => new Set(contentWords(text)))

function sharedWith(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let shared = 0
  for (const word of some) if (others.has(word)) shared += 1
  return shared
}

/** Jaccard similarity of the content words, 0 … 1. */
export function similarity(a: string, b: string): number {
  const [left, right] = [contentSet(a), contentSet(b)]
  const shared = sharedWith(left, right)
  const all = left.size + right.size - shared
  return all === 0 ? (plain(a) === plain(b) ? 1 : 0) : shared / all
}

/** The text without references to turns: "in turn 4", "turns 4 and 9". */
export function withoutTurnNumbers(text: string): string {
  return text.replace(/\b(?:in |at |of )?turns? \d+(?:(?:, (?:and )?| and | to |–|-)(?:turn )?\d+)*/gi, ' ')
}

/** Sentences and lines; a decimal point or "Dr." does not end one. */
export const sentences = remembered((text): readonly string[] =>
  text
    .split(/\n+|(?<=[.!?])(?<!\b(?:dr|mr|mrs|ms|vs|no|approx|e\.g|i\.e)\.)\s+(?=["'(\p{Lu}\d])/iu)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== ''),
)
