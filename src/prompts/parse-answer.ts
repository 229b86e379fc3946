// Reads the chosen letter out of a model's reply. It never guesses: everything in the reply that names a
// choice must name the same one, and a reply that names two, none, or one that was not offered is invalid
// with a reason. What counts as naming: a tag, a JSON field, a box, an announcement ("Answer: B"), a letter
// alone on a line, an option's own text. Reasoning blocks do not count, nor does a list of the options.
import type { InvalidReason } from '../records/prediction.ts'
import type { Letter, Option } from '../records/task.ts'
import { optionOfText, plain, readContent, type Reading } from './answer-content.ts'
import { announcement, headingLine, noneAnywhere, reconsiders, refusal } from './answer-words.ts'
import { withoutReasoning } from './reasoning.ts'

export type ParsedAnswer =
  | { readonly outcome: 'answered'; readonly letter: Letter }
  | { readonly outcome: 'invalid'; readonly reason: InvalidReason }

/** A choice and where in the text it ends. */
interface Named {
  readonly reading: Reading
  readonly end: number
}

/** The answer a reply gives among the options offered. */
export function parseAnswer(reply: string, options: readonly Option[]): ParsedAnswer {
  const whole = reply.normalize('NFKC').replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
  if (whole.trim() === '') return invalid('empty')
  const text = withoutReasoning(whole)
  if (text === undefined || text.trim() === '') return invalid('unfinished')
  const offered = options.map((option) => ({ ...option, text: option.text.normalize('NFKC') }))
  const named = namedIn(text, offered)
  const letters = new Set(named.flatMap(({ reading }) => ('letter' in reading ? [reading.letter] : [])))
  const faults = named.flatMap(({ reading }) => ('fault' in reading ? [reading.fault] : []))
  if (letters.size > 1) return invalid('two_answers')
  const [fault] = faults
  if (fault !== undefined) return invalid(fault)
  const [letter] = letters
  if (letter === undefined) return invalid(reasonForNone(text, offered))
  const end = Math.max(...named.map((one) => one.end))
  // The end mark before the rest is kept, so that a sentence beginning there is seen to begin.
  if (reconsiders.test(text.slice(Math.max(0, end - 1)))) return invalid('changed_mind')
  return { outcome: 'answered', letter }
}

function invalid(reason: InvalidReason): ParsedAnswer {
  return { outcome: 'invalid', reason }
}

function namedIn(text: string, options: readonly Option[]): readonly Named[] {
  const read = (words: string): Reading | undefined => readContent(words, options)
  const tagged = inTags(text, options)
  // A tag or a field holds its own words: they are not read a second time.
  const outside = blank(text, tagged.ranges)
  const fields = inFields(outside, read)
  const rest = blank(outside, fields.ranges)
  const announced = afterAnnouncements(rest, read)
  const strong = [
    ...tagged.named,
    ...fields.named,
    ...inBoxes(rest, read),
    ...announced,
    ...inVerdicts(rest, options),
  ]
  const alone = aloneOnLines(rest, options, strong.length > 0)
  const direct = [...strong, ...alone]
  const quoted = ownTexts(rest, options, direct.length > 0)
  return [...direct, ...quoted]
}

interface Found {
  readonly named: readonly Named[]
  readonly ranges: readonly (readonly [number, number])[]
}

const tag =
  /[<[](answer|final_answer|final-answer|finalanswer|choice|selected_option)[>\]]([\s\S]*?)(?:[<[]\/\1[>\]]|$)/giu

const tagMarks = /[<[]\/?(?:answer|final_answer|final-answer|finalanswer|choice|selected_option)[>\]]/giu

