// "How did … change between these turns?" Values and direction are computed again from the facts which the two
// turns state; an option is right when its numbers and its verb fit them.
import type { Fact } from '../../records/fact.ts'
import { quantities, sameQuantity, type Quantity } from '../quantity.ts'
import { containment, containsPhrase, words } from '../words.ts'
import type { Material } from '../material.ts'
import type { Answer, Oracle } from './oracle.ts'
import { isSubject, type Subject } from './subject.ts'

type Direction = 'up' | 'down' | 'same'

const verbs: Readonly<Record<Direction, RegExp>> = {
  up: /\b(?:rose|rises?|risen|rising|increase[sd]?|increasing|went up|goes up|climbed|higher|up from|grew|grown|worsened upward)\b/i,
  down: /\b(?:fell|falls?|fallen|falling|decrease[sd]?|decreasing|went down|goes down|dropped|declined|lower|down from|shrank|shrunk)\b/i,
  same: /\b(?:unchanged|(?:did|does|has) not changed?|no change|stayed|stays|remained|remains|stable|the same)\b/i,
}

export const change: Oracle<'change'> = {
  probe: 'change',
  prepare: ({ subject, earlier, later }, material) => {
    const first = factsOf(material, subject, earlier)
    const last = factsOf(material, subject, later)
    const problems: string[] = []
    if (earlier >= later) problems.push('the earlier turn is not before the later one')
    if (first.length === 0) problems.push('the earlier turn states nothing about the subject')
    if (last.length === 0) problems.push('the later turn states nothing about the subject')
    const uncertain = first.some((fact) => fact.certainty === 'possible') && subject.kind === 'diagnosis'
    if (uncertain) return { problems, judge: (option) => judgeCertainty(option, last, material) }
    const numeric = [first, last].every((facts) => facts.some((fact) => valueOf(fact) !== undefined))
    const judge = (option: string): Answer =>
      numeric ? judgeNumbers(option, first, last) : judgeWords(option, first, last)
    return { problems, judge }
  },
}

function factsOf(material: Material, subject: Subject, turn: number): Fact[] {
  return [...material.stated]
    .filter(([, turns]) => turns.includes(turn))
    .map(([id]) => material.facts.get(id))
    .filter(
      (fact): fact is Fact =>
        fact !== undefined && isSubject(fact, { kind: subject.kind, name: subject.name }),
    )
}

function valueOf(fact: Fact): Quantity | undefined {
  if (fact.value === undefined) return undefined
  return quantities(`${fact.value} ${fact.unit ?? ''}`)[0]
}

function judgeNumbers(option: string, first: readonly Fact[], last: readonly Fact[]): Answer {
  const verdicts = new Set<Answer>()
  for (const start of first) {
    for (const end of last) {
      const [from, to] = [valueOf(start), valueOf(end)]
      if (from !== undefined && to !== undefined) verdicts.add(judgePair(option, from, to, start, end))
    }
  }
  return verdicts.size === 1 ? ([...verdicts][0] as Answer) : verdicts.has('right') ? 'undecidable' : 'wrong'
}

/** One pair of values: direction, both numbers and what is said of the reference limits must hold. */
function judgePair(option: string, from: Quantity, to: Quantity, start: Fact, end: Fact): Answer {
  const limits = judgeLimits(option, start, end)
  if (limits === 'wrong') return 'wrong'
  const claimed = directionsIn(option)
  if (claimed.length > 1) return 'undecidable'
  const direction: Direction = to.value > from.value ? 'up' : to.value < from.value ? 'down' : 'same'
  if (claimed.length === 1 && claimed[0] !== direction) return 'wrong'
  const between = /\bfrom (.+?) to (.+?)(?:,|$)/i.exec(option)
  const said = (text: string, known: Quantity): boolean =>
    quantities(text).some((number) => sameQuantity(number, known))
  if (between !== null) {
    return said(between[1] as string, from) && said(between[2] as string, to) ? limits : 'wrong'
  }
  const numbers = quantities(option.split(',')[0] as string)
  if (numbers.length === 0) return claimed.length === 0 ? 'undecidable' : limits
  return numbers.every((number) => sameQuantity(number, from) || sameQuantity(number, to)) &&
    claimed.length === 1
    ? limits
    : 'wrong'
}

