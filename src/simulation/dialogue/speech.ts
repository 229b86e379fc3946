// How patterns become sentences: "[Any|Is there any] {thing}?" has alternatives in brackets, which may be empty
// or nested, and slots in braces. A voice keeps to one person's pronouns and uses no pattern of a list twice
// before all have been used.
import { capital } from '../../kit/capital.ts'
import type { Random } from '../../kit/random.ts'

export type Slots = Readonly<Record<string, string>>

export interface Voice {
  readonly random: Random
  /** A sentence or more from one of the patterns; capitalised, spaces and points tidied. */
  say(patterns: readonly string[], slots?: Slots): string
  /** The same without capital and point: part of a sentence. */
  part(patterns: readonly string[], slots?: Slots): string
  /** Pronouns put into a text of the knowledge base ("{She} has …"). */
  inflect(text: string): string
}

export interface Pronouns {
  readonly sex: 'female' | 'male'
  /** "the patient", "the boy": for {patient}. */
  readonly patient: string
}

export function createVoice(random: Random, { sex, patient }: Pronouns): Voice {
  const unused = new Map<readonly string[], string[]>()
  const latest = new Map<readonly string[], string>()
  const next = (patterns: readonly string[]): string => {
    let left = unused.get(patterns) ?? []
    if (left.length === 0) {
      // The last of one round is not the first of the next.
      const [first = '', ...rest] = random.shuffle(patterns)
      left = first !== '' && first === latest.get(patterns) ? [...rest, first] : [first, ...rest]
    }
    const [chosen = '', ...others] = left
    unused.set(patterns, others)
    latest.set(patterns, chosen)
    return chosen
  }
  const own: Slots = { ...pronounSlots(sex), patient }
  const part: Voice['part'] = (patterns, slots = {}) =>
    tidy(expand(next(patterns), random, { ...own, ...slots }))
  return {
    random,
    part,
    say: (patterns, slots) => sentence(part(patterns, slots)),
    inflect: (text) => tidy(fill(text, own)),
  }
}

/** He and she forms alike become those of the patient. */
function pronounSlots(sex: 'female' | 'male'): Slots {
  const forms = sex === 'female' ? ['she', 'her', 'her', 'herself'] : ['he', 'him', 'his', 'himself']
  const [subject, object, possessive, reflexive] = forms as [string, string, string, string]
  const child = sex === 'female' ? 'girl' : 'boy'
  return {
    she: subject,
    he: subject,
    him: object,
    // "her" is the object and the possessive of "she"; data that must tell them apart writes {him} and {his}.
    her: sex === 'female' ? 'her' : 'his',
    his: possessive,
    herself: reflexive,
    himself: reflexive,
    child,
  }
}

/** Chooses among bracketed alternatives and fills the slots. Throws a RangeError for an unknown slot or an open bracket. */
export function expand(pattern: string, random: Random, slots: Slots): string {
  let at = 0
  const sequence = (inside: boolean): string => {
    const options = ['']
    for (; at < pattern.length; at++) {
      const letter = pattern[at] as string
      if (letter === '[') {
        at++
        options.push(`${options.pop()}${sequence(true)}`)
      } else if (inside && letter === '|') options.push('')
      else if (inside && letter === ']') return random.pick(options)
      else options.push(`${options.pop()}${letter}`)
    }
    if (inside) throw new RangeError(`open bracket in “${pattern}”`)
    return options[0] as string
  }
  return fill(sequence(false), slots)
}

/** {Name} with a capital is the slot of that name, capitalised. */
function fill(text: string, slots: Slots): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = slots[name] ?? slots[name.charAt(0).toLowerCase() + name.slice(1)]
    if (value === undefined) throw new RangeError(`no slot {${name}} for “${text}”`)
    return slots[name] === undefined ? capital(value) : value
  })
}

function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;:?!])/g, '$1')
    .replace(/([,;:])[,;:]+/g, '$1')
    .replace(/^[\s,;:]+/, '')
    .trim()
}

/** Capital at the start and after each full stop; ends with a mark. */
export function sentence(text: string): string {
  const ended = /[.?!]$/.test(text) ? text : `${text}.`
  return capital(
    ended.replace(/([.?!]\s+)(\p{Ll})/gu, (_, mark: string, letter: string) => mark + letter.toUpperCase()),
  )
}

/** A lead-in and a sentence, which goes on in small letters unless the lead-in has ended. */
export function joined(lead: string, text: string): string {
  if (lead === '' || /[.?!]$/.test(lead))
    return [sentence(lead), sentence(text)].filter((part) => part !== '.').join(' ')
  const first = /^[\p{L}]+/u.exec(text)?.[0] ?? ''
  const proper = first === 'I' || (first.length > 1 && first === first.toUpperCase())
  return sentence(`${lead} ${proper ? text : text.charAt(0).toLowerCase() + text.slice(1)}`)
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[], last = 'and'): string {
  if (items.length <= 1) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

/** Items in groups of nearly the same size, none of more than `most`. */
export function evenly<Item>(items: readonly Item[], most: number): Item[][] {
  const count = Math.ceil(items.length / most)
  return Array.from({ length: count }, (_, at) =>
    items.slice(Math.round((at * items.length) / count), Math.round(((at + 1) * items.length) / count)),
  )
}
