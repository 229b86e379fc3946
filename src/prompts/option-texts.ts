// Options named by their own texts: with the letter ("B. Repeat the potassium") or without it.
import type { Letter, Option } from '../records/task.ts'
import { optionOfText, plain, type Named } from './answer-content.ts'
import { placedLines, type Line } from './text-lines.ts'

type Lettered = Named & { readonly letter: Letter; readonly range: readonly [number, number] }

const letteredLine =
  /^[\s*_#>"'“✅✔👉-]*(?:option |choice )?[*_(["'“]*([A-Z])[*_)\]"'”]*\s*[.:)=→–—-]?[*_)\]]*\s+(.+)$/iu

/** Lines of a letter and an option's whole text: that letter's own, or another's. */
export function letteredTexts(text: string, options: readonly Option[]): readonly Lettered[] {
  return placedLines(text).flatMap(({ line, end }): Lettered[] => {
    const match = letteredLine.exec(line)
    const option = options.find(({ letter }) => letter === match?.[1]?.toUpperCase())
    if (match === null || option === undefined) return []
    const { letter } = option
    const range = [end - line.length, end] as const
    const behind = plain(match[2] as string)
    if (behind === plain(option.text)) return [{ reading: { letter }, end, letter, range }]
    if (optionOfText(behind, options) === undefined) return []
    return [{ reading: { fault: 'letter_and_text_differ' }, end, letter, range }]
  })
}

/** An option's text where no letter says which: at the beginning with its letter, as the whole, on a line. */
export function bareTexts(text: string, options: readonly Option[]): readonly Named[] {
  const opening = openingChoice(text, options)
  if (opening !== undefined) return [opening]
  const letter = optionOfText(text, options)
  if (letter !== undefined) return [{ reading: { letter }, end: text.length }]
  return textsOfLines(placedLines(text), options)
}

/** "B. Repeat the potassium, because …": a reply that begins with a letter and its text, and takes nothing back. */
function openingChoice(text: string, options: readonly Option[]): Named | undefined {
  const match = /^[\s*_("'“]*([A-Z])[*_)"'”]*\s*[.:)–—-][*_)]*\s*/u.exec(text)
  const option = options.find(({ letter }) => letter === match?.[1])
  if (match === null || option === undefined) return undefined
  const behind = plain(text.slice(match[0].length))
  const own = plain(option.text)
  if (!behind.startsWith(own) || /^[\p{L}\p{N}]/u.test(behind.slice(own.length))) return undefined
  const rest = behind.slice(own.length)
  const doubtful =
    /wrong|incorrect|false|not |n't|instead|rather|however|but |although|could|might|falsch|faux|incorrect/u.test(
      rest,
    ) ||
    options.some((other) => other !== option && rest.includes(plain(other.text))) ||
    /(?<![\p{L}\p{N}])[A-F](?![\p{L}\p{N}])/u.test(text.slice(match[0].length + option.text.length))
  return doubtful ? undefined : { reading: { letter: option.letter }, end: text.length }
}

/** The first or the last line is an option's text; another line that is another's makes two answers. */
function textsOfLines(lines: readonly Line[], options: readonly Option[]): readonly Named[] {
  const texts = lines.map(({ line, end }) => ({ letter: optionOfText(line, options), end }))
  if (texts[0]?.letter === undefined && texts.at(-1)?.letter === undefined) return []
  return texts.flatMap(({ letter, end }) => (letter === undefined ? [] : [{ reading: { letter }, end }]))
}
