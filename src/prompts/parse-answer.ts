// Reads the chosen letter out of a model's reply. It never guesses: everything in the reply that names a
// choice must name the same one, and a reply that names two, none, or one that was not offered is invalid
// with a reason. What counts as naming: a tag, a JSON field, a box, an announcement ("Answer: B"), a letter
// alone on a line, an option's own text. Reasoning blocks do not count, nor does a list of the options.
import type { InvalidReason } from '../records/prediction.ts'
import type { Letter, Option } from '../records/task.ts'
import { readContent, type Named, type Reading } from './answer-content.ts'
import {
  announcement,
  headingLine,
  letterWithReason,
  noneAnywhere,
  notOwn,
  reconsiders,
  refusal,
} from './answer-words.ts'
import { bareTexts, letteredTexts } from './option-texts.ts'
import { withoutReasoning } from './reasoning.ts'
import { blank, lineFrom, nextLine, placedLines } from './text-lines.ts'

export type ParsedAnswer =
  | { readonly outcome: 'answered'; readonly letter: Letter }
  | { readonly outcome: 'invalid'; readonly reason: InvalidReason }

/** Marks that a chat template leaves behind. */
const endMarks = /<\|[^|<>\n]{1,30}\|>|<\/s>|\[\/INST\]/gu
const emphasis = /<(b|strong|em|i|u|p|mark)>([^<\n]*)<\/\1>/gu

/** The answer a reply gives among the options offered. */
export function parseAnswer(reply: string, options: readonly Option[]): ParsedAnswer {
  const whole = reply.normalize('NFKC').replace(/\p{Cf}|\ufe0e|\ufe0f/gu, '')
  if (whole.trim() === '') return invalid('empty')
  const text = withoutReasoning(whole)?.replace(endMarks, '').replace(emphasis, '$2')
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
  const body = blank(outside, fields.ranges)
  const lettered = letteredTexts(body, options)
  const listed = new Set(lettered.map(({ letter }) => letter)).size > 1
  // The list of options said over again: nothing in it announces a choice.
  const rest = listed
    ? blank(
        body,
        lettered.map(({ range }) => range),
      )
    : body
  const announced = afterAnnouncements(rest, read)
  const strong = [
    ...tagged.named,
    ...fields.named,
    ...inBoxes(rest, read),
    ...announced,
    ...withReasons(rest, read),
    ...inVerdicts(rest, options),
  ]
  const alone = aloneOnLines(rest, options, strong.length > 0)
  const direct = [...strong, ...alone]
  const announcedAtAll = direct.length > 0
  if (listed) return announcedAtAll ? direct : lettered
  if (announcedAtAll || lettered.length > 0) return [...direct, ...lettered]
  return bareTexts(rest, options)
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
    // "The answer is a": a sentence cut off after its article.
    if (!/[:=]\s*$/u.test(match[0]) && /^\s*[aeo]$/u.test(words.line)) continue
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

/** "If the answer is B", "the wrong answer is B", "some would answer B": that is not the reply's own choice. */
function supposed(text: string, index: number): boolean {
  return notOwn.test(text.slice(Math.max(0, index - 40), index).replace(/’/g, "'"))
}

/** Where in a line its first letter of a choice ends, so that what follows can be looked at. */
function endOfLetter(line: string): number {
  const match = /(?<![\p{Script=Latin}\p{N}])[A-Za-z](?![\p{Script=Latin}\p{N}])/u.exec(line)
  return match === null ? line.length : match.index + 1
}

/** "B, because the sample was haemolysed". */
function withReasons(text: string, read: (words: string) => Reading | undefined): readonly Named[] {
  return placedLines(text)
    .filter(({ line }) => letterWithReason.test(line))
    .flatMap(({ line, end }) => {
      const reading = read(line)
      return reading === undefined ? [] : [{ reading, end: end - line.length + endOfLetter(line) }]
    })
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
  /^[\s*_$`"'“”‘’«»([{<「【#>\\✅✔👉➡-]*(?:\\(?:boxed|text|textbf|mathrm|mathbf)\s*\{\s*)*(?:option |choice |letter |(?:final |correct |my )*answer )?[*_(["'“]*([A-Z])[\s*_$`"'”’“«»)\]}>.:!。」】\\,]*$/iu

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
