// Which facts a conversation states, in which turn, and which of them it states only one way. A fault can be
// planted with certainty only against something that the conversation says once and never takes back.
import type { Conversation, Turn } from '../records/conversation.ts'
import type { Fact } from '../records/fact.ts'
import { labelsOf, touches } from '../records/label.ts'
import type { FactKind } from '../records/statement.ts'
import { phrases } from '../conversations/phrases.ts'
import { groupBy } from '../kit/group.ts'
import { rememberedOf } from '../kit/remember.ts'
import type { ChallengeMaterial } from './challenge.ts'
import { rememberedOfCase } from './remembered-case.ts'

/** A fact of the patient with the first turn that states it. */
export interface Stated {
  readonly fact: Fact
  readonly turn: Turn
}

/**
 * Facts of these kinds that are certain, about the patient, and stated in a turn; in order of the turns. Not those
 * of a sentence that the corpus marks as wrong.
 */
export function statedFacts(material: ChallengeMaterial, kinds: readonly FactKind[]): Stated[] {
  const byId = byIdOf(material.facts)
  const wrong = labelsOf(material.case.labels, 'error').filter((label) => label.present)
  const seen = new Set<string>()
  const result: Stated[] = []
  for (const turn of material.conversation.turns) {
    for (const id of turn.facts) {
      const fact = byId.get(id)
      if (fact === undefined || seen.has(id) || !kinds.includes(fact.kind)) continue
      seen.add(id)
      if (fact.experiencer !== 'patient' || fact.certainty !== 'certain') continue
      if (wrong.some((label) => touches(fact, label))) continue
      result.push({ fact, turn })
    }
  }
  return result
}

const byIdOf = rememberedOf((facts: readonly Fact[]) => new Map(facts.map((fact) => [fact.id, fact])))

/** Whether the case ends with the patient's death: then there is nobody left to hand over or to treat. */
export function hasDied({ facts }: ChallengeMaterial): boolean {
  return facts.some(
    ({ name, experiencer, negated }) =>
      experiencer === 'patient' && !negated && /^(?:(?:cause of )?death|deceased)$/i.test(name),
  )
}

/** The key under which two facts speak of the same thing. */
export function subjectKey(fact: Fact): string {
  return `${fact.kind}\n${fact.name.toLowerCase()}`
}

/** Those whose subject has one single content, by `contentOf`, among all facts of the case. */
export function statedOneWay(
  material: ChallengeMaterial,
  stated: readonly Stated[],
  contentOf: (fact: Fact) => string,
): Stated[] {
  const contents = new Map(
    [...groupBy(material.facts, subjectKey)].map(([key, facts]) => [key, new Set(facts.map(contentOf))]),
  )
  const taken = new Set<string>()
  return stated.filter(({ fact }) => {
    const key = subjectKey(fact)
    if (contents.get(key)?.size !== 1 || taken.has(key)) return false
    taken.add(key)
    return true
  })
}

/** All words of the conversation in lower case, tables included: to see that something is *not* said. */
export const spokenText = rememberedOfCase(({ case: source, conversation }): string => {
  const tables = source.tables.flatMap((table) => [table.caption, ...table.columns, ...table.rows.flat()])
  const captions = source.images.map((image) => image.caption)
  return [...conversation.turns.map((turn) => turn.text), ...tables, ...captions].join('\n').toLowerCase()
})

/** Whether `words` stand in `text` as words of their own, not as part of a longer number. Both in lower case. */
export function hasWords(text: string, words: string): boolean {
  const wanted = words.toLowerCase()
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    const goesOn = letterOrDigit.test(text.charAt(end)) || /^[.,]\d/.test(text.slice(end, end + 2))
    if (!goesOn && !partBefore.test(text.charAt(at - 1))) return true
  }
  return false
}

const letterOrDigit = /[\p{L}\p{N}]/u
const partBefore = /[\p{L}\p{N}.,]/u

/** A name that can stand in a sentence: short, no brackets, at least three letters, not a heading. */
export function sayable(name: string): boolean {
  const words = name.split(/\s+/)
  return (
    words.length <= 6 &&
    name.length <= 60 &&
    /\p{L}{3}/u.test(name) &&
    /^[\p{L}\p{N}][\p{L}\p{N} ,'’/–-]*$/u.test(name)
  )
}

const prompts: ReadonlySet<string> = new Set(Object.values(phrases).flat())

/**
 * Turns after which a fault about something stated in `turn` can be planted: later ones, the last among them. A
 * report does not come between a question and its answer.
 */
export function placesAfter(conversation: Conversation, turn: number): number[] {
  const last = conversation.turns.length
  const later = conversation.turns.slice(Math.min(turn + 2, last) - 1, -1)
  return [...later.filter(({ text }) => !awaitsAnswer(text)).map(({ number }) => number), last]
}

function awaitsAnswer(text: string): boolean {
  return /\?\W*$/.test(text) || prompts.has(text)
}
