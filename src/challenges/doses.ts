// Medication doses that a conversation states one way, with a slip of ten or of the unit.
import { capital } from '../kit/capital.ts'
import { randomFor, type Random } from '../kit/random.ts'
import type { ChallengeMaterial } from './challenge.ts'
import { hasWords, sayable, spokenText, statedFacts, statedOneWay, type Stated } from './stated.ts'
import { saidName } from './measured.ts'
import type { Candidate } from './versions.ts'

/** Whether the drug is still given is often not said: a report of its dose leaves that open. */
const forms: readonly ((drug: string, dose: string) => string)[] = [
  (drug, dose) => `the dose noted for ${drug} is ${dose}`,
  (drug, dose) => `${drug} is down as ${dose}`,
  (drug, dose) => `${drug} is on record with ${dose}`,
  (drug, dose) => `for ${drug} I have ${dose}`,
  (drug, dose) => `for ${drug} the record has a dose of ${dose}`,
]

const massUnit: Readonly<Record<string, 'mcg' | 'mg' | 'g'>> = {
  mcg: 'mcg',
  µg: 'mcg',
  μg: 'mcg',
  microgram: 'mcg',
  micrograms: 'mcg',
  mg: 'mg',
  milligram: 'mg',
  milligrams: 'mg',
  g: 'g',
  gram: 'g',
  grams: 'g',
}

interface Dose {
  readonly amount: number
  readonly written: string
  readonly unit: 'mcg' | 'mg' | 'g'
  readonly words: string
}

/** "12.5 mg" → its parts; undefined for anything that is not one amount of mass. */
export function parseDose(text: string | undefined): Dose | undefined {
  const match = /^(\d+(?:,\d{3})*(?:\.\d+)?)[\s-]*(\p{L}+)$/u.exec((text ?? '').trim())
  const unit = massUnit[(match?.[2] ?? '').toLowerCase()]
  if (match === null || unit === undefined) return undefined
  const written = match[1] as string
  const amount = Number(written.replaceAll(',', ''))
  return amount > 0 ? { amount, written, unit, words: `${written} ${unit}` } : undefined
}

export interface StatedDose extends Stated {
  readonly dose: Dose
  readonly drug: string
}

/** Drugs given in one dose of mass throughout the case, the dose standing in the turn; not those given up. */
export function statedDoses(material: ChallengeMaterial): StatedDose[] {
  const stated = statedFacts(material, ['medication']).filter(
    ({ fact }) =>
      !fact.negated && fact.status !== 'stopped' && fact.dose !== undefined && sayable(saidName(fact.name)),
  )
  return statedOneWay(material, stated, (fact) => fact.dose ?? '').flatMap((item) => {
    const dose = parseDose(item.fact.dose)
    if (dose === undefined || changesAfter(item.turn.text, item.fact.dose as string)) return []
    return [{ ...item, dose, drug: drugName(item.fact.name) }]
  })
}

/** Whether the dose is not in the text, or another follows it there: "1 g for 3 days, then 500 mg". */
function changesAfter(text: string, dose: string): boolean {
  const at = text.indexOf(dose)
  const after = text.slice(at + dose.length, at + dose.length + 60)
  return at < 0 || /\b(?:then|followed by|reduced|increased|tapered|titrated|lowered|raised)\b/i.test(after)
}

/** The name alone, without the strength and form that structured sources put into it. */
export function drugName(name: string): string {
  return saidName(name)
    .replace(/\s+\d.*$/, '')
    .replace(/\s+(?:oral|tablet|capsule|injection)\b.*$/i, '')
}

export function doseCandidates(material: ChallengeMaterial, purpose: string): Candidate[] {
  const spoken = spokenText(material)
  return statedDoses(material).flatMap(({ fact, turn, dose, drug }) => {
    const random = randomFor(material.seed, material.case.id, purpose, fact.id)
    const wrong = slippedDose(dose, random)
    if (wrong === undefined || !sayable(drug) || hasWords(spoken, wrong)) return []
    const form = random.pick(forms)
    const harmless = random.pick([dose.words, otherUnit(dose) ?? dose.words])
    return [
      {
        key: fact.id,
        facts: [fact.id],
        stated: turn.number,
        truth: fact.dose as string,
        thing: `the dose of ${drug}`,
        right: dose.words,
        wrong,
        wrongReport: {
          sentence: `${capital(form(drug, wrong))}.`,
          planted: capital(form(drug, wrong)),
        },
        harmlessReport: {
          sentence: `${capital(form(drug, harmless))}.`,
          planted: capital(form(drug, harmless)),
        },
        rightSentence: `${capital(form(drug, dose.words))}.`,
        correction: `${drug} is ${dose.words}`,
      },
    ]
  })
}

/** Ten times too much or too little, or micrograms for milligrams: what a decimal point or a letter does. */
function slippedDose({ amount, written, unit }: Dose, random: Random): string | undefined {
  const slips = [`${plain(amount * 10)} ${unit}`]
  if (amount >= 10 && amount % 10 === 0) slips.push(`${plain(amount / 10)} ${unit}`)
  if (unit === 'mcg' && amount <= 500) slips.push(`${written} mg`)
  if (unit === 'mg' && amount <= 2) slips.push(`${written} g`)
  return random.pick(slips)
}

/** The same dose in the other unit: 500 mg is 0.5 g, 50 mcg is 0.05 mg. */
function otherUnit({ amount, unit }: Dose): string | undefined {
  if (unit === 'g') return `${plain(amount * 1000)} mg`
  if (unit === 'mg' && amount >= 250) return `${plain(amount / 1000)} g`
  if (unit === 'mg' && amount < 1) return `${plain(amount * 1000)} mcg`
  if (unit === 'mcg' && amount >= 50) return `${plain(amount / 1000)} mg`
  return undefined
}

function plain(amount: number): string {
  return String(Number(amount.toPrecision(6)))
}
