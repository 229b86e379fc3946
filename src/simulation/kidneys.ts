// What the kidneys of a patient leave of a drug: whether it must not be given, and the dose in place of the usual one.
// By the renal rows of the drugs; states that rule a drug out otherwise are hazards (knowledge/hazards.ts).
import type { RenalLimit } from '../knowledge/drug.ts'
import { dosesPerDay } from '../knowledge/frequency.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { PatientState } from '../knowledge/state.ts'
import { doseByWeight } from './weight-dose.ts'

/** What is known of somebody's kidneys. */
export type KidneyState = Pick<PatientState, 'age' | 'comorbidities' | 'labs'>

export interface SingleDose {
  readonly amount: number
  readonly unit: string
  readonly route: string
  readonly frequency: string
}

/** The newest measured eGFR of an adult, else the least that a known kidney disease leaves room for. */
export function egfrKnown({ age, comorbidities, labs }: KidneyState, from: Knowledge): number | undefined {
  if (age < 18) return undefined
  const measured = labs.get('egfr')
  if (measured !== undefined) return measured
  const implied = [...comorbidities].flatMap((id) => from.comorbidities.get(id)?.labs?.['egfr']?.[0] ?? [])
  return implied.length === 0 ? undefined : Math.min(...implied)
}

/** The strictest of the drug's renal rows that holds for the patient; by no route, only those for every route. */
export function renalLimit(
  drug: string,
  route: string | undefined,
  state: KidneyState,
  from: Knowledge,
): RenalLimit | undefined {
  const egfr = egfrKnown(state, from)
  if (egfr === undefined) return undefined
  return from.drugs
    .get(drug)
    ?.renal?.filter((row) => egfr < row.egfr_below && (row.route === undefined || row.route === route))
    .toSorted((a, b) => a.egfr_below - b.egfr_below)[0]
}

/** Whether the kidneys are too weak for the drug in any dose. */
export function isTooMuchForKidneys(
  drug: string,
  route: string | undefined,
  state: KidneyState,
  from: Knowledge,
): boolean {
  return renalLimit(drug, route, state, from)?.advice === 'avoid'
}

/** The dose that these kidneys allow. A single or first dose fills the body, whatever clears it, and stays whole. */
export function doseForKidneys<T extends SingleDose>(
  drug: string,
  dose: T,
  state: KidneyState,
  from: Knowledge,
): T {
  const to = renalLimit(drug, dose.route, state, from)?.to
  if (to === undefined || dose.frequency === 'once') return dose
  const { share = 1, most = Number.POSITIVE_INFINITY, frequency } = to
  const amount = Math.min(share === 1 ? dose.amount : doseByWeight(dose.amount * share, dose.unit), most)
  return { ...dose, amount, frequency: isRarer(frequency, dose.frequency) ? frequency : dose.frequency }
}

/** Whether it comes less often than a dose that is given already; what has no count stays. */
function isRarer(frequency: string | undefined, usual: string): frequency is string {
  if (frequency === undefined) return false
  const [times, before] = [dosesPerDay(frequency), dosesPerDay(usual)]
  return times !== undefined && before !== undefined && times < before
}
