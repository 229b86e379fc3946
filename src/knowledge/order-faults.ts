// Faults of the drugs that a course gives: a dose that the drug's row does not know, a drug that the illness, the age,
// the sex or the pregnancy of all its patients rules out.
import type { Action } from './care.ts'
import type { Condition, Step } from './condition.ts'
import { isOfOwnClass, type Drug } from './drug.ts'
import type { Predicate } from './predicate.ts'
import type { Tables } from './read-tables.ts'
import type { ReportInRow } from './report.ts'

/**
 * The dose of a step lies in one of the drug's own ranges for its route, unit and the patient's age. An action that
 * gives a drug names its dose too, but for oxygen, which is given to a target.
 */
export function checkDose(
  step: Step,
  row: Condition,
  actions: ReadonlyMap<string, Action>,
  drugs: ReadonlyMap<string, Drug>,
  at: ReportInRow,
): void {
  const id = step.drug ?? actions.get(step.action ?? '')?.drug
  const what = step.drug ?? step.action ?? 'a step'
  const { dose } = step
  if (id === undefined) {
    if (dose !== undefined) at(`steps.${what}`, 'it has a dose and gives no drug.')
    return
  }
  const drug = drugs.get(id)
  if (dose === undefined) {
    if (drug?.classes.includes('medical-gases') !== true) at(`steps.${what}`, 'the drug has no dose.')
    return
  }
  const [youngest, oldest] = row.who.age
  const fits = drug?.doses.some(
    (known) =>
      known.route === dose.route &&
      known.unit === dose.unit &&
      (known.per_kg ?? false) === (dose.per_kg ?? false) &&
      (known.who === 'any' || (known.who === 'adult' ? oldest >= 12 : youngest < 18)) &&
      (known.age?.below ?? Number.POSITIVE_INFINITY) > youngest &&
      (known.age?.from ?? 0) <= oldest &&
      dose.amount >= known.low &&
      dose.amount <= known.high,
  )
  if (drug !== undefined && fits !== true)
    at(`steps.${what}`, `${dose.amount} ${dose.unit} ${dose.route} lies in none of the drug's dose ranges.`)
}

/** No drug of the course is contraindicated by the illness, by pregnancy or by the age that the file itself sets. */
export function checkGiven(
  step: Step,
  row: Condition,
  { contraindications }: Tables,
  drugs: ReadonlyMap<string, Drug>,
  at: ReportInRow,
): void {
  const drug = step.drug === undefined ? undefined : drugs.get(step.drug)
  if (drug === undefined) return
  if (row.who.pregnant === true && drug.pregnancy === 'avoid')
    at(`steps.${drug.id}`, 'it is to be avoided in pregnancy.')
  for (const { row: rule } of contraindications) {
    if (rule.drug !== drug.id && !isOfOwnClass(drug, rule.drug_class)) continue
    if (alwaysHolds(rule.when, row)) at(`steps.${drug.id}`, `it is contraindicated by ${rule.id}.`)
  }
}

/** Whether a predicate holds of every patient of the condition by what its file sets. */
function alwaysHolds(predicate: Predicate, row: Condition): boolean {
  if ('all' in predicate) return predicate.all.every((part) => alwaysHolds(part, row))
  if ('any' in predicate) return predicate.any.some((part) => alwaysHolds(part, row))
  if ('condition' in predicate) return predicate.condition === row.id
  if ('pregnant' in predicate) return predicate.pregnant === (row.who.pregnant === true)
  if ('age' in predicate) {
    const { from = 0, below = Number.POSITIVE_INFINITY } = predicate.age
    return row.who.age[0] >= from && row.who.age[1] < below
  }
  if ('sex' in predicate) return predicate.sex === 'female' ? row.who.female === 1 : row.who.female === 0
  return false
}
