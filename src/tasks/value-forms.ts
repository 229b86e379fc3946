// Question forms that ask for a value which the shown turns state: measurements, table cells, qualitative
// results, age, dose, frequency, imaging. Part of fact_retrieval.
import type { Random } from '../kit/random.ts'
import type { Fact } from '../records/fact.ts'
import { behaviorScore, complexityOf } from './behavior-score.ts'
import { isAffirmed, lastTurn, neighbourFacts, type ToldFact, viewUpTo } from './material.ts'
import { caseWords, mayMeanTheSame, normalise, says } from './mentions.ts'
import { plausibleNumbers, plausiblePressures } from './plausible.ts'
import { askableAs, sameSubject, standsInTurn } from './subjects.ts'
import type { Draft, TaskMaterial } from './task-type.ts'
import { whenText } from './when.ts'
import {
  decimalsOf,
  numberText,
  readableUnit,
  readsAsName,
  subjectName,
  valueText,
  withUnit,
} from './wording.ts'

export interface KeyedDraft {
  readonly key: string
  readonly draft: Draft
}

interface ValueAsked {
  readonly form: string
  readonly told: ToldFact
  readonly upTo: number
  readonly subject: string
  readonly question: string
  readonly gold: string
  readonly distractors: readonly string[]
  readonly time?: string | undefined
}

export function valueDraft(asked: ValueAsked): KeyedDraft {
  const { fact, turn } = asked.told
  const effort = { facts: 1, turns: [turn] }
  return {
    key: `${asked.subject} ${asked.time ?? ''}`,
    draft: {
      form: asked.form,
      view: viewUpTo(asked.upTo),
      question: asked.question,
      gold: asked.gold,
      distractors: asked.distractors,
      rationale:
        fact.evidence.kind === 'cell'
          ? `The table in turn ${turn} gives it: ${asked.subject} ${valueText(fact)}.`
          : `Turn ${turn} states it: “${quoted(fact)}”.`,
      probe: {
        kind: 'value',
        subject: {
          kind: fact.kind,
          name: fact.name,
          ...(asked.time === undefined ? {} : { time: asked.time }),
        },
      },
      facts: [fact.id],
      turns: [turn],
      ...behaviorScore('fact_retrieval', effort),
      complexity: complexityOf(effort),
    },
  }
}

function quoted(fact: Fact): string {
  const quote = fact.evidence.quote.replace(/\s+/g, ' ').trim()
  return quote.length > 160 ? `${quote.slice(0, 157)}…` : quote
}

/** Laboratory values and vital signs. */
export function measuredValue(
  material: TaskMaterial,
  told: readonly ToldFact[],
  item: ToldFact,
  random: Random,
): KeyedDraft[] {
  const { fact } = item
  const name = subjectName(fact)
  if (!isAffirmed(fact) || fact.comparator !== undefined || fact.value === undefined || !readsAsName(name))
    return []
  const last = lastTurn(material.conversation)
  const upTo = [last, item.turn].find((turn) => askableAs(material, told, fact, turn) !== undefined)
  const mode = upTo === undefined ? undefined : askableAs(material, told, fact, upTo)
  if (upTo === undefined || mode === undefined) return []
  const gold = valueText(fact)
  if (!standsInTurn(material, item.turn, numberText(fact))) return []
  const distractors = wrongValues(material, told, fact, upTo, mode, random)
  if (distractors.length < 3) return []
  const time = mode === 'timed' ? fact.time?.text : undefined
  const when = mode === 'timed' || random.below(2) === 0 ? whenText(fact.time) : undefined
  const moment = when === undefined ? '' : ` ${when}`
  const cell = fact.evidence.kind === 'cell'
  const soFar = upTo < last ? ' so far' : ''
  const question = cell
    ? `Going by the table that was shown, what value is given for the ${name}${moment}?`
    : random.pick([
        `Which result is recorded${soFar} for the ${name}${moment}?`,
        `Which value is documented${soFar} for the ${name}${moment}?`,
        `What does the record${soFar} give as the patient’s ${name}${moment}?`,
        `What value was reported${soFar} for the ${name}${moment}?`,
      ])
  const form = cell
    ? 'table_value'
    : typeof fact.value === 'string' && !isPressure(fact)
      ? 'qualitative_result'
      : 'measured_value'
  return [valueDraft({ form, told: item, upTo, subject: name, question, gold, distractors, time })]
}