/** What an option says of reference limits, held against the ranges the facts carry. */
function judgeLimits(option: string, start: Fact, end: Fact): Answer {
  const past = /\b(?:already|was|had been)\b.*\b(above|below)\b.*\blimit/i.exec(option)
  if (past !== null) return sideOf(start) === past[1]?.toLowerCase() ? 'undecidable' : 'wrong'
  const now = /\b(above|below)\b[^,]*\blimits?/i.exec(option)
  if (now !== null)
    return sideOf(end) === undefined
      ? 'undecidable'
      : sideOf(end) === now[1]?.toLowerCase()
        ? 'right'
        : 'wrong'
  if (/\bwithin\b[^,]*\blimits?/i.test(option)) {
    return sideOf(end) === undefined ? 'undecidable' : sideOf(end) === 'within' ? 'right' : 'wrong'
  }
  return 'right'
}

function sideOf({ value, range }: Fact): 'above' | 'below' | 'within' | undefined {
  if (typeof value !== 'number' || range === undefined) return undefined
  if (range.high !== undefined && value > range.high) return 'above'
  if (range.low !== undefined && value < range.low) return 'below'
  return range.high === undefined && range.low === undefined ? undefined : 'within'
}

/** A possible diagnosis that was settled later: established, excluded, still open, or given up for another. */
function judgeCertainty(option: string, last: readonly Fact[], material: Material): Answer {
  const settled = last.filter((fact) => fact.certainty === 'certain')
  const state =
    settled.length === 0
      ? 'open'
      : settled.every((fact) => fact.negated)
        ? 'excluded'
        : settled.some((fact) => fact.negated)
          ? 'mixed'
          : 'established'
  if (state === 'mixed') return 'undecidable'
  const instead = /^(.+?) takes the place of|\bin favou?r of (.+)$/i.exec(option)
  if (instead !== null) {
    const other = (instead[1] ?? instead[2]) as string
    const spoken = containsPhrase(material.visibleText, other)
    return state === 'established' || !spoken ? 'wrong' : 'undecidable'
  }
  const claim = /\b(?:excluded|ruled out)\b/i.test(option)
    ? 'excluded'
    : /\b(?:established|confirmed|certain)\b/i.test(option)
      ? 'established'
      : /\b(?:remains?|stays?|no more than)\b.*\bpossib/i.test(option)
        ? 'open'
        : undefined
  if (claim === undefined) return 'undecidable'
  if (last.length > 0 && !last.some((fact) => containment(fact.name, option) === 1)) return 'undecidable'
  return claim === state ? 'right' : 'wrong'
}

function directionsIn(option: string): Direction[] {
  return (Object.keys(verbs) as Direction[]).filter((direction) => verbs[direction].test(option))
}

/** Descriptions without numbers: "from A to B", "A was given up for B", "B in place of A". */
function judgeWords(option: string, first: readonly Fact[], last: readonly Fact[]): Answer {
  const parts = option.match(/\bfrom (.+?) to (.+)$/i)
  const texts = (facts: readonly Fact[]): string[] =>
    facts.map((fact) => (fact.value === undefined ? fact.name : String(fact.value)))
  const isOne = (text: string, facts: readonly Fact[]): boolean =>
    texts(facts).some((known) => containsPhrase(text, known) || containment(text, known) === 1)
  if (parts !== null) {
    return isOne(parts[1] as string, first) && isOne(parts[2] as string, last) ? 'right' : 'wrong'
  }
  if (verbs.same.test(option)) {
    const unchanged = texts(first).some((text) =>
      texts(last).some((other) => words(text).join(' ') === words(other).join(' ')),
    )
    return unchanged && isOne(option, last) ? 'right' : unchanged ? 'undecidable' : 'wrong'
  }
  return isOne(option, first) || isOne(option, last) ? 'undecidable' : 'wrong'
}
