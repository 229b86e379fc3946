// Whether a turn says a version of a thing, as options put it: a value, quoted words, "present" or "absent",
// or one event before another.
import type { ShownTurn } from '../conversations/view.ts'
import type { Fact } from '../records/fact.ts'
import type { Version } from './claim.ts'
import type { Material } from './material.ts'
import { negates } from './contradiction.ts'
import { polarityInSentence } from './polarity.ts'
import { quantities, sameQuantity, withoutQuantities } from './quantity.ts'
import { compareTimes } from './times.ts'
import { containment, containsPhrase, contentWords, plain, sentences } from './words.ts'

/** "no": the turn is there and does not say it. */
export function saysVersion(
  material: Material,
  thing: string,
  { words, turn: number }: Version,
): 'yes' | 'no' | 'unclear' {
  const turn = material.visible.find((candidate) => candidate.number === number)
  if (turn === undefined) return 'no'
  const bare = words.replace(/^“|”$/g, '')
  if (/^(?:present|absent)$/i.test(bare))
    return saysPresence(material, turn, thing, bare.toLowerCase() === 'present')
  const order = /^(.+) before (.+)$/i.exec(bare)
  if (order !== null) return saysOrder(material, turn, order[1] as string, order[2] as string)
  const text = material.textOf(turn)
  // What is quoted must stand there word for word; what is not may be said in other units or another form.
  if (bare !== words) return plain(text).includes(plain(bare)) ? 'yes' : 'no'
  return saysWords(text, bare) ? 'yes' : 'no'
}

function saysWords(text: string, words: string): boolean {
  if (containsPhrase(text, words.replace(/^(?:the|an?) /i, ''))) return true
  const written = quantities(text)
  const numbers = quantities(words)
  const rest = contentWords(withoutQuantities(words))
  return (
    numbers.every((number) => written.some((candidate) => sameQuantity(candidate, number))) &&
    (rest.length === 0 ? numbers.length > 0 : containment(rest.join(' '), text) === 1)
  )
}

function saysPresence(
  material: Material,
  turn: ShownTurn,
  thing: string,
  present: boolean,
): 'yes' | 'no' | 'unclear' {
  const name = thing.replace(/^the (?:reading|status|finding) of /i, '')
  const facts = factsNamed(material, name).filter((fact) =>
    material.stated.get(fact.id)?.includes(turn.number),
  )
  if (facts.length > 0 && !turn.edited) {
    const negated = new Set(facts.map((fact) => fact.negated))
    return negated.size > 1 ? 'unclear' : negated.has(!present) ? 'yes' : 'no'
  }
  const readings = new Set(sentences(material.textOf(turn)).map((sentence) => presenceIn(sentence, name)))
  readings.delete(undefined)
  if (readings.size !== 1) return readings.size === 0 ? 'no' : 'unclear'
  return readings.has(present) ? 'yes' : 'no'
}

/** Whether the sentence says that the thing is there; undefined where it does not name it. */
export function presenceIn(sentence: string, name: string): boolean | undefined {
  if (!containsPhrase(sentence, name)) return undefined
  // What is said of someone else ("though a neighbour had it") is not said of the patient.
  const own = sentence.replace(
    /,? (?:though|although|while|whereas) an? (?:neighbou?r|relative|friend|brother|sister|cousin)\b.*$/i,
    '',
  )
  if (['no', 'not', 'no more', 'not any', 'without'].some((word) => containsPhrase(own, `${word} ${name}`)))
    return false
  const reading = polarityInSentence(own, name)
  if (reading === 'affirmed' || reading === 'denied') return reading === 'affirmed'
  return !negates(own)
}

function saysOrder(
  material: Material,
  turn: ShownTurn,
  first: string,
  then: string,
): 'yes' | 'no' | 'unclear' {
  for (const sentence of sentences(material.textOf(turn))) {
    const said = orderIn(sentence, first, then)
    if (said !== undefined && turn.edited) return said ? 'yes' : 'no'
  }
  if (turn.edited) return 'no'
  const [a] = factsNamed(material, first)
  const [b] = factsNamed(material, then)
  const order = compareTimes(a?.time, b?.time)
  return order === 'before' ? 'yes' : order === 'after' ? 'no' : 'unclear'
}

/** Whether a sentence puts `first` before `then` in time; undefined when it does not speak of both. */
export function orderIn(sentence: string, first: string, then: string): boolean | undefined {
  const text = plain(sentence)
  const [a, b] = [text.indexOf(plain(first)), text.indexOf(plain(then))]
  if (a < 0 || b < 0 || a === b) return undefined
  const between = text.slice(Math.min(a, b), Math.max(a, b))
  const reversed = /\b(?:after|follow(?:s|ed) (?!later)|later than)\b/.test(between)
  return a < b !== reversed
}

export function factsNamed(material: Material, name: string): Fact[] {
  return [...material.facts.values()].filter(
    (fact) =>
      plain(fact.name) === plain(name) ||
      (containment(name, fact.name) === 1 && containment(fact.name, name) === 1),
  )
}
