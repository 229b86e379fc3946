// Orders that a colleague might well give this patient next: a drug for a complaint that any patient may have, or
// of the kind that the illness is treated with, in a usual dose.
import type { Random } from '../kit/random.ts'
import { amountWords, isForAge, type Dose, type Drug } from '../knowledge/drug.ts'
import { isOfClass, type PatientState } from '../knowledge/state.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Patient } from './patient-state.ts'

/** What anybody in a bed may need something for. */
const everyday =
  /^(?:mild |moderate |severe |acute |chronic )?(?:pain|fever|nausea|vomiting|heartburn|reflux|constipation|insomnia|sleep|agitation|anxiety|itch|cough|prevention of thrombosis|edema|muscle spasm|headache|migraine)/i

export interface Order {
  readonly drug: Drug
  readonly dose: Dose
  /** "clarithromycin 500 mg by mouth twice daily" */
  readonly words: string
}

/** Plausible orders by drug, each with a dose for this patient; drugs already taken are not among them. */
export function plausibleOrders(patient: Patient, from: Knowledge, random: Random): Order[] {
  return random.shuffle([...from.drugs.values()]).flatMap((drug) => {
    if (patient.state.drugs.has(drug.id)) return []
    const dose = drug.doses.find(
      (candidate) => isFor(candidate, patient) && isPlausible(drug, candidate, patient.state, from),
    )
    return dose === undefined ? [] : [orderOf(drug, dose, patient, random)]
  })
}

/** An order of this drug in the first dose that fits the patient's age; undefined where none does. */
export function anyOrder(
  drug: string,
  patient: Patient,
  from: Knowledge,
  random: Random,
  like?: Dose,
): Order | undefined {
  const row = from.drugs.get(drug)
  const doses = row?.doses.filter((candidate) => isFor(candidate, patient)) ?? []
  const dose = doses.find((candidate) => candidate.for === like?.for) ?? doses[0]
  return row === undefined || dose === undefined ? undefined : orderOf(row, dose, patient, random)
}

function isFor(dose: Dose, { state, weight }: Patient): boolean {
  // Nobody whose consciousness is clouded is given anything to swallow.
  if (dose.route === 'by mouth' && (state.vitals.get('glasgow-coma-scale') ?? 15) < 13) return false
  return isForAge(dose, state.age) && (dose.per_kg !== true || weight !== undefined)
}

function isPlausible(drug: Drug, dose: Dose, state: PatientState, from: Knowledge): boolean {
  if (everyday.test(dose.for)) return true
  const treated = (drugClass: string): boolean =>
    [...state.drugs].some((taken) => isOfClass(taken, drugClass, from))
  const infectious =
    treated('antibiotics') && drug.classes.includes('antibiotics') && /infection|pneumonia/i.test(dose.for)
  const named = [state.condition, ...state.comorbidities].some(
    (id) => id !== undefined && dose.for.toLowerCase().includes(id.replaceAll('-', ' ')),
  )
  return infectious || named
}

export function orderOf(drug: Drug, dose: Dose, { weight }: Patient, random: Random): Order {
  return { drug, dose, words: doseWords(drug, dose, singleDose(dose, weight), random) }
}

/** A usual single dose in the dose's unit, weight reckoned in and capped. */
export function singleDose({ low, high, per_kg, most }: Dose, weight: number | undefined): number {
  const amount = per_kg === true ? ((low + high) / 2) * (weight ?? 0) : low
  const capped = Math.min(amount, most ?? Number.POSITIVE_INFINITY)
  if (per_kg !== true) return capped
  return capped >= 20 ? Math.round(capped) : Math.round(capped * 10) / 10
}

export function doseWords(drug: Drug, dose: Dose, amount: number, random: Random): string {
  return `${drug.name} ${amountWords(amount, dose.unit)} ${dose.route} ${random.pick(dose.frequency)}`
}
