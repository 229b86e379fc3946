// A step of care as this patient gets it: the one of the condition's row or what stands in its place, with the
// reason that holds and the dose by weight and kidneys. Whether it is good medicine is the knowledge base's affair.
import type { Random } from '../kit/random.ts'
import type { Step } from '../knowledge/condition.ts'
import { isAgent } from '../knowledge/hazards.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { holds, type PatientState } from '../knowledge/state.ts'
import { isBarred } from './barred.ts'
import { chance } from './draw.ts'
import { doseForKidneys, type KidneyState } from './kidneys.ts'
import type { Person } from './person.ts'
import { doseByWeight } from './weight-dose.ts'

export interface Taken {
  /** Unique in the course: the action or drug, numbered where it comes again. */
  readonly id: string
  readonly action?: string
  readonly drug?: string
  /** For this patient, weight and kidneys reckoned in. */
  readonly dose?: OwnDose
  /** Drugs of the patient's own that the action stops. */
  readonly stopped?: readonly string[]
  readonly phase: number
  readonly because: string
  /** Done on sight, before any result of its phase is discussed. */
  readonly atOnce: boolean
}

/** A single dose for one patient, and how often. */
export interface OwnDose {
  readonly amount: number
  readonly unit: string
  readonly route: string
  readonly frequency: string
}

/** The step, or the one that stands in its place for this patient; none where it does not apply or must not be. */
export function chooseStep(
  step: Step,
  state: PatientState,
  from: Knowledge,
  random: Random,
): Step | undefined {
  if (step.when !== undefined && !holds(step.when, state, from)) return undefined
  if (step.chance !== undefined && !chance(random, step.chance)) return undefined
  const given = step.drug ?? from.actions.get(step.action ?? '')?.drug
  const barred =
    (step.unless !== undefined && holds(step.unless, state, from)) ||
    (given !== undefined && isBarred(given, step.dose?.route, state, from))
  if (!barred) return step
  return step.instead === undefined ? undefined : chooseStep(step.instead, state, from, random)
}

/** The first of the step's reasons that holds. */
export function reasonOf({ because }: Step, state: PatientState, from: Knowledge): string {
  if (typeof because === 'string') return because
  const found = because.find(({ when }) => when === undefined || holds(when, state, from))
  return (found as { says: string }).says
}

export function takenOf(
  step: Step & { readonly because: string },
  phase: number,
  patient: { readonly person: Person; readonly state: PatientState },
  before: readonly Taken[],
  from: Knowledge,
): Taken {
  const { action, drug, dose, stops, because } = step
  const name = action ?? drug ?? ''
  const given = drug ?? from.actions.get(action ?? '')?.drug ?? ''
  const stopped = patient.person.medications.flatMap((taken) =>
    stops !== undefined && isAgent(taken.drug, stops, from) ? [taken.drug] : [],
  )
  const times = before.filter((other) => (other.action ?? other.drug) === name).length
  return {
    id: times === 0 ? name : `${name}-${times + 1}`,
    ...(action === undefined ? {} : { action }),
    ...(drug === undefined ? {} : { drug }),
    ...(dose === undefined
      ? {}
      : { dose: doseFor(given, dose, { weight: patient.person.weight, state: patient.state }, from) }),
    ...(stopped.length === 0 ? {} : { stopped }),
    phase,
    because,
    atOnce: step.at_once ?? false,
  }
}

/** What somebody of this weight and with these kidneys gets of a dose. */
export function doseFor(
  drug: string,
  dose: NonNullable<Step['dose']>,
  { weight, state }: { readonly weight: number; readonly state: KidneyState },
  from: Knowledge,
): OwnDose {
  const { amount, per_kg, unit, route, frequency } = dose
  const usual =
    per_kg === true ? Math.min(doseByWeight(amount * weight, unit), mostOf(drug, dose, from)) : amount
  return doseForKidneys(drug, { amount: usual, unit, route, frequency }, state, from)
}

/** The most of a single dose by weight that the drug's row allows by this route; without bound where it names none. */
function mostOf(drug: string, dose: NonNullable<Step['dose']>, from: Knowledge): number {
  const rows = (from.drugs.get(drug)?.doses ?? []).filter(
    ({ per_kg, route, unit }) => per_kg === true && route === dose.route && unit === dose.unit,
  )
  return rows.length === 0
    ? Number.POSITIVE_INFINITY
    : Math.max(...rows.map(({ most = Number.POSITIVE_INFINITY }) => most))
}
