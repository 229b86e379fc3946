// Laboratory values and vital signs that a conversation states one way, as candidates for faults.
import { capital } from '../kit/capital.ts'
import { groupBy } from '../kit/group.ts'
import { randomFor, type Random } from '../kit/random.ts'
import type { Fact } from '../records/fact.ts'
import { analyteName } from '../grounding/laboratory-lexicon.ts'
import type { ChallengeMaterial } from './challenge.ts'
import { singular } from './claims.ts'
import { rememberedOfCase } from './remembered-case.ts'
import { roundedWords, slipOf, withUnit, writtenNumber } from './quantity-words.ts'
import { hasWords, sayable, spokenText, statedFacts, type Stated } from './stated.ts'
import type { Candidate } from './versions.ts'

/** Of what was told, not of now: a fever of the first day is no report of the last. */
const forms: readonly ((name: string, value: string) => string)[] = [
  (name, value) => `${name} ${areMany(name) ? 'were' : 'was'} reported as ${value}`,
  (name, value) => `the figure given for ${name} was ${value}`,
  (name, value) => `for ${name} the record has ${value}`,
  (name, value) => `on record, ${name} ${areMany(name) ? 'were' : 'was'} ${value}`,
  (name, value) => `${name} ${areMany(name) ? 'were' : 'was'} noted as ${value}`,
  (name, value) => `the result reported for ${name} was ${value}`,
  (name, value) => `the value we were given for ${name} was ${value}`,
  (name, value) => `I wrote down ${value} for ${name}`,
]

/** Plurals that take one value: "lymphocytes", "platelets on 2019-04-02"; not "pulse" or "pancreas". */
function areMany(name: string): boolean {
  return /[^suia]s(?: on .*)?$/i.test(name)
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
      /\b(vitamin|troponin|hepatitis|immunoglobulin|factor|interleukin|protein|apolipoprotein|amphotericin|streptococcus|influenza|cystatin) ([a-z]{1,2}\d{0,2})$/i,
      (_, word: string, letter: string) => `${word} ${letter.toUpperCase()}`,
    )
  const cased = bare
    .replace(/^c-(?=reactive|peptide)/i, 'C-')
    .replace(/^d-dimers?\b/i, 'D-dimer')
    .replace(/^ph$/i, 'pH')
    .replace(/^hba1c\b/i, 'HbA1c')
    .replace(/^cd\d+\b/i, (marker) => marker.toUpperCase())
    .replace(/^(\d+-)([A-Z])(?=[a-z])/, (_, number: string, letter: string) => number + letter.toLowerCase())
  // Signs that bear a name keep its capital.
  if (/^(?:babinski|brudzinski|kernig|murphy|romberg|tinel|phalen)\b/i.test(cased)) return capital(cased)
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

/** A measured value as it can be named: alone, or with its moment where the case has others of the kind. */
interface Measured extends Stated {
  /** "2019-04-02", "day 3 after admission". */
  readonly moment?: string
}

/** Numeric facts whose subject has one value, in the case or on its day, and whose number stands in the turn. */
const measuredFacts = rememberedOfCase((material): readonly Measured[] => {
  const alike = groupBy(material.facts, measureKey)
  const taken = new Set<string>()
  return statedFacts(material, ['lab', 'vital']).flatMap((stated): Measured[] => {
    const { fact } = stated
    if (!isNumeric(fact) || !numberStands(stated) || isOfOtherFluid(stated)) return []
    const others = alike.get(measureKey(fact)) ?? []
    const moment = isOneValue(others) ? undefined : momentOf(stated, others)
    const key = `${measureKey(fact)} ${moment ?? ''}`
    if ((moment === undefined && !isOneValue(others)) || taken.has(key)) return []
    taken.add(key)
    return [moment === undefined ? stated : { ...stated, moment }]
  })
})

/** Two facts with this key are values of one thing, whatever their sources call it. */
function measureKey({ kind, name }: Fact): string {
  return `${kind} ${analyteName(saidName(name))}`
}

function isNumeric({ negated, comparator, value, name }: Fact): boolean {
  return !negated && comparator === undefined && value !== undefined && sayable(saidName(name))
}

function numberStands({ fact, turn }: Stated): boolean {
  const number = writtenNumber(fact)
  return (
    number !== undefined &&
    (hasWords(turn.text.toLowerCase(), number) || isInTable(fact, turn.attachments, number))
  )
}

