// What can be seen of an option without the context: its words, its form, and how it stands to the question
// and to the other options (the rank of its number, how much it has in common with the rest).
import { quantities } from '../quantity.ts'
import { contentSet, words } from '../words.ts'
import type { Asked } from './solver.ts'

/** Size of the hashed feature space; a power of two. */
export const featureSpace = 1 << 18
const mostWords = 40

/** For each option, the indices of the features that hold. */
export function featuresOf(task: Asked): Uint32Array[] {
  const texts = task.options.map((option) => option.text)
  const bags = texts.map(contentSet)
  const lengths = texts.map((text) => text.length)
  const numbers = texts.map((text) => quantities(text)[0]?.value)
  const asked = contentSet(task.question)
  const stem = words(task.question).slice(0, 5).join(' ')
  const shares = bags.map((bag, index) => bags.map((other, at) => (at === index ? 0 : overlap(bag, other))))
  const centralities = shares.map((own) => own.reduce((sum, value) => sum + value, 0))
  const ofType = hash(`${task.type}\t`, start)
  return texts.map((text, index) => {
    const found: string[] = []
    const own = words(text).slice(0, mostWords)
    for (const [at, word] of own.entries()) {
      found.push(`w ${word}`)
      if (at + 1 < own.length) found.push(`b ${word} ${own[at + 1]}`)
    }
    found.push(`first ${own[0] ?? ''}`, `last ${own.at(-1) ?? ''}`, `asked ${stem} first ${own[0] ?? ''}`)
    found.push(`length rank ${rank(lengths, index)} of ${texts.length}`)
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
    found.push(`length ${Math.round(4 * Math.log2((lengths[index] as number) / mean))}`)
    if (numbers.every((number) => number !== undefined)) {
      found.push(`number rank ${rank(numbers, index)} of ${texts.length}`)
    }
    found.push(
      `has number ${numbers[index] !== undefined}`,
      `comma ${text.includes(',')}`,
      `and ${/\band\b/.test(text)}`,
    )
    const bag = bags[index] as ReadonlySet<string>
    found.push(
      `centrality rank ${rank(centralities, index)} of ${texts.length}`,
      `centrality ${Math.round(4 * (centralities[index] as number))}`,
    )
    found.push(`asked overlap ${Math.round(4 * overlap(bag, asked))}`)
    return Uint32Array.from(found, (feature) => hash(feature, ofType) & (featureSpace - 1))
  })
}

/** How many of the values are smaller. */
function rank(values: readonly number[], index: number): number {
  return values.filter((value) => value < (values[index] as number)).length
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const word of a) if (b.has(word)) shared += 1
  return a.size === 0 ? 0 : shared / a.size
}

const start = 0x811c9dc5

/** FNV-1a, 32 bits, of what came before and this text. */
function hash(text: string, before: number): number {
  let value = before
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value
}
