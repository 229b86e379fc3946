// What a person takes before the story begins: the drugs of the long-standing illnesses and of the present one, each
// in a usual dose. Not what is ordered in the course.
import type { Random } from '../kit/random.ts'
import type { Condition } from '../knowledge/condition.ts'
import { isForAge, type Dose } from '../knowledge/drug.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Predicate } from '../knowledge/predicate.ts'
import { holds, isOfClass, type PatientState } from '../knowledge/state.ts'
import { chance } from './draw.ts'
import { doseForKidneys } from './kidneys.ts'
import { doseByWeight } from './weight-dose.ts'

/** A drug with the dose that this patient takes. */
export interface Medication {
  readonly drug: string
  readonly amount: number
  readonly unit: string
  readonly route: Dose['route']
  readonly frequency: string
  /** The comorbidity it is taken for, where it is one. */
  readonly for?: string
}

export interface WantedDrug {
  readonly drug: string
  /** The share of patients who take it. */
  readonly share: number
  /** The comorbidity it is for; undefined for a drug of the present story. */
  readonly reason: string | undefined
  /** Not taken by those of whom this holds. */
  readonly unless?: Predicate | undefined
}

/** What the story and the comorbidities ask for; what the illness is dangerous without comes first. */
export function wantedDrugs(
  { who }: Condition,
  comorbidities: readonly string[],
  from: Knowledge,
): WantedDrug[] {
  return [
    ...(who.takes ?? []).map(({ drug, chance: share }) => ({ drug, share, reason: undefined })),
    ...comorbidities
      .flatMap((id) =>
        (from.comorbidities.get(id)?.takes ?? []).map(({ drug, chance: share, unless, vital }) => ({
          drug,
          share,
          reason: id,
          unless,
          isFirst: share === 1 || vital === true,
        })),
      )
      .toSorted((a, b) => Number(b.isFirst) - Number(a.isFirst)),
  ]
}

/** What nobody with a long-standing illness goes without. */
export function certainDrugs(comorbidity: string, from: Knowledge): string[] {
  const takes = from.comorbidities.get(comorbidity)?.takes ?? []
  return takes.filter(({ chance: share }) => share === 1).map(({ drug }) => drug)
}

/** The drugs of which somebody with a long-standing illness takes one, if any can be taken. */
export function vitalDrugs(comorbidity: string, state: PatientState, from: Knowledge): string[] {
  const takes = from.comorbidities.get(comorbidity)?.takes ?? []
  return takes
    .filter(({ vital, unless }) => vital === true && !(unless !== undefined && holds(unless, state, from)))
    .map(({ drug }) => drug)
}

/** Two drugs of one kind would raise a question of their own. The first class of a row is its narrowest. */
export function doublesClass(drug: string, state: PatientState, from: Knowledge): boolean {
  const kindOf = (id: string): string | undefined => from.drugs.get(id)?.classes[0]
  return [...state.drugs].some(
    (taken) =>
      kindOf(taken) === kindOf(drug) ||
      neverTwice.some((kinds) =>
        [taken, drug].every((id) => kinds.every((kind) => isOfClass(id, kind, from))),
      ),
  )
}

/** Of wider kinds one is enough: a drug of all these classes is not taken beside another such. */
const neverTwice = [['anticoagulants'], ['antidepressants', 'serotonergic-drugs']] as const

export interface Taker {
  readonly age: number
  /** Kilograms. */
  readonly weight: number
  /** What the kidneys are judged by before anything is measured. */
  readonly comorbidities: ReadonlySet<string>
  /** The comorbidity the drug is for. */
  readonly reason?: string | undefined
}

/**
 * A dose for long-term use as the drug is used for this reason, at the low end more often, and always in old age; no
 * more than the kidneys that the long-standing illnesses leave can clear. Undefined where the drug has none for this age.
 */
export function usualDose(
  drug: string,
  { age, weight, comorbidities, reason }: Taker,
  from: Knowledge,
  random: Random,
): Omit<Medication, 'drug' | 'for'> | undefined {
  const fitting = (from.drugs.get(drug)?.doses ?? []).filter(
    (dose) => isForAge(dose, age) && isLongTerm(dose),
  )
  const dose = fitting.find((candidate) => isForReason(candidate, reason)) ?? fitting[0]
  if (dose === undefined) return undefined
  const { low, high, most = Number.POSITIVE_INFINITY, per_kg, unit, route, frequency } = dose
  const single = chance(random, 0.7) || age >= 75 ? low : high
  const amount = per_kg === true ? Math.min(doseByWeight(single * weight, unit), most) : single
  const usual = { amount, unit, route, frequency: frequency[0] as string }
  return doseForKidneys(drug, usual, { age, comorbidities, labs: new Map() }, from)
}

function isForReason(dose: Dose, reason: string | undefined): boolean {
  return reason !== undefined && dose.for.toLowerCase().includes(reason.replaceAll('-', ' '))
}

function isLongTerm({ frequency, route }: Dose): boolean {
  return (
    /daily|every|week|night|morning|month|needed|times a day|before each meal/i.test(frequency[0] ?? '') &&
    !/intravenous|intramuscular|nebuliser/.test(route)
  )
}
