// How near a patient comes to a predicate of the knowledge base that does not hold: whether age and sex would fit,
// whether something of it is there, and whether the turns themselves say that something else of it is not.
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Predicate } from '../knowledge/predicate.ts'
import { holds, type PatientState } from '../knowledge/state.ts'
import type { Patient } from './patient-state.ts'

/** Whether it is asked of somebody of this age and sex: an ultrasound of the pylorus is not for a man of forty. */
export function isForSuch(predicate: Predicate, state: PatientState, from: Knowledge): boolean {
  if ('all' in predicate) return predicate.all.every((part) => isForSuch(part, state, from))
  if ('any' in predicate) return predicate.any.some((part) => isForSuch(part, state, from))
  if ('finding' in predicate) {
    const finding = from.findings.get(predicate.finding)
    const sex = finding?.system === 'obstetric' ? 'female' : finding?.sex
    return sex === undefined || sex === state.sex
  }
  const isOfPerson = 'age' in predicate || 'sex' in predicate || 'pregnant' in predicate
  return !isOfPerson || holds(predicate, state, from)
}

/** Whether the patient has a finding, an illness, a drug or a result that it asks for. */
export function isMetInPart(predicate: Predicate, patient: Patient, from: Knowledge): boolean {
  if ('all' in predicate) return predicate.all.some((part) => isMetInPart(part, patient, from))
  if ('any' in predicate) return predicate.any.some((part) => isMetInPart(part, patient, from))
  const isThing = ['finding', 'comorbidity', 'drug', 'drug_class', 'result'].some((key) => key in predicate)
  return isThing && holds(predicate, patient.state, from)
}

/** Whether it is known, and not only unsaid, that it does not hold: a finding was denied, a value is another. */
export function isRuledOut(predicate: Predicate, patient: Patient): boolean {
  const { state, facts } = patient
  if ('all' in predicate) return predicate.all.some((part) => isRuledOut(part, patient))
  if ('any' in predicate) return predicate.any.every((part) => isRuledOut(part, patient))
  if ('finding' in predicate)
    return facts.some(
      ({ fact, table, key }) => fact.negated && table === 'findings' && key === predicate.finding,
    )
  if ('lab' in predicate) return isFarFrom(predicate, state.labs.get(predicate.lab))
  if ('vital' in predicate) return isFarFrom(predicate, state.vitals.get(predicate.vital))
  // Somebody without the illness that it names may need the same for another.
  return false
}

/** Of a value beside the limit a colleague may think otherwise. */
const leeway = 0.1

function isFarFrom(
  { above, below }: { readonly above?: number | undefined; readonly below?: number | undefined },
  value: number | undefined,
): boolean {
  if (value === undefined) return false
  const isFarBelow = above !== undefined && value < above - leeway * Math.abs(above)
  return isFarBelow || (below !== undefined && value > below + leeway * Math.abs(below))
}
