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

/** The passages of a section in order; a paragraph break always ends one. */
export function passagesOf(section: Section): Passage[] {
  const passages: Passage[] = []
  let open: { start: number; end: number } | undefined
  const finish = (): void => {
    if (open === undefined) return
    const text = section.text.slice(open.start, open.end)
    if (/[\p{L}\p{N}]/u.test(text)) passages.push({ section, ...open, text })
    open = undefined
  }
  for (const { start, end } of sentencesOf(section.text)) {
    if (open !== undefined) {
      const newParagraph = /\n\s*\n/.test(section.text.slice(open.end, start))
      const hangs = /[;:,]$/.test(section.text.slice(open.start, open.end))
      if (newParagraph || (!hangs && end - open.start > longestLength)) finish()
    }
    open = { start: open?.start ?? start, end }
    // A half-sentence is not left hanging at a semicolon or a colon.
    const hangs = /[;:,]$/.test(section.text.slice(start, end))
    if (!hangs && open.end - open.start >= fullLength) finish()
  }
  finish()
  return passages
}
