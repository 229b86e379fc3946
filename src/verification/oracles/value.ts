// "Which value do the shown turns state for …?" Right is what a stated fact of the subject says, equal after
// units and formatting; wrong is a value which the shown text nowhere gives for the subject.
import type { Fact } from '../../records/fact.ts'
import { quantities, sameQuantity, withoutQuantities, type Quantity } from '../quantity.ts'
import { containsPhrase, contentWords, plain, withDigits } from '../words.ts'
import type { Answer, Oracle } from './oracle.ts'
import type { Material } from '../material.ts'
import { isSubject, mentionsOf, statedOf, type Subject } from './subject.ts'

export const value: Oracle<'value'> = {
  probe: 'value',
  prepare: ({ subject }, material) => {
    const own = statedOf(material, subject)
    const others = [...material.facts.values()].filter((fact) => !isSubject(fact, subject))
    const mentions = mentionsOf(material, subject.name)
    const otherNames = [...new Set(others.map((fact) => plain(fact.name)))].filter(
      (name) => name.length > 2 && name !== plain(subject.name),
    )
    const written = quantities(material.visibleText)
    const problems = own.length === 0 ? ['no fact about the subject is stated in a readable turn'] : []
    return {
      problems,
      judge: (option): Answer => {
        if (own.some((fact) => says(fact, option, subject.name))) {
          return isWritten(option, written, material.visibleText) ? 'right' : 'undecidable'
        }
        const rivals = mentions.filter((sentence) => givesFor(sentence, subject.name, option, otherNames))
        if (rivals.length === 0) return 'wrong'
        if (own.some((fact) => isLimit(fact, option))) return 'wrong'
        const explained = others.some(
          (fact) =>
            says(fact, option, fact.name) && rivals.every((sentence) => names(sentence, fact, subject.name)),
        )
        if (rivals.every((sentence) => isOfAnotherTime(sentence, option, subject, others, material)))
          return 'wrong'
        return explained ? 'wrong' : 'undecidable'
      },
    }
  },
}

/** The parts of a fact an option may state, as one text. */
function saying(fact: Fact): string {
  const measured = fact.value === undefined ? '' : `${fact.comparator ?? ''}${fact.value} ${fact.unit ?? ''}`
  return [measured, fact.dose, fact.route, fact.frequency, fact.status, fact.interpretation, fact.time?.text]
    .filter((part) => part !== undefined && part !== '')
    .join(' ; ')
}

/** Ways in which charts and speech write how often a drug is taken. */
const rhythms: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:once (?:a|per|every) day|once daily|daily|every day|1 time a day|qd|o\.?d\.?|q24h|every 24 hours|each day)$/,
    'once daily',
  ],
  [
    /^(?:twice (?:a|per) day|twice daily|2 times (?:a day|daily|per day)|b\.?i\.?d|bd|every 12 hours|q12h)$/,
    'twice daily',
  ],
  [/^(?:thrice daily|3 times (?:a day|daily|per day)|t\.?i\.?d|tds|every 8 hours|q8h)$/, 'three times daily'],
  [/^(?:4 times (?:a day|daily|per day)|q\.?i\.?d|qds|every 6 hours|q6h)$/, 'four times daily'],
  [/^(?:once (?:a|per) week|once weekly|weekly|every week|1 time a week)$/, 'once weekly'],
  [/^(?:every (?:other|second) day|on alternate days|qod)$/, 'every other day'],
]

function rhythmOf(text: string | undefined): string | undefined {
  const bare = withDigits(plain(text ?? ''))
  return rhythms.find(([pattern, name]) => pattern.test(bare) || withDigits(name) === bare)?.[1]
}

/** A bound of the printed reference range is no value of the patient. */
function isLimit({ range, unit }: Fact, option: string): boolean {
  const limits = [range?.low, range?.high].filter((limit) => limit !== undefined)
  return limits.some((limit) => {
    const bound = quantities(`${limit} ${unit ?? ''}`)[0]
    const asked = quantities(option)
    return bound !== undefined && asked.length === 1 && sameQuantity(asked[0] as Quantity, bound)
  })
}

