// A lexicon: terms with all their written forms, found in a text by longest match in one pass. Linear in the
// length of the text. It knows words, not meanings: context is judged elsewhere.
import { type Word, wordsOf } from './words.ts'

export interface Term<C extends string = string> {
  readonly category: C
  /** Canonical name, lower case. */
  readonly name: string
  /** The form itself says that it is absent: "afebrile". */
  readonly absent: boolean
}

export interface Mention<C extends string = string> {
  readonly term: Term<C>
  readonly start: number
  readonly end: number
}

interface Form<C extends string> {
  readonly term: Term<C>
  /** Per word: the spelling it must have exactly, or undefined for any case. */
  readonly exact: readonly (string | undefined)[]
}

export interface Lexicon<C extends string = string> {
  readonly forms: ReadonlyMap<string, readonly Form<C>[]>
  /** Longest form, in words, by its first word. */
  readonly longest: ReadonlyMap<string, number>
}

/** Abbreviations that are also words, names or months: they must be written in capitals. */
const alsoWords = new Set(
  'AIDS ADD CAP PET PAD DOE SOB LOC ACE ANA MIS PID ALB ASA GOT ALL ALS TEE OCT FISH CAT DRESS NAC AMI GAD RUN IUD MONO ACR ACS ADA ANC DIC HUS PAS TIA PAN ERA ACL SBO TB MCH PND'.split(
    ' ',
  ),
)

/** Items of a lexicon text: `name = form, form` between ";" or line ends; "#" begins a comment line. */
export function parseItems(source: string): { name: string; forms: string[] }[] {
  return source
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.split(';'))
    .map((item) => {
      const [name = '', forms = ''] = item.split(' = ').map((part) => part.trim())
      return {
        name,
        forms: [name, ...forms.split(',').map((form) => form.trim())].filter((form) => form !== ''),
      }
    })
    .filter((item) => item.name !== '')
}

/** A lexicon of the tables, in order of precedence where two hold the same form. */
export function createLexicon<C extends string>(
  tables: readonly { category: C; items: readonly { name: string; forms: readonly string[] }[] }[],
): Lexicon<C> {
  const forms = new Map<string, Form<C>[]>()
  const longest = new Map<string, number>()
  for (const { category, items } of tables) {
    for (const item of items) {
      for (const written of item.forms) {
        const absent = written.startsWith('!')
        const words = wordsOf(written)
        const first = words[0]
        if (first === undefined) continue
        const term = { category, name: item.name.toLowerCase(), absent }
        const exact = words.map((word) => exactSpelling(written.slice(word.start, word.end)))
        const key = words.map((word) => word.key).join(' ')
        const same = forms.get(key)
        if (same === undefined) forms.set(key, [{ term, exact }])
        else same.push({ term, exact })
        longest.set(first.key, Math.max(longest.get(first.key) ?? 0, words.length))
      }
    }
  }
  return { forms, longest }
}

function exactSpelling(word: string): string | undefined {
  if (!/\p{Lu}/u.test(word)) return undefined
  if (word.length <= 2) return word
  return /^[\p{Lu}\p{N}]+$/u.test(word) && alsoWords.has(word) ? word : undefined
}

/** The mentions among `words` (all of one text), longest first from the left, without overlaps. */
export function findMentions<C extends string>(
  lexicon: Lexicon<C>,
  text: string,
  words: readonly Word[],
): Mention<C>[] {
  const mentions: Mention<C>[] = []
  for (let i = 0; i < words.length; ) {
    const found = longestAt(lexicon, text, words, i)
    if (found === undefined || isNegatedKind(text, found)) i++
    else {
      mentions.push(found.mention)
      i += found.length
    }
  }
  return mentions
}

/** "Non-bloody diarrhea" is diarrhea, and no bloody one. */
function isNegatedKind(
  text: string,
  { mention, length }: { readonly mention: Mention; readonly length: number },
): boolean {
  return length > 1 && /^non[-\u2010\u2011]$/i.test(text.slice(Math.max(0, mention.start - 4), mention.start))
}

function longestAt<C extends string>(
  lexicon: Lexicon<C>,
  text: string,
  words: readonly Word[],
  from: number,
): { mention: Mention<C>; length: number } | undefined {
  const first = words[from] as Word
  const limit = lexicon.longest.get(first.key)
  if (limit === undefined) return undefined
  let key = first.key
  let best: { mention: Mention<C>; length: number } | undefined
  for (let length = 1; length <= limit; length++) {
    const last = words[from + length - 1]
    if (last === undefined) break
    if (length > 1) {
      const previous = words[from + length - 2] as Word
      if (!isJoint(text.slice(previous.end, last.start))) break
      key += ` ${last.key}`
    }
    const form = lexicon.forms.get(key)?.find((form) => spelledRight(form.exact, text, words, from))
    if (form !== undefined) best = { mention: { term: form.term, start: first.start, end: last.end }, length }
  }
  return best
}

function spelledRight(
  exact: readonly (string | undefined)[],
  text: string,
  words: readonly Word[],
  from: number,
): boolean {
  return exact.every((spelling, i) => {
    if (spelling === undefined) return true
    const word = words[from + i] as Word
    const written = text.slice(word.start, word.end)
    return written === spelling || written === `${spelling}s`
  })
}

/** Whether two words of one term may be joined by this: spaces, hyphens, a slash, an apostrophe. */
function isJoint(gap: string): boolean {
  return gap.length <= 4 && /^(?:[\s\u2010-\u2014/&+-]+|['’](?:s\s{1,2})?)$/i.test(gap)
}
