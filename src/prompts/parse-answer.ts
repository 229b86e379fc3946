// Reads the chosen letter out of a model's reply. It never guesses: a reply that names two letters, none, or
// one that was not offered is unparseable, and the reader of a run sees how often that happened.
import type { Letter } from '../records/task.ts'

export type ParsedAnswer =
  | { readonly outcome: 'answered'; readonly letter: Letter }
  | { readonly outcome: 'unparseable' }

interface Offered {
  readonly letter: Letter
  readonly text: string
}

/** The letter in any dress: (B), **B**, $B$, \boxed{B}, <B>, `B`, "B", [B]. */
const dressed = String.raw`[\s*_$\x60"'“”‘’(\[{<]*(?:\\(?:boxed|text|mathrm|textbf)\s*\{\s*)*\(?([A-Z])(?![\p{L}\p{N}])[\s*_$\x60"'“”‘’)\]}>]*`
const tagPattern = /<answer>([\s\S]*?)<\/answer>/giu
const jsonPattern = /["'](?:answer|choice|option|letter)["']\s*:\s*["']\s*\(?([A-Z])\)?\s*[.:)"']/giu
const phrasePattern = new RegExp(
  String.raw`(?:answer|correct option|correct choice|best option|option|choice)\s*(?:\*\*)?\s*(?:is|:|=|would be)+\s*(?:option|choice)?${dressed}`,
  'giu',
)
const aloneLinePattern = new RegExp(String.raw`^${dressed}(?:[.:)]|$)`, 'u')

/** The answer a reply gives among the options offered. */
export function parseAnswer(reply: string, options: readonly Offered[]): ParsedAnswer {
  for (const read of [readTag, readJson, readPhrase, readAlone, readWholeText]) {
    const found = read(reply.trim(), options)
    if (found === undefined) continue
    const offered = options.find(({ letter }) => letter === found)
    return offered === undefined
      ? { outcome: 'unparseable' }
      : { outcome: 'answered', letter: offered.letter }
  }
  return { outcome: 'unparseable' }
}

/** The last <answer> tag, with a letter or an option's text in it. */
function readTag(reply: string, options: readonly Offered[]): string | undefined {
  const content = [...reply.matchAll(tagPattern)].at(-1)?.[1]?.trim()
  if (content === undefined) return undefined
  return readAlone(content, options) ?? readPhrase(content) ?? readWholeText(content, options)
}

function readJson(reply: string): string | undefined {
  return onlyOne([...reply.matchAll(jsonPattern)].map((match) => match[1] as string))
}

/** "Answer: B" and the like: the last one counts, unless the same line names another letter. */
function readPhrase(reply: string): string | undefined {
  const matches = [...reply.matchAll(phrasePattern)]
  const last = matches.at(-1)
  if (last === undefined) return undefined
  const rest = reply.slice(last.index + last[0].length).split('\n')[0] ?? ''
  if (/^\s*(?:and|or|\/|,|&)\s*\(?[A-F]\b(?!\w)/u.test(rest)) return undefined
  return (last[1] as string).toUpperCase()
}

/** A reply, or its first or last line, that is a letter: "B", "(B)", "**B**", "B. the option's text". */
function readAlone(reply: string, options: readonly Offered[]): string | undefined {
  const lines = reply.split('\n').filter((line) => line.trim() !== '')
  const candidates = lines.length === 0 ? [] : [...new Set([lines.at(-1) as string, lines[0] as string])]
  const found = candidates
    .map((line) => aloneLetter(line, options, lines.length === 1))
    .filter((letter) => letter !== undefined)
  return onlyOne(found)
}

/** With text behind the letter, the text must be that option's own; "A patient with …" is no answer. */
function aloneLetter(line: string, options: readonly Offered[], whole: boolean): string | undefined {
  const match = aloneLinePattern.exec(line)
  if (match === null) return undefined
  const letter = match[1] as string
  const rest = plain(line.slice(match[0].length))
  if (rest === '') return letter
  const offered = options.find((option) => option.letter === letter)
  if (offered === undefined) return undefined
  const text = plain(offered.text)
  return rest === text || (whole && text.startsWith(rest) && rest.length > 10) ? letter : undefined
}

/** The reply is one option's text and nothing else, or exactly one option's text stands in its last line. */
function readWholeText(reply: string, options: readonly Offered[]): string | undefined {
  const lastLine = reply.split('\n').findLast((line) => line.trim() !== '') ?? ''
  for (const text of [plain(reply), plain(lastLine)]) {
    const equal = options.filter((option) => plain(option.text) === text)
    if (equal.length === 1) return equal[0]?.letter
  }
  return undefined
}

function onlyOne(letters: readonly string[]): string | undefined {
  const distinct = new Set(letters)
  return distinct.size === 1 ? letters[0] : undefined
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[*_`$"“”]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.:)\]-]+|[\s.]+$/g, '')
}
