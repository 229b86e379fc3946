// Whether two wordings about one thing contradict each other, and how: the checker's own reading of numbers,
// sides, polarity and names. It errs towards "unclear": only what can be told for certain counts.
import { polarityInSentence } from './polarity.ts'
import { quantities, sameQuantity, withoutQuantities, type Quantity } from './quantity.ts'
import { contentWords, plain, words } from './words.ts'

export type Contradiction = 'number' | 'side' | 'polarity' | 'sex' | 'words' | 'none'

/** Numbers closer than this part of the larger are one number, rounded. */
const material = 0.01
const opposites: readonly (readonly [string, string])[] = [
  ['left', 'right'],
  ['upper', 'lower'],
  ['anterior', 'posterior'],
  ['medial', 'lateral'],
  ['proximal', 'distal'],
]
const female = /\b(?:female|woman|girl|she|her|mrs|ms|lady)\b/i
const male = /\b(?:male|man|boy|he|his|him|mr|gentleman)\b/i

/** How the second wording contradicts the first. "words": they name different things, which may be synonyms. */
export function contradiction(a: string, b: string): Contradiction {
  const left = quantities(a)
  const right = quantities(b)
  if (left.length > 0 && right.length > 0) {
    const unmatched = left.filter((quantity) => !right.some((other) => sameQuantity(quantity, other)))
    const reverse = right.filter((quantity) => !left.some((other) => sameQuantity(quantity, other)))
    if (unmatched.some((quantity) => reverse.some((other) => farApart(quantity, other)))) return 'number'
  }
  const wordsA = new Set(words(a))
  const wordsB = new Set(words(b))
  for (const [one, other] of opposites) {
    if (wordsA.has(one) && !wordsA.has(other) && wordsB.has(other) && !wordsB.has(one)) return 'side'
    if (wordsB.has(one) && !wordsB.has(other) && wordsA.has(other) && !wordsA.has(one)) return 'side'
  }
  if (
    (female.test(a) && !male.test(a) && male.test(b) && !female.test(b)) ||
    (male.test(a) && !female.test(a) && female.test(b) && !male.test(b))
  ) {
    return 'sex'
  }
  if (negates(a) !== negates(b)) return 'polarity'
  const only = distinctWords(a, b)
  return only.first.length > 0 && only.second.length > 0 ? 'words' : 'none'
}

function farApart(a: Quantity, b: Quantity): boolean {
  if (a.second !== undefined || b.second !== undefined) {
    return (
      Math.abs(a.value - b.value) > material * a.value ||
      Math.abs((a.second ?? 0) - (b.second ?? 0)) > material * (a.second ?? 0)
    )
  }
  if (sameQuantity(a, b)) return false
  if (a.unit !== b.unit && a.unit !== '' && b.unit !== '') return true
  return Math.abs(a.value - b.value) > material * Math.max(Math.abs(a.value), Math.abs(b.value))
}

/** Whether the wording denies what it speaks of. */
export function negates(text: string): boolean {
  if (
    /^(?:no|not|never|none|without|denies|denied|absent|negative)\b|\b(?:n't|not|denies|denied|without|absent|no longer|never|no (?:known|evidence|history|sign))\b/i.test(
      plain(text),
    )
  ) {
    return true
  }
  const last = contentWords(text).at(-1)
  return last !== undefined && polarityInSentence(text, last) === 'denied'
}

/** Content words that one wording has and the other has not; numbers and their units left out. */
export function distinctWords(a: string, b: string): { readonly first: string[]; readonly second: string[] } {
  const left = contentWords(withoutQuantities(a))
  const right = contentWords(withoutQuantities(b))
  return {
    first: [...new Set(left.filter((word) => !right.includes(word)))],
    second: [...new Set(right.filter((word) => !left.includes(word)))],
  }
}