/** `<answer>B</answer>`, with a letter, an option's text, or sentences of which one announces the choice. */
function inTags(text: string, options: readonly Option[]): Found {
  const named: Named[] = []
  const ranges: [number, number][] = []
  for (const match of text.matchAll(tag)) {
    const content = (match[2] as string).trim()
    const end = match.index + match[0].length
    ranges.push([match.index, end])
    if (content === '' || content === '...' || content === '…' || content === 'X') continue
    const closed = /[<[]\/[^<[]*$/u.test(match[0])
    const reading = readContent(content, options)
    if (reading !== undefined && (closed || !content.includes('\n'))) {
      // More lines may name another choice; one line is read whole.
      named.push({ reading, end })
      if (!content.includes('\n')) continue
    }
    // A tag inside a tag adds nothing.
    const inner = content.replace(tagMarks, ' ')
    named.push(...namedIn(inner, options).map((one) => ({ ...one, end })))
  }
  return { named, ranges }
}

const field =
  /["'](?:answer|final_?answer|correct_?answer|choice|option|letter|selected_?option|selected|selection|prediction|answer_?(?:letter|choice|key))["']\s*:\s*(?:"((?:[^"\\]|\\.){0,1000})"|'([^'\n]{0,1000})'|\[([^\]]{0,1000})\]|([A-Za-z0-9]+))/giu

/** The field of a JSON object (or what looks like one). */
function inFields(text: string, read: (words: string) => Reading | undefined): Found {
  const named: Named[] = []
  const ranges: [number, number][] = []
  for (const match of text.matchAll(field)) {
    const end = match.index + match[0].length
    ranges.push([match.index, end])
    const reading = read(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '')
    if (reading !== undefined) named.push({ reading, end })
  }
  return { named, ranges }
}

function inBoxes(text: string, read: (words: string) => Reading | undefined): readonly Named[] {
  return [...text.matchAll(/\\boxed\s*\{((?:[^{}]|\{[^{}]*\})*)\}?/gu)].flatMap((match) => {
    const reading = read(match[1] as string)
    return reading === undefined ? [] : [{ reading, end: match.index + match[0].length }]
  })
}

/** What stands behind "Answer:" in its line, or in the next line when that one ends there. */
function afterAnnouncements(text: string, read: (words: string) => Reading | undefined): readonly Named[] {
  const result: Named[] = []
  for (const match of text.matchAll(announcement)) {
    const start = match.index + match[0].length
    if (supposed(text, match.index)) continue
    const line = lineFrom(text, start)
    const words = /^[\s*_"'”`]*$/u.test(line) ? nextLine(text, start + line.length) : { line, start }
    // The form that the prompt shows, said over again.
    if (/^[\s*_]*X(?![\p{L}\p{N}])/u.test(words.line)) continue
    const reading = read(words.line)
    if (reading !== undefined) result.push({ reading, end: words.start + endOfLetter(words.line) })
  }
  let start = 0
  for (const line of text.split('\n')) {
    const next = nextLine(text, start + line.length)
    if (headingLine.test(line) && next.line !== '') {
      const reading = read(next.line)
      if (reading !== undefined) result.push({ reading, end: next.start + endOfLetter(next.line) })
    }
    start += line.length + 1
  }
  return result
}

/** "If the answer is B", "whether the answer is B", "why isn't the answer B": nothing is announced. */
function supposed(text: string, index: number): boolean {
  return /(?:if|whether|unless|suppose|assuming|falls|wenn|ob|si|se)\s+(?:the |my |that |die |la |a )?(?:\w+ )?$/iu.test(
    text.slice(Math.max(0, index - 40), index),
  )
}

/** Where in a line its first letter of a choice ends, so that what follows can be looked at. */
function endOfLetter(line: string): number {
  const match = /(?<![\p{Script=Latin}\p{N}])[A-Za-z](?![\p{Script=Latin}\p{N}])/u.exec(line)
  return match === null ? line.length : match.index + 1
}

const verdict =
  /(?<![\p{L}\p{N}])(?:(?:option|choice|answer|letter) )?[*_(["'“]*([A-Z])[*_)\]"'”.]*(?: \([^()\n]*\))? (?:is|ist|est|es|é|è) (?:(?:the |clearly the |therefore the |die |la |a )?(?:single )?(?:correct|right|best|most appropriate|richtige?|bonne|correcta|correta|corretta) (?:answer|option|choice|one|antwort|réponse|respuesta|resposta|risposta)|(?:correct|right|richtig|correcte?|correcta|correta|corretta)(?=\s*(?:[.!*]|$|\n)))/gu

/** "Option B is correct.", "B is the best answer". */
function inVerdicts(text: string, options: readonly Option[]): readonly Named[] {
  return [...text.matchAll(verdict)].flatMap((match): Named[] => {
    const before = text.slice(Math.max(0, match.index - 30), match.index)
    if (
      /(?:if|whether|unless|why|think|thought|not|nor|neither|that|nicht)\s+(?:option |that )?$/iu.test(
        before,
      )
    )
      return []
    const letter = options.find((option) => option.letter === match[1])?.letter
    const reading: Reading = letter === undefined ? { fault: 'not_offered' } : { letter }
    return [{ reading, end: match.index + match[0].length }]
  })
}

const lonely =
  /^[\s*_$`"'“”‘’«»([{<「【#>\\-]*(?:\\(?:boxed|text|textbf|mathrm|mathbf)\s*\{\s*)*(?:option |choice |letter )?[*_(["'“]*([A-Z])[\s*_$`"'”’“«»)\]}>.:。」】\\,]*$/iu

/**
 * Letters alone on their lines. Two different ones with text under each are the headings of a discussion,
 * which say nothing where a choice is announced elsewhere.
 */
function aloneOnLines(text: string, options: readonly Option[], announced: boolean): readonly Named[] {
  const lines = placedLines(text)
  const found = lines.flatMap(({ line, end }, index) => {
    const written = lonely.exec(line)?.[1]
    if (written === undefined || line.includes('<answer')) return []
    const upper = written.toUpperCase()
    if (written !== upper && lines.length > 1 && !/[([]/.test(line)) return []
    const letter = options.find((option) => option.letter === upper)?.letter
    // A letter beyond those of any task is an initial or a placeholder.
    if (letter === undefined && lines.length > 1 && !/[A-F]/.test(upper)) return []
    const next = lines[index + 1]
    const heading =
      next !== undefined &&
      !line.includes('boxed') &&
      !lonely.test(next.line) &&
      !headingLine.test(lines[index - 1]?.line ?? '')
    const reading: Reading = letter === undefined ? { fault: 'not_offered' } : { letter }
    return [{ reading, end: end - line.length + endOfLetter(line), heading, upper }]
  })
  const headings = found.filter(({ heading }) => heading)
  const discussed = announced && new Set(headings.map(({ upper }) => upper)).size > 1
  return discussed ? found.filter(({ heading }) => !heading) : found
}

/** An option's own text, with its letter or without, on a line or as the whole reply. */
function ownTexts(text: string, options: readonly Option[], announced: boolean): readonly Named[] {
  const lines = placedLines(text)
  const lettered = lines.flatMap(({ line, end }): (Named & { letter: Letter })[] => {
    const match =
      /^[\s*_#>"'“-]*(?:option |choice )?[*_(["'“]*([A-Z])[*_)\]"'”]*\s*[.:)–—-]?[*_)\]]*\s+(.+)$/iu.exec(
        line,
      )
    const option = options.find(({ letter }) => letter === match?.[1]?.toUpperCase())
    if (match === null || option === undefined) return []
    const behind = plain(match[2] as string)
    if (behind === plain(option.text))
      return [{ reading: { letter: option.letter }, end, letter: option.letter }]
    const other = optionOfText(behind, options)
    if (other !== undefined)
      return [{ reading: { fault: 'letter_and_text_differ' }, end, letter: option.letter }]
    return []
  })
  const listed = new Set(lettered.map(({ letter }) => letter))
  // The list of options said over again.
  if (listed.size > 1) return announced ? [] : lettered
  if (lettered.length > 0) return lettered
  if (announced) return []
  const opening = openingChoice(text, options)
  if (opening !== undefined) return [opening]
  const letter = optionOfText(text, options)
  if (letter !== undefined) return [{ reading: { letter }, end: text.length }]
  return textsOfLines(lines, options)
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

function reasonForNone(text: string, options: readonly Option[]): InvalidReason {
  if (refusal.test(text.replace(/’/g, "'"))) return 'refusal'
  if (noneAnywhere.test(text)) return 'none_of_them'
  const lines = placedLines(text)
  const last = lines.at(-1)?.line ?? ''
  const only = lines.length === 1 ? readContent(last, options) : undefined
  if (only !== undefined && 'fault' in only && only.fault !== 'not_offered') return only.fault
  if (/(?:[:=]|\bis)[\s*_"']*$/u.test(last) || headingLine.test(last) || /<answer>?[^<]*$/iu.test(text))
    return 'unfinished'
  return 'no_answer'
}

interface Line {
  readonly line: string
  /** Where it ends in the text. */
  readonly end: number
}

/** The lines that are not blank, with their places. */
function placedLines(text: string): readonly Line[] {
  let end = -1
  return text
    .split('\n')
    .map((line) => {
      end += line.length + 1
      return { line, end }
    })
    .filter(({ line }) => line.trim() !== '')
}

/** No choice takes more room than this; a reply that runs wild would be read for minutes otherwise. */
const longestChoice = 1000

function lineFrom(text: string, start: number): string {
  const words = text.slice(start, start + longestChoice)
  const end = words.indexOf('\n')
  return end < 0 ? words : words.slice(0, end)
}

function nextLine(text: string, from: number): { readonly line: string; readonly start: number } {
  const skipped = /^\s*/u.exec(text.slice(from))?.[0].length ?? 0
  return { line: lineFrom(text, from + skipped), start: from + skipped }
}

/** The text with these ranges emptied, every place kept. */
function blank(text: string, ranges: readonly (readonly [number, number])[]): string {
  let result = text
  for (const [start, end] of ranges) {
    result = result.slice(0, start) + ' '.repeat(end - start) + result.slice(end)
  }
  return result
}
