// The stated facts by which a predicate of the knowledge base holds of the patient: the newest value, the illness,
// the finding. What a claim about a row of the knowledge base rests on, and the turns a reader has to find.
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Predicate } from '../knowledge/predicate.ts'
import { holds, isOfClass } from '../knowledge/state.ts'
import type { CodedFact, Patient } from './patient-state.ts'

/** Those of all parts that hold; none where the predicate does not. */
export function supportsOf(predicate: Predicate, patient: Patient, from: Knowledge): CodedFact[] {
  if (!holds(predicate, patient.state, from)) return []
  if ('all' in predicate || 'any' in predicate) {
    const parts = 'all' in predicate ? predicate.all : predicate.any
    return parts.flatMap((part) => supportsOf(part, patient, from))
  }
  const found = patient.facts.findLast((fact) => !fact.fact.negated && isNamed(predicate, fact, from))
  return found === undefined ? [] : [found]
}

function isNamed(
  leaf: Exclude<Predicate, { readonly all: unknown } | { readonly any: unknown }>,
  { table, key }: CodedFact,
  from: Knowledge,
): boolean {
  const is = (name: string, id: string): boolean => table === name && key === id
  if ('not' in leaf) return false
  if ('lab' in leaf) return is('analytes', leaf.lab)
  if ('vital' in leaf) return is('vitals', leaf.vital)
  if ('comorbidity' in leaf) return is('comorbidities', leaf.comorbidity)
  if ('condition' in leaf) return is('conditions', leaf.condition)
  if ('finding' in leaf) return is('findings', leaf.finding)
  if ('result' in leaf) return is('results', leaf.result)
  if ('allergy' in leaf) return is('allergy-groups', leaf.allergy)
  if ('done' in leaf) return is('actions', leaf.done)
  if ('pregnant' in leaf) return is('state', 'pregnant')
  if ('age' in leaf) return is('state', 'age')
  if ('drug' in leaf) return is('drugs', leaf.drug)
  if ('drug_class' in leaf) return table === 'drugs' && isOfClass(key, leaf.drug_class, from)
  return false
}

/** Whether every value that a predicate asks for was measured: only then can it be said not to hold. */
export function isMeasured(predicate: Predicate, { state }: Pick<Patient, 'state'>): boolean {
  if ('all' in predicate) return predicate.all.every((part) => isMeasured(part, { state }))
  if ('any' in predicate) return predicate.any.every((part) => isMeasured(part, { state }))
  if ('not' in predicate) return isMeasured(predicate.not, { state })
  if ('lab' in predicate) return state.labs.has(predicate.lab)
  return 'vital' in predicate ? state.vitals.has(predicate.vital) : true
}