function isPressure(fact: Fact): boolean {
  return typeof fact.value === 'string' && /^\d{2,3}\/\d{2,3}$/.test(fact.value)
}

function wrongValues(
  material: TaskMaterial,
  told: readonly ToldFact[],
  fact: Fact,
  upTo: number,
  mode: 'plain' | 'timed',
  random: Random,
): string[] {
  const unit = readableUnit(fact.unit)
  const { value } = fact
  if (value === undefined) return []
  if (typeof value === 'string') {
    if (isPressure(fact)) {
      const taken = new Set(sameSubject(told, fact, upTo).map((other) => String(other.value)))
      return plausiblePressures(value, random)
        .filter((text) => !taken.has(text))
        .map((text) => withUnit(text, fact.unit))
    }
    return qualitativeAlternatives(value)
  }
  const own = sameSubject(told, fact, upTo).flatMap((other) =>
    typeof other.value === 'number' ? [other.value] : [],
  )
  const numbersOf = (facts: readonly Fact[]): number[] =>
    facts.flatMap((other) =>
      typeof other.value === 'number' && readableUnit(other.unit) === unit && other.comparator === undefined
        ? [other.value]
        : [],
    )
  const others = numbersOf(
    told.map((other) => other.fact).filter((other) => other.kind === fact.kind && other !== fact),
  )
  const elsewhere = numbersOf(neighbourFacts(material, fact.kind, 12, random, fact.name))
  const golden = numberText(fact)
  const decimals = decimalsOf(golden)
  const real = mode === 'timed' ? [...own, ...elsewhere, ...others] : [...elsewhere, ...others]
  const thousands = /\d,\d{3}/.test(golden)
  const numbers = plausibleNumbers(
    {
      name: subjectName(fact),
      unit,
      gold: value,
      decimals: roundness(value, decimals),
      real,
      taken: mode === 'timed' ? [] : own,
    },
    random,
  )
  return numbers.map((number) => withUnit(thousands ? grouped(number) : number.toFixed(decimals), fact.unit))
}

