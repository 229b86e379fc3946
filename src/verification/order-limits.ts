// What speaks against an order besides allergies, interactions and states: a dose that is nobody's, kidneys too weak
// for it, a pregnancy it is not known to be safe in, a drug of its class that is taken already. Read from the words of
// the order and the rows of the knowledge base; shares no code with the rules that plant orders.
import type { Dose, Drug } from '../knowledge/drug.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { drugsOn, newest, type Chart } from './chart.ts'

export type Limit = 'dose' | 'kidney' | 'pregnancy' | 'class'

/** `words`: what the order says after the drug's name. */
export function limitsOf(drug: Drug, words: string, chart: Chart, from: Knowledge): Limit[] {
  const taken = drugsOn(chart)
  const isDouble = taken.some(
    (other) =>
      other === drug.id ||
      from.drugs.get(other)?.classes.some((name) => drug.classes.includes(name)) === true,
  )
  return [
    ...(drug.doses.some((dose) => isWithin(dose, words, chart)) ? [] : (['dose'] as const)),
    ...(isForWeakKidneys(drug, chart) ? (['kidney'] as const) : []),
    ...(chart.pregnant && drug.pregnancy !== 'compatible' ? (['pregnancy'] as const) : []),
    ...(isDouble ? (['class'] as const) : []),
  ]
}

/** The least eGFR that a stage of kidney disease leaves room for. */
const stages = { 'ckd-stage-3': 30, 'ckd-stage-4': 15 } as const

function isForWeakKidneys({ renal }: Drug, chart: Chart): boolean {
  const value = newest(chart, 'analytes:egfr')
  const least = Object.entries(stages).flatMap(([stage, egfr]) =>
    chart.entries.has(`comorbidities:${stage}`) ? [egfr] : [],
  )
  return (renal ?? []).some(
    ({ egfr_below }) =>
      (value !== undefined && value < egfr_below) || least.some((egfr) => egfr < egfr_below),
  )
}

function isWithin(dose: Dose, words: string, chart: Chart): boolean {
  const said = /^ ([\d.]+) (.+)$/s.exec(words)
  if (said === null) return false
  const [amount, rest] = [Number(said[1]), said[2] as string]
  const frequency = dose.frequency
    .filter((often) => rest.startsWith(`${dose.unit} ${dose.route} ${often}`))
    .toSorted((a, b) => b.length - a.length)[0]
  if (frequency === undefined || !isForAge(dose, chart)) return false
  const weight = dose.per_kg === true ? newest(chart, 'vitals:weight') : 1
  if (weight === undefined) return false
  const most = Math.min(dose.high * weight, dose.most ?? Number.POSITIVE_INFINITY)
  const least = Math.min(dose.low * weight, most)
  const daily = amount * perDay(frequency)
  // Doses by weight are rounded.
  return (
    amount <= most * 1.03 &&
    amount >= least * 0.94 &&
    daily <= (dose.most_per_day ?? Number.POSITIVE_INFINITY) * 1.03
  )
}

function isForAge({ who }: Dose, { age }: Chart): boolean {
  return who === 'any' || (age !== undefined && (who === 'child') === age < 18)
}

/** The most doses in a day that the words allow. */
function perDay(frequency: string): number {
  const hours = /^every (\d+)(?: to \d+)? hours?\b/.exec(frequency)?.[1]
  if (hours !== undefined) return 24 / Number(hours)
  const times = ['twice', 'three times', 'four times', 'five times'].findIndex((word) =>
    frequency.startsWith(`${word} daily`),
  )
  return times < 0 ? ({ 'before each meal': 3, 'every hour': 24 }[frequency] ?? 1) : times + 2
}
