// Reads a judge's choice from what it wrote: one of a few digits. It stands alone on a line, or behind a word that
// announces it. What names two of them, or something between two, is no choice; nothing is guessed.
import { withoutReasoning } from '../../prompts/reasoning.ts'

export interface Choice {
  readonly label: string
  /** Where the digit stands in the text. */
  readonly index: number
}

/** What may stand around a digit that stands alone, and special tokens that some servers leave in. */
const dressing = /<\|[^|]*\|>|[\s*_#`"'()[\]{}.:]/g

/** `labels` are digits; `names` are words that may announce the choice, besides "rating", "score" and the like. */
export function readChoice(
  text: string,
  labels: readonly string[],
  names: readonly string[],
): Choice | undefined {
  const shown = withoutReasoning(text)
  if (shown === undefined) return undefined
  const offset = text.length - shown.length
  const highest = labels.at(-1) ?? ''
  // "4/5" and "4 out of 5" say 4; what is blanked keeps the places of the rest.
  const scale = new RegExp(`\\s*(?:/|out of|of)\\s*${highest}(?!\\d|[.,]\\d)`, 'giu')
  const line = shown.replace(scale, (found) => ' '.repeat(found.length))
  const found = [...announced(line, names), ...alone(line)]
  const [first] = found
  if (first === undefined || found.some(({ label }) => label !== first.label)) return undefined
  return labels.includes(first.label) ? { label: first.label, index: offset + first.index } : undefined
}

function announced(text: string, names: readonly string[]): Choice[] {
  const words = ['rating', 'score', 'choice', 'answer', 'preference', 'verdict', ...names.map(escaped)]
  // Not "4-5", "4 or 5", "4.5" or "4/10", which are read whole so that they are no label.
  const value = String.raw`\d+(?:\s*(?:[-–/.,]|or|to|and)\s*\d+)*`
  const pattern = new RegExp(
    `(?<!\\p{L})(?:${words.join('|')})(?:\\s*\\([^()\\n]*\\))?[^\\p{L}\\d\\n]{1,8}(?:(?:is|of)\\s+[^\\p{L}\\d\\n]{0,4})?(${value})`,
    'dgiu',
  )
  return [...text.matchAll(pattern)].map((match) => ({
    label: match[1] ?? '',
    index: match.indices?.[1]?.[0] ?? 0,
  }))
}

function alone(text: string): Choice[] {
  return [...text.matchAll(/^.*\d.*$/gmu)].flatMap((match) => {
    const label = match[0].replace(dressing, '')
    if (!/^\d+$/.test(label) || !match[0].includes(label)) return []
    return [{ label, index: match.index + match[0].indexOf(label) }]
  })
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
