// Whether a patient must not have a drug: by a hazard of the knowledge base, or because the kidneys cannot clear it.
import { hazardsOf } from '../knowledge/hazards.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { PatientState } from '../knowledge/state.ts'
import { isTooMuchForKidneys } from './kidneys.ts'

export function isBarred(
  drug: string,
  route: string | undefined,
  state: PatientState,
  from: Knowledge,
): boolean {
  return hazardsOf(drug, state, from).length > 0 || isTooMuchForKidneys(drug, route, state, from)
}
