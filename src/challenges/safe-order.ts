// Whether an order is in order by every table of the knowledge base: allergies, interactions, states, pregnancy,
// kidney, class taken already, dose. What a near miss or a replacement orders must pass all of it, what a fault
// orders all but the one row it rests on.
import type { Dose, Drug } from '../knowledge/drug.ts'
import { hazardsOf, type Hazard } from '../knowledge/hazards.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { leavesOf } from '../knowledge/predicate.ts'
import type { Order } from './orders.ts'
import type { Patient } from './patient-state.ts'

export function isSafe(order: Order, patient: Patient, from: Knowledge): boolean {
  return (
    hazardsOf(order.drug.id, patient.state, from).length === 0 && objectionsBeside(order, patient, from) === 0
  )
}

/** Whether nothing speaks against an order but the one hazard. */
export function isFaultyByOne(order: Order, hazard: Hazard, patient: Patient, from: Knowledge): boolean {
  if (hazardsOf(order.drug.id, patient.state, from).length !== 1) return false
  return objectionsBeside(order, patient, from, hazard) === 0
}

/** How many of kidney, pregnancy, class and dose speak against it; what the hazard says already does not count. */
function objectionsBeside(
  { drug, dose, amount, frequency }: Order,
  patient: Patient,
  from: Knowledge,
  hazard?: Hazard,
): number {
  const leaves = hazard?.kind === 'contraindication' ? leavesOf(hazard.row.when) : []
  const saidOfKidney = leaves.some(
    (leaf) =>
      ('lab' in leaf && leaf.lab === 'egfr') || ('comorbidity' in leaf && leaf.comorbidity.startsWith('ckd')),
  )
  const saidOfPregnancy = hazard?.kind === 'pregnancy' || leaves.some((leaf) => 'pregnant' in leaf)
  return [
    isForWeakKidneys(drug, patient) && !saidOfKidney,
    patient.state.pregnant && drug.pregnancy !== 'compatible' && !saidOfPregnancy,
    isTakenAlready(drug, patient, from),
    isTooMuch(dose, amount, frequency, patient.weight),
  ].filter(Boolean).length
}

/** Whether the kidneys are too weak for the usual dose, or so weak that nobody can be sure. */
function isForWeakKidneys({ renal = [] }: Drug, { state }: Patient): boolean {
  const egfr = state.labs.get('egfr')
  const limit = Math.max(0, ...renal.map(({ egfr_below }) => egfr_below))
  if (egfr !== undefined && egfr < limit) return true
  return (
    (limit > 30 && state.comorbidities.has('ckd-stage-3')) ||
    (limit > 15 && state.comorbidities.has('ckd-stage-4'))
  )
}

/** Whether the patient has a drug of one of its classes. */
function isTakenAlready({ id, classes }: Drug, { state }: Patient, from: Knowledge): boolean {
  return [...state.drugs].some(
    (taken) => taken === id || from.drugs.get(taken)?.classes.some((name) => classes.includes(name)),
  )
}

function isTooMuch(
  { low, high, most, most_per_day, per_kg }: Dose,
  amount: number,
  frequency: string,
  weight: number | undefined,
): boolean {
  const factor = per_kg === true ? (weight ?? 0) : 1
  // A weight is rounded, and so is the dose.
  const above = amount > Math.min(high * factor, most ?? Number.POSITIVE_INFINITY) * 1.02
  const below = amount < Math.min(low * factor, most ?? Number.POSITIVE_INFINITY) * 0.95
  const daily = amount * timesPerDay(frequency)
  return above || below || (most_per_day !== undefined && daily > most_per_day * 1.02)
}

/** How often a day at most; once for what is given once, or seldom, or as a course of doses that stops by itself. */
export function timesPerDay(frequency: string): number {
  const hours = /^every (?:\d+ to )?(\d+) hours?/.exec(frequency)
  const least = /^every (\d+)/.exec(frequency)
  if (hours !== null) return 24 / Number(least?.[1] ?? hours[1])
  const counted: readonly (readonly [RegExp, number])[] = [
    [/^twice daily/, 2],
    [/^three times daily|^before each meal/, 3],
    [/^four times daily/, 4],
    [/^five times daily/, 5],
    [/^every hour/, 24],
  ]
  return counted.find(([pattern]) => pattern.test(frequency))?.[1] ?? 1
}
