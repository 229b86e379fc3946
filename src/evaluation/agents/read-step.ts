// Reads what a step of an agent was asked for: a word of a choice, a list, people to talk to, teams. As with
// answers, nothing is guessed: what is missing, doubled or said in two ways is a problem, told to the model once.
import type { Letter, Option } from '../../records/task.ts'
import { readReply } from '../../prompts/read-reply.ts'
import type { Read } from './desk.ts'

/** The text with the marks of emphasis and code taken out. */
function bare(text: string): string {
  return text.replace(/[*_`"“”]+/g, '').trim()
}

/** What stands behind "Label:" on lines of that form. */
function labelled(text: string, label: string): string[] {
  const pattern = new RegExp(`^[\\s>#-]*${label}\\s*[:=]\\s*(.*)$`, 'gimu')
  return [...bare(text).matchAll(pattern)].map((match) => (match[1] as string).replace(/[.\s]+$/, ''))
}

/** One of `words`: on a line "Label: word", or as the whole reply. */
export function readWord<Word extends string>(
  label: string,
  words: readonly Word[],
): (text: string) => Read<Word> {
  const wanted = `one line is needed, "${label}: X", where X is ${words.join(' or ')} and nothing else`
  return (text) => {
    const lines = labelled(text, label)
    const said = lines.length > 0 ? lines : [bare(text).replace(/[.!\s]+$/, '')]
    const found = new Set(said.map((line) => words.find((word) => word === line.toLowerCase())))
    const [word] = found
    return found.size === 1 && word !== undefined ? { value: word } : { problem: wanted }
  }
}

const listItem = /^[\s>]*(?:\d{1,2}\s*[.):]|[-•])\s+(\S.*)$/u

/** Exactly `count` different entries of a list, one a line, numbered or with dashes. */
export function readList(count: number, what: string): (text: string) => Read<readonly string[]> {
  return (text) => {
    const found = bare(text)
      .split('\n')
      .flatMap((line) => listItem.exec(line)?.[1]?.trim() ?? [])
    const different = new Set(found.map((entry) => nameOf(entry).toLowerCase()))
    if (found.length === count && different.size === count) return { value: found }
    const counted = found.length === different.size ? `${found.length}` : `${different.size} different ones`
    return { problem: `a numbered list of ${count} different ${what} is needed, and ${counted} were found` }
  }
}

/** "Cardiologist - reads the tracings": what stands before the dash or the colon. */
export function nameOf(entry: string): string {
  return (entry.split(/\s[-–—]\s|:\s/u)[0] as string).trim()
}

/** "Talk to: 2, 4" or "Talk to: nobody"; numbers from 1 to `count` besides one's own. */
export function readAddressees(own: number, count: number): (text: string) => Read<readonly number[]> {
  const wanted = `one line is needed, "Talk to: X", where X is "nobody" or numbers of other experts from 1 to ${count} with commas between them`
  return (text) => {
    const lines = labelled(text, 'talk to')
    const [line] = lines
    if (line === undefined || new Set(lines).size > 1) return { problem: wanted }
    if (/^(?:nobody|no ?one|none)$/iu.test(line)) return { value: [] }
    const parts = line.split(/\s*(?:,|and|&)\s*/iu)
    const numbers = parts.map((part) =>
      /^(?:experts? |no\. ?|#)?\d{1,2}$/iu.test(part) ? Number(/\d+/.exec(part)) : 0,
    )
    const fits = numbers.every((number) => number >= 1 && number <= count && number !== own)
    return fits ? { value: [...new Set(numbers)].toSorted((a, b) => a - b) } : { problem: wanted }
  }
}

export interface Team {
  readonly goal: string
  /** The first one leads. */
  readonly members: readonly string[]
}

const teamLine = /^[\s>#]*team\s*(\d{1,2})\s*[.:)–—-]\s*(\S.*)$/iu

/** `count` teams, each a line "Team 1: its goal" with a list of `members` below it. */
export function readTeams(count: number, members: number): (text: string) => Read<readonly Team[]> {
  const wanted = `${count} teams are needed, each a line "Team N: its goal" (N from 1 to ${count}) with a numbered list of ${members} members below it`
  const list = readList(members, 'members')
  return (text) => {
    const blocks: { number: number; goal: string; lines: string[] }[] = []
    for (const line of bare(text).split('\n')) {
      const match = teamLine.exec(line)
      if (match !== null)
        blocks.push({ number: Number(match[1]), goal: (match[2] as string).trim(), lines: [] })
      else blocks.at(-1)?.lines.push(line)
    }
    const numbered = blocks.every(({ number }, index) => number === index + 1)
    if (blocks.length !== count || !numbered) return { problem: wanted }
    const teams = blocks.flatMap(({ goal, lines }): Team[] => {
      const read = list(lines.join('\n'))
      return 'value' in read ? [{ goal, members: read.value }] : []
    })
    return teams.length === count ? { value: teams } : { problem: wanted }
  }
}

export interface Opinion {
  readonly letter: Letter
  readonly text: string
}

/** An opinion that ends with the letter of an option, read as any model's answer is. */
export function readOpinion(options: readonly Option[]): (text: string) => Read<Opinion> {
  const letters = options.map(({ letter }) => letter).join(', ')
  return (text) => {
    const { answer } = readReply(text, options)
    if (answer !== null) return { value: { letter: answer, text } }
    return { problem: `one line is needed, "Answer: X", where X is one of ${letters}` }
  }
}
