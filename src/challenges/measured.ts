// Laboratory values and vital signs that a conversation states one way, as candidates for faults.
import { randomFor, type Random } from '../kit/random.ts'
import type { Fact } from '../records/fact.ts'
import type { ChallengeMaterial } from './challenge.ts'
import { singular } from './claims.ts'
import { roundedWords, slipOf, withUnit, writtenNumber } from './quantity-words.ts'
import { hasWords, sayable, spokenText, statedFacts, statedOneWay, type Stated } from './stated.ts'
import type { Candidate } from './versions.ts'
import { capitalised } from './voices.ts'

const forms: readonly ((name: string, value: string) => string)[] = [
  (name, value) => `${name} ${areMany(name) ? 'were' : 'was'} recorded as ${value}`,
  (name, value) => `${name} ${areMany(name) ? 'are' : 'is'} down as ${value}`,
  (name, value) => `for ${name} the chart has ${value}`,
  (name, value) => `${name} on record ${areMany(name) ? 'are' : 'is'} ${value}`,
  (name, value) => `the figure for ${name} is ${value}`,
  (name, value) => `${name} came out at ${value}`,
  (name, value) => `the value noted for ${name} is ${value}`,
  (name, value) => `I noted ${name} at ${value}`,
]

/** Plurals that take one value: "lymphocytes", "platelets"; not "pulse" or "pancreas". */
function areMany(name: string): boolean {
  return /[^suia]s$/i.test(name)
}

/** A name as it is said: without what only a terminology needs. */
export function saidName(name: string): string {
  const bare = name
    .replace(/\s*\[[^\]]*\]/g, '')
    .replace(/\s+(?:in|of|by)\s+(?:Blood|Serum|Plasma|Urine|Serum or Plasma|Body weight)\b.*$/i, '')
    .replace(/\s*\([^)]*\)$/, '')
    .trim()
    // Letters that tell one substance from another are capitals wherever they stand.
    .replace(
      /\b(vitamin|troponin|hepatitis|immunoglobulin|factor|interleukin|protein|apolipoprotein|streptococcus|influenza|cystatin) ([a-z]{1,2}\d{0,2})$/i,
      (_, word: string, letter: string) => `${word} ${letter.toUpperCase()}`,
    )
  const cased = bare
    .replace(/^d-dimers?\b/i, 'D-dimer')
    .replace(/^ph$/i, 'pH')
    .replace(/^hba1c\b/i, 'HbA1c')
    .replace(/^cd\d+\b/i, (marker) => marker.toUpperCase())
    .replace(/^(\d+-)([A-Z])(?=[a-z])/, (_, number: string, letter: string) => number + letter.toLowerCase())
  // Signs that bear a name keep its capital.
  if (/^(?:babinski|brudzinski|kernig|murphy|romberg|tinel|phalen)\b/i.test(cased)) return capitalised(cased)
  return /^[A-Z][a-z]+(?:[\s,-]|$)/.test(cased) ? cased.charAt(0).toLowerCase() + cased.slice(1) : cased
}

/** Values with a plausible slip, in the order of the conversation. `purpose` names the stream of draws. */
export function measuredCandidates(material: ChallengeMaterial, purpose: string): Candidate[] {
  const spoken = spokenText(material)
  return measuredFacts(material).flatMap((stated) => {
    const random = randomFor(material.seed, material.case.id, purpose, stated.fact.id)
    const candidate = candidateOf(stated, spoken, random)
    return candidate === undefined ? [] : [candidate]
  })
}

/** Numeric facts whose subject has one value in the case, and whose number stands in the turn. */
export function measuredFacts(material: ChallengeMaterial): Stated[] {
  const stated = statedFacts(material, ['lab', 'vital']).filter(
    ({ fact }) =>
      !fact.negated &&
      fact.comparator === undefined &&
      fact.value !== undefined &&
      sayable(saidName(fact.name)),
  )
  return statedOneWay(material, stated, (fact) => String(fact.value)).filter(({ fact, turn }) => {
    const number = writtenNumber(fact)
    return (
      number !== undefined &&
      (hasWords(turn.text.toLowerCase(), number) || isInTable(fact, turn.attachments, number))
    )
  })
}

function isInTable(fact: Fact, attachments: Stated['turn']['attachments'], number: string): boolean {
  const { evidence } = fact
  return (
    evidence.kind === 'cell' &&
    attachments.some(({ kind, id }) => kind === 'table' && id === evidence.table) &&
    evidence.quote.includes(number)
  )
}

function candidateOf({ fact, turn }: Stated, spoken: string, random: Random): Candidate | undefined {
  const number = writtenNumber(fact) as string
  const slip = slipOf(number, fact.name, fact.unit, random)
  if (slip === undefined || hasWords(spoken, slip)) return undefined
  const thing = saidName(fact.name)
  const [right, wrong] = [withUnit(number, fact.unit), withUnit(slip, fact.unit)]
  const form = random.pick(forms)
  const [rightClause, wrongClause] = [form(thing, right), form(thing, wrong)]
  const harmless = harmlessClause(thing, right, number, fact.unit, form, random)
  return {
    key: fact.id,
    facts: [fact.id],
    stated: turn.number,
    truth: wordsWithUnit(turn.text, number, fact.unit),
    thing: singular(thing),
    right,
    wrong,
    wrongReport: { sentence: `${capitalised(wrongClause)}.`, planted: capitalised(wrongClause) },
    harmlessReport: { sentence: `${capitalised(harmless)}.`, planted: capitalised(harmless) },
    rightSentence: `${capitalised(rightClause)}.`,
    correction: `${singular(thing)} is ${right}`,
  }
}

/** The number as the turn writes it, with the unit where that follows. */
export function wordsWithUnit(text: string, number: string, unit: string | undefined): string {
  const start = text.indexOf(number)
  const after = text.slice(start + number.length)
  const space = /^[\s-]*/.exec(after)?.[0] ?? ''
  if (start < 0 || unit === undefined || unit === '' || !after.slice(space.length).startsWith(unit))
    return number
  return `${number}${space}${unit}`
}

/** The same value said again, in other words or in a rounder way. */
function harmlessClause(
  thing: string,
  right: string,
  number: string,
  unit: string | undefined,
  form: (name: string, value: string) => string,
  random: Random,
): string {
  const rounded = roundedWords(number)
  const ways = [form(thing, right), random.pick(forms)(thing, right)]
  if (rounded !== undefined) ways.push(form(thing, withUnit(rounded, unit)))
  return random.pick(ways)
}
