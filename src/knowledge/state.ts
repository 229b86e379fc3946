// What is known of a patient at one moment, by ids of the knowledge base, and whether a predicate holds of it.
// For the simulator and the authors; checkers decide predicates with code of their own.
import { rememberedOf } from '../kit/remember.ts'
import type { Predicate } from './predicate.ts'
import type { Knowledge } from './knowledge.ts'

export interface PatientState {
  /** Years. */
  readonly age: number
  readonly sex: 'female' | 'male'
  readonly pregnant: boolean
  /** The present illness, where it is known. */
  readonly condition?: string
  readonly comorbidities: ReadonlySet<string>
  /** Taken before, or given now. */
  readonly drugs: ReadonlySet<string>
  /** Those of them that were ordered in the course: a relieving inhaler at home treats no attack. */
  readonly given: ReadonlySet<string>
  readonly allergies: ReadonlySet<string>
  /** Present findings. */
  readonly findings: ReadonlySet<string>
  /** Newest values, in the units of their rows. */
  readonly labs: ReadonlyMap<string, number>
  readonly vitals: ReadonlyMap<string, number>
  /** Keys of what studies showed. */
  readonly results: ReadonlySet<string>
  /** Actions that were done. */
  readonly done: ReadonlySet<string>
}

/** A value that was not measured is neither above nor below anything. */
export function holds(predicate: Predicate, state: PatientState, from: Knowledge): boolean {
  return testsOf(from)(predicate)(state)
}

type Test = (state: PatientState) => boolean

/** A case asks hundreds of times for the same rows: each predicate is read once. */
const testsOf = rememberedOf((from: Knowledge) =>
  rememberedOf((predicate: Predicate): Test => testOf(predicate, from)),
)

function testOf(predicate: Predicate, from: Knowledge): Test {
  if ('all' in predicate) {
    const parts = predicate.all.map((part) => testOf(part, from))
    return (state) => parts.every((part) => part(state))
  }
  if ('any' in predicate) {
    const parts = predicate.any.map((part) => testOf(part, from))
    return (state) => parts.some((part) => part(state))
  }
  if ('not' in predicate) {
    const part = testOf(predicate.not, from)
    return (state) => !part(state)
  }
  if ('condition' in predicate) return ({ condition }) => condition === predicate.condition
  if ('comorbidity' in predicate) return ({ comorbidities }) => comorbidities.has(predicate.comorbidity)
  if ('drug' in predicate) return ({ drugs }) => drugs.has(predicate.drug)
  if ('drug_class' in predicate) {
    return ({ drugs }) => {
      for (const drug of drugs) if (isOfClass(drug, predicate.drug_class, from)) return true
      return false
    }
  }
  if ('allergy' in predicate) return ({ allergies }) => allergies.has(predicate.allergy)
  if ('finding' in predicate) return ({ findings }) => findings.has(predicate.finding)
  if ('lab' in predicate) return ({ labs }) => within(labs.get(predicate.lab), predicate)
  if ('vital' in predicate) return ({ vitals }) => within(vitals.get(predicate.vital), predicate)
  if ('result' in predicate) return ({ results }) => results.has(predicate.result)
  if ('done' in predicate) return ({ done }) => done.has(predicate.done)
  if ('age' in predicate) {
    const { from: least = 0, below = Number.POSITIVE_INFINITY } = predicate.age
    return ({ age }) => age >= least && age < below
  }
  if ('sex' in predicate) return ({ sex }) => sex === predicate.sex
  return ({ pregnant }) => pregnant === predicate.pregnant
}

function within(
  value: number | undefined,
  { above, below }: { readonly above?: number | undefined; readonly below?: number | undefined },
): boolean {
  if (value === undefined) return false
  return (above === undefined || value > above) && (below === undefined || value < below)
}

/** Whether a drug is of a class, or of a class within it. */
export function isOfClass(drug: string, drugClass: string, from: Knowledge): boolean {
  return classesOf(drug, from).has(drugClass)
}

/** Asked for thousands of times per case, so each knowledge base remembers its answers. */
const known = new WeakMap<Knowledge, Map<string, ReadonlySet<string>>>()

/** A drug's classes, and the classes these lie within. */
export function classesOf(drug: string, from: Knowledge): ReadonlySet<string> {
  let byDrug = known.get(from)
  if (byDrug === undefined) known.set(from, (byDrug = new Map()))
  let classes = byDrug.get(drug)
  if (classes === undefined) {
    classes = new Set((from.drugs.get(drug)?.classes ?? []).flatMap((own) => classesAbove(own, from)))
    byDrug.set(drug, classes)
  }
  return classes
}

/** A class, and the classes it lies within. */
export function classesAbove(drugClass: string, from: Knowledge): string[] {
  const above = [drugClass]
  for (let at = from['drug-classes'].get(drugClass)?.within; at !== undefined && !above.includes(at); ) {
    above.push(at)
    at = from['drug-classes'].get(at)?.within
  }
  return above
}