const fluids =
  /\b(?:(cerebrospinal|csf|pleural|peritoneal|ascit\w+|synovial|pericardial|amniotic|urin\w+|stool|sputum|lavage|aspirate|effusion|lumbar puncture)|serum|plasma|arterial|venous|blood (?:tests?|work|counts?|results|samples?))\b/gi

/** Whether the value is of another fluid than blood, which its bare name would not say. */
function isOfOtherFluid({ fact, turn }: Stated): boolean {
  const { quote } = fact.evidence
  const at = turn.text.indexOf(quote)
  if (fact.kind !== 'lab' || at < 0) return false
  const since = turn.text.slice(0, at + quote.length).split(/[.?!](?=\s)/)
  const said = [...(since.at(-1) as string).matchAll(fluids)].at(-1)
  return said?.[1] !== undefined && !fact.name.toLowerCase().includes(said[1].toLowerCase())
}

function isOneValue(facts: readonly Fact[]): boolean {
  return new Set(facts.map(({ value }) => String(value))).size === 1
}

/** The day of a dated entry that has one value of the thing on that day. */
function momentOf({ fact, turn }: Stated, others: readonly Fact[]): string | undefined {
  const day = fact.time?.text ?? ''
  const isDay = /^(?:\d{4}-\d{2}-\d{2}|day (?:of admission|\d+ after admission))$/.test(day)
  if (fact.evidence.kind !== 'resource' || !isDay || !turn.text.includes(day)) return undefined
  // A value without its day may be of that day.
  if (others.some(({ time, evidence }) => evidence.kind !== 'cell' && time === undefined)) return undefined
  if (!isOneValue(others.filter(({ time }) => time?.text === day))) return undefined
  return day === 'day of admission' ? `the ${day}` : day
}

function isInTable(fact: Fact, attachments: Stated['turn']['attachments'], number: string): boolean {
  const { evidence } = fact
  return (
    evidence.kind === 'cell' &&
    attachments.some(({ kind, id }) => kind === 'table' && id === evidence.table) &&
    evidence.quote.includes(number)
  )
}

function candidateOf(
  { fact, turn, moment }: Measured,
  spoken: string,
  random: Random,
): Candidate | undefined {
  const number = writtenNumber(fact) as string
  const slip = slipOf(number, fact.name, fact.unit, random)
  if (slip === undefined || hasWords(spoken, slip)) return undefined
  const when = moment === undefined ? '' : ` on ${moment}`
  const name = `${saidName(fact.name)}${when}`
  const thing = `${singular(saidName(fact.name))}${when}`
  const [right, wrong] = [withUnit(number, fact.unit), withUnit(slip, fact.unit)]
  const form = random.pick(forms)
  const [rightClause, wrongClause] = [form(name, right), form(name, wrong)]
  const harmless = harmlessClause(name, right, number, fact.unit, form, random)
  return {
    key: fact.id,
    facts: [fact.id],
    stated: turn.number,
    truth: wordsWithUnit(turn.text, fact.evidence.quote, number, fact.unit),
    thing,
    right,
    wrong,
    wrongReport: { sentence: `${capital(wrongClause)}.`, planted: capital(wrongClause) },
    harmlessReport: { sentence: `${capital(harmless)}.`, planted: capital(harmless) },
    rightSentence: `${capital(rightClause)}.`,
    correction: `${thing} was ${right}`,
  }
}

/** The number as the turn writes it, where the evidence stands, with the unit where that follows. */
export function wordsWithUnit(text: string, quote: string, number: string, unit: string | undefined): string {
  const escaped = number.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
  const pattern = new RegExp(String.raw`(?<![\d.,/])${escaped}(?!/?\d|[.,]\d)`)
  const from = Math.max(0, text.indexOf(quote))
  const start = from + (pattern.exec(text.slice(from))?.index ?? Number.NaN)
  if (Number.isNaN(start)) return number
  const after = text.slice(start + number.length)
  // A power of ten is printed with or without its sign: "1.8 ×10^3/uL".
  const space = /^[\s-]*(?:[×x]\s*(?=10))?/.exec(after)?.[0] ?? ''
  const bare = (unit ?? '').replace(/^[×x]\s*(?=10)/, '')
  return bare !== '' && after.slice(space.length).startsWith(bare) ? `${number}${space}${bare}` : number
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