/** Whether the option says nothing but what the fact says of its subject. */
export function says(fact: Fact, option: string, subjectName: string): boolean {
  const rhythm = rhythmOf(option)
  if (rhythm !== undefined && fact.frequency !== undefined) return rhythm === rhythmOf(fact.frequency)
  const said = saying(fact)
  // The time tells when, not how much: its numbers are nobody's value.
  const there = quantities(said.slice(0, said.length - (fact.time?.text.length ?? 0)))
  const asked = quantities(option)
  if (!asked.every((quantity) => there.some((candidate) => sameQuantity(quantity, candidate)))) return false
  if (comparatorOf(option) !== comparatorOf(said) && asked.length > 0 && fact.comparator !== undefined)
    return false
  const known = new Set(contentWords(`${said} ${fact.name} ${fact.code?.display ?? ''} ${subjectName}`))
  const rest = contentWords(withoutQuantities(option))
  if (!rest.every((word) => known.has(word) || /\d/.test(word))) return false
  const names = new Set(contentWords(`${fact.name} ${subjectName}`))
  const informative = contentWords(withoutQuantities(option)).some((word) => !names.has(word))
  if (asked.length === 0 && !informative)
    return fact.value === undefined && plain(option) === plain(fact.name)
  // "118" says less than "118/74"; "lower lobe" may be said of "right lower lobe".
  return true
}

function comparatorOf(text: string): string {
  return (
    text
      .match(/(<=|>=|<|>|≤|≥|~)/)?.[1]
      ?.replace('≤', '<=')
      .replace('≥', '>=') ?? ''
  )
}

/** The option's numbers, or its words, stand in the readable text. */
function isWritten(option: string, written: readonly Quantity[], text: string): boolean {
  if (rhythmOf(option) !== undefined) return true
  const asked = quantities(option)
  if (asked.length > 0) {
    return asked.every((quantity) => written.some((candidate) => sameQuantity(quantity, candidate)))
  }
  const there = new Set(contentWords(text))
  return contentWords(option).every((word) => there.has(word))
}

/** Whether a sentence gives the option near the subject's name: a second value a reader could point to. */
function givesFor(sentence: string, name: string, option: string, otherNames: readonly string[]): boolean {
  const asked = quantities(option)
  if (asked.length === 0 || rhythmOf(option) !== undefined) {
    return containsPhrase(sentence, option) && !containsPhrase(name, option)
  }
  const text = plain(sentence)
  const own = plain(name)
  for (let at = text.indexOf(own); at >= 0; at = text.indexOf(own, at + 1)) {
    const rest = text.slice(at + own.length, at + own.length + 80)
    const ends = otherNames.map((other) => rest.indexOf(other)).filter((index) => index >= 0)
    const reach = `${text.slice(Math.max(0, at - 25), at)} ; ${rest.slice(0, Math.min(80, ...ends))}`
    const near = quantities(reach)
    if (asked.every((quantity) => near.some((candidate) => sameQuantity(candidate, quantity)))) return true
  }
  return false
}

/** The turns in which the sentence stands all state the subject with that very value, at another time. */
function isOfAnotherTime(
  sentence: string,
  option: string,
  subject: Subject,
  others: readonly Fact[],
  material: Material,
): boolean {
  const turns = material.visible.filter((turn) => plain(material.textOf(turn)).includes(plain(sentence)))
  const twins = others.filter(
    (fact) =>
      plain(fact.name) === plain(subject.name) && fact.time !== undefined && says(fact, option, fact.name),
  )
  return (
    turns.length > 0 &&
    turns.every((turn) => twins.some((fact) => material.stated.get(fact.id)?.includes(turn.number) === true))
  )
}

/** The sentence gives the option as another fact's value: it names that fact's subject too, or another time. */
function names(sentence: string, fact: Fact, subjectName: string): boolean {
  if (plain(fact.name) !== plain(subjectName)) return containsPhrase(sentence, fact.name)
  return fact.time !== undefined && containsPhrase(sentence, fact.time.text)
}
