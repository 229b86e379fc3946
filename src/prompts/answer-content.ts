// Reads the choice out of the few words that stand where a choice is announced: in a tag, behind "Answer:",
// on a line of its own. A letter counts only when nothing makes it a part of something else ("C-reactive
// protein", "E. coli", "A patient …"), and only when the words behind it are not another option's.
import type { InvalidReason } from '../records/prediction.ts'
import type { Letter, Option } from '../records/task.ts'
import {
  articleBeforeLetter,
  beforeLetter,
  either,
  hedgeBeforeLetter,
  joins,
  namedLetter,
  neither,
  otherwise,
  reasons,
  rejected,
  retreats,
} from './answer-words.ts'

export type Reading = { readonly letter: Letter } | { readonly fault: InvalidReason }

/** A choice and where in the text it ends. */
export interface Named {
  readonly reading: Reading
  readonly end: number
}

const opening = String.raw`(?:[\s*_$\x60"'“”‘’«»„(\[{<「『【#:>-]|\\[(\[]|\\(?:boxed|text|textbf|mathrm|mathbf|mathit)\s*\{)*`
const letterPattern = new RegExp(String.raw`^(${opening})([A-Za-z])(?![\p{Script=Latin}\p{N}'’])`, 'u')
/** The marks before "Option B" in "**Option B**". */
const markedNoun = new RegExp(String.raw`^[\s*_"'“]+(?=${beforeLetter.source.slice(1)})`, 'iu')
const closing = /^[\s*_$`"'”’»“)\]}>」』】\\]*/u

/** The choice that the words make; undefined when they make none. */
export function readContent(words: string, options: readonly Option[]): Reading | undefined {
  const exact = optionOfText(words, options)
  if (exact !== undefined) return { letter: exact }
  if (neither.test(words)) return { fault: 'none_of_them' }
  if (either.test(words)) return { fault: 'two_answers' }
  const content = words
    .trim()
    .replace(hedgeBeforeLetter, '')
    .replace(markedNoun, '')
    .replace(beforeLetter, '')
    .replace(articleBeforeLetter, '')
  const match = letterPattern.exec(content)
  if (match === null) return faultOf(content, options)
  const written = match[2] as string
  const rest = content.slice(match[0].length)
  if (!isLetter(match[1] as string, written, rest, options)) return undefined
  const letter = written.toUpperCase()
  if (joins.test(rest)) {
    const second = joins.exec(rest)?.[1]
    if (second !== letter) return { fault: 'two_answers' }
  }
  if (retreats.test(rest)) return { fault: 'changed_mind' }
  const offered = options.find((option) => option.letter === letter)
  if (offered === undefined) return { fault: 'not_offered' }
  if (namesAnother(rest, offered, options)) return { fault: 'two_answers' }
  const behind = plain(rest)
  const own = plain(offered.text)
  const others = options.filter((option) => option !== offered && startsWithWords(behind, plain(option.text)))
  if (others.length > 0 && !startsWithWords(behind, own)) return { fault: 'letter_and_text_differ' }
  return { letter: offered.letter }
}

/** Whether the words behind a letter, up to a reason or the sentence's end, name another option as well. */
function namesAnother(rest: string, { letter, text }: Option, options: readonly Option[]): boolean {
  const [line = ''] = rest.replace(text, '').split('\n')
  const words = line
    .replace(/\.{2,}|…/g, ',')
    .replace(rejected, '')
    .replace(namedLetter, '')
  const clause = otherwise.test(words) ? words : (words.split(/[.!?。](?:\s|$)/u)[0] ?? '')
  const parts = clause.split(/[\s,;:(–—-]+/u)
  const reason = parts.findIndex((_, place) => reasons.test(parts.slice(place).join(' ')))
  const before = reason < 0 ? clause : parts.slice(0, reason).join(' ')
  return [...before.matchAll(/(?<![\p{L}\p{N}'’])(A(?!\s+\p{Ll})|[B-F])(?![\p{L}\p{N}'’])/gu)].some(
    ([, other]) => other !== letter && options.some((option) => option.letter === other),
  )
}

/** Whether the letter is a choice and not a word or a part of one; `rest` stands behind it. */
function isLetter(marks: string, written: string, rest: string, options: readonly Option[]): boolean {
  const [line = ''] = rest.split('\n')
  const after = line.replace(closing, '')
  const closed = line !== after && /[)\]}>*_$`"'”’»」』】]/u.test(line.slice(0, line.length - after.length))
  const lowerCase = written !== written.toUpperCase()
  if (/^[-‐‑/+][\p{L}\p{N}]/u.test(line) && !/^\/[A-Z](?![\p{L}])/u.test(line)) return false
  if (after === '' || /^[.!,;:。、,]+[\s*_)"'”]*$/u.test(after)) return true
  if (startsWithOwnText(after, written, options)) return true
  if (lowerCase) return /[([]/u.test(marks) && closed
  if (joins.test(line) || retreats.test(line) || reasons.test(after)) return true
  // "E. coli", "C. difficile": a full stop and a small letter are an abbreviation.
  if (/^\.\s*[\p{Ll}\p{N}]/u.test(after)) return false
  if (/^(?:[.,;:!?。,]|[–—-]\s|\(|→|=)/u.test(after)) return !after.startsWith('?')
  return closed && (written !== 'A' || /[([*_$`"'“「【{\\]/u.test(marks))
}

function startsWithOwnText(after: string, letter: string, options: readonly Option[]): boolean {
  return options.some(
    (option) => option.letter === letter.toUpperCase() && startsWithWords(plain(after), plain(option.text)),
  )
}

/** What is wrong with words that hold no letter where one was due. */
function faultOf(content: string, options: readonly Option[]): Reading | undefined {
  const bare = content.replace(new RegExp(`^${opening}`, 'u'), '')
  const run = Array.from(/^[A-F]{2,6}(?![\p{L}\p{N}])/u.exec(bare)?.[0] ?? '')
  // "AC" is two letters and "BAD" a word.
  const ascending = run.every((one, place) => place === 0 || one > (run[place - 1] as string))
  if (run.length > 0 && ascending && run.every((one) => options.some(({ letter }) => letter === one))) {
    return { fault: 'two_answers' }
  }
  if (/^\d+(?![\p{L}\p{N}])[\s.):*$}"'\]]*$/u.test(bare)) return { fault: 'number' }
  // Letters that look like ours: is a Cyrillic "В" the second letter, or the third of its own alphabet?
  if (/^[\p{Script=Cyrillic}\p{Script=Greek}](?![\p{L}\p{N}])/u.test(bare)) return { fault: 'other_alphabet' }
  return undefined
}

/** The option whose text this is, word for word. */
export function optionOfText(words: string, options: readonly Option[]): Letter | undefined {
  const text = plain(words)
  const equal = text === '' ? [] : options.filter((option) => plain(option.text) === text)
  return equal.length === 1 ? equal[0]?.letter : undefined
}

/** Words without their marks, for comparing. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\\(?:boxed|text|textbf|mathrm)\s*\{/g, '')
    .replace(/[*_`$"“”„«»{}\\]/g, '')
    .replace(/<\/?\w+>/g, '')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/^[\s.:)\](>,;–—-]+|[\s.,;!。]+$/g, '')
}

function startsWithWords(text: string, start: string): boolean {
  return start !== '' && text.startsWith(start) && !/^[\p{L}\p{N}]/u.test(text.slice(start.length))
}