/** Large round numbers stay round: 189,000 is answered by 156,000 and not by 156,312. */
function roundness(value: number, decimals: number): number {
  if (decimals > 0) return decimals
  for (const zeros of [6, 5, 4, 3, 2, 1])
    if (value >= 10 ** (zeros + 1) && value % 10 ** zeros === 0) return -zeros
  return 0
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

const qualitativeScales: readonly (readonly string[])[] = [
  ['positive', 'negative', 'indeterminate', 'weakly positive', 'not performed'],
  ['reactive', 'non-reactive', 'indeterminate', 'not performed'],
  ['trace', '1+', '2+', '3+', '4+', 'negative'],
]

function qualitativeAlternatives(value: string): string[] {
  const scale = qualitativeScales.find((steps) => steps.includes(value.toLowerCase().trim()))
  return scale === undefined ? [] : scale.filter((step) => step !== value.toLowerCase().trim())
}

/** The patient's age. */
export function age(
  material: TaskMaterial,
  told: readonly ToldFact[],
  item: ToldFact,
  random: Random,
): KeyedDraft[] {
  const { fact } = item
  if (
    fact.kind !== 'demographic' ||
    fact.name.toLowerCase() !== 'age' ||
    typeof fact.value !== 'number' ||
    !Number.isInteger(fact.value)
  )
    return []
  const last = lastTurn(material.conversation)
  const ages = sameSubject(told, fact, last)
  if (ages.some((other) => other.value !== fact.value || other.unit !== fact.unit) || !isAffirmed(fact))
    return []
  if (!standsInTurn(material, item.turn, numberText(fact))) return []
  const unit = fact.unit ?? 'years'
  const wrong = plausibleNumbers(
    { name: 'age', unit, gold: fact.value, decimals: 0, real: [], taken: [fact.value] },
    random,
  ).filter((value) => isNearAge(value, fact.value as number))
  if (wrong.length < 3) return []
  // A record tells an age beside dates of many years: it is recorded, and nobody "is" it.
  const question =
    fact.evidence.kind === 'resource'
      ? 'Which age is recorded for the patient?'
      : random.pick(['How old is the patient?', 'What is the patient’s age, as stated in the conversation?'])
  return [
    valueDraft({
      form: 'age',
      told: item,
      upTo: last,
      subject: 'age',
      question,
      gold: ageText(fact.value, unit),
      distractors: wrong.map((value) => ageText(value, unit)),
    }),
  ]
}

/** Near enough to be doubted, and of the same stage of life: no child for a woman of twenty. */
function isNearAge(value: number, age: number): boolean {
  return age < 18
    ? Math.abs(value - age) <= Math.max(4, 0.5 * age)
    : Math.abs(value - age) <= Math.max(10, 0.3 * age) && value >= 16
}

function ageText(value: number, unit: string): string {
  return withUnit(String(value), value === 1 ? unit.replace(/s$/, '') : unit)
}

/** What an imaging study showed, in the report's words. */
export function imaging(
  material: TaskMaterial,
  told: readonly ToldFact[],
  item: ToldFact,
  random: Random,
): KeyedDraft[] {
  const { fact } = item
  const name = subjectName(fact)
  if (fact.kind !== 'imaging' || typeof fact.value !== 'string' || !isAffirmed(fact) || !readsAsName(name))
    return []
  const words = fact.value.split(/\s+/).length
  if (words < 2 || words > 25) return []
  const last = lastTurn(material.conversation)
  if (askableAs(material, told, fact, last) !== 'plain' || !standsInTurn(material, item.turn, fact.value))
    return []
  const known = caseWords(material.case, material.conversation)
  const wrong = [
    ...neighbourFacts(material, 'imaging', 30, random, fact.name),
    ...neighbourFacts(material, 'imaging', 30, random),
  ]
    .flatMap((other) =>
      typeof other.value === 'string' && other.value.split(/\s+/).length <= 25 ? [other] : [],
    )
    .filter((other) => sameModality(other.name, fact.name) && sameRegion(other, fact))
    .map((other) => other.value as string)
    .filter((text) => !says(known.text, text) && !mayMeanTheSame(text, fact.value as string))
  const distractors = [...new Set(wrong)].slice(0, 8)
  if (distractors.length < 3) return []
  const question = random.pick([`What did the ${name} show?`, `Which finding is reported for the ${name}?`])
  return [
    valueDraft({
      form: 'imaging_result',
      told: item,
      upTo: last,
      subject: name,
      question,
      gold: fact.value,
      distractors,
    }),
  ]
}

/** Parts of the body, by the words of an image's name and of what it shows. */
const regions: readonly RegExp[] = [
  /chest|lung|pulmon|lobe|thora|pleur|mediastin|hilar|rib/i,
  /abdom|pancrea|liver|hepat|bowel|colon|kidney|renal|spleen|gallbladder|biliary|pelvi|bladder|uter|ovar/i,
  /brain|head|cranial|cerebr|ventricle of the|intracranial|sinus|orbit/i,
  /spine|spinal|lumbar|cervical|vertebr|disc/i,
  /breast|mamm|axilla/i,
  /heart|cardiac|ventric|valve|ejection|aort|coronary|pericard/i,
  /knee|ankle|foot|hip|shoulder|wrist|hand|elbow|femur|tibia|humerus|leg|arm/i,
]

/** No pancreas in a radiograph of the chest, nor a course over months in one image. */
function sameRegion(other: Fact, fact: Fact): boolean {
  const text = `${other.name} ${other.value}`
  const own = regions.filter((region) => region.test(`${fact.name} ${fact.value}`))
  return (
    !/\b(?:until|improv\w*|progress\w*|reduction|compared|previous|interval|(?:19|20)\d\d)\b/i.test(text) &&
    regions.some((region) => region.test(text)) &&
    regions.every((region) => !region.test(text) || own.includes(region))
  )
}

function sameModality(a: string, b: string): boolean {
  const modalities = [
    /\bct\b|computed/i,
    /\bmri?\b|magnetic/i,
    /x-?ray|radiograph/i,
    /ultraso|sonogra|echo|doppler/i,
    /angiogra/i,
    /\bpet\b/i,
    /ecg|ekg|electrocardio/i,
  ]
  return normalise(a) === normalise(b) || modalities.some((pattern) => pattern.test(a) && pattern.test(b))
}
