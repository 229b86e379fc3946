// Cuts prose into passages that one speaker can say in one turn: whole sentences, word for word, so that
// the evidence of every fact in them still stands in the turn.
import type { Section } from '../records/case.ts'
import { sentencesOf } from '../grounding/sentences.ts'

export interface Passage {
  readonly section: Section
  /** Span of the section's text. */
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Characters after which a passage ends with its sentence. */
const fullLength = 300
/** A sentence that would make a passage longer than this starts the next one. */
const longestLength = 520

/** A passage that is longer than this ends although a bracket of it is still open: the bracket is a slip. */
const bracketLength = 900

/** Whether a text opens a bracket that it does not close. */
function isInBracket(text: string): boolean {
  let depth = 0
  for (const character of text) {
    if (character === '(' || character === '[') depth++
    else if ((character === ')' || character === ']') && depth > 0) depth--
  }
  return depth > 0
}

/** The passages of a section in order; a paragraph break always ends one. */
export function passagesOf(section: Section): Passage[] {
  const passages: Passage[] = []
  let open: { start: number; end: number } | undefined
  /** A half-sentence is not left hanging at a semicolon or a colon, nor at a stop within brackets. */
  const hangs = ({ start, end }: { start: number; end: number }): boolean => {
    const text = section.text.slice(start, end)
    return /[;:,]$/.test(text) || (text.length < bracketLength && isInBracket(text))
  }
  const finish = (): void => {
    if (open === undefined) return
    const text = section.text.slice(open.start, open.end)
    if (/[\p{L}\p{N}]/u.test(text)) passages.push({ section, ...open, text })
    open = undefined
  }
  for (const { start, end } of sentencesOf(section.text)) {
    if (open !== undefined) {
      const newParagraph = /\n\s*\n/.test(section.text.slice(open.end, start))
      if (newParagraph || (!hangs(open) && end - open.start > longestLength)) finish()
    }
    open = { start: open?.start ?? start, end }
    if (!hangs(open) && open.end - open.start >= fullLength) finish()
  }
  finish()
  return passages
}
