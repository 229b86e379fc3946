// Who the patient is: strata, weight, long-standing illnesses, drugs, allergies. Sampled so that nothing in the
// history contradicts the present illness and no drug is taken that the knowledge base rules out: every fault
// of a case must be one that a challenge put there. Paper: appendix B names the strata.
import type { Random } from '../kit/random.ts'
import type { Condition } from '../knowledge/condition.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { holds, type PatientState } from '../knowledge/state.ts'
import { ageBands, olderFrom, type Distributions } from './distributions.ts'
import { between, chance, rounded, weighted } from './draw.ts'
import { isBarred } from './barred.ts'
import {
  certainDrugs,
  doublesClass,
  usualDose,
  vitalDrugs,
  wantedDrugs,
  type Medication,
} from './medications.ts'

export interface Allergy {
  readonly group: string
  readonly reaction: string
}

export interface Person {
  readonly age: number
  readonly sex: 'female' | 'male'
  readonly pregnant: boolean
  readonly race: string
  readonly language: string
  readonly insurance: string
  /** Kilograms. */
  readonly weight: number
  readonly comorbidities: readonly string[]
  readonly medications: readonly Medication[]
  readonly allergies: readonly Allergy[]
}

/** At most this many of each, so that a history can be told. */
const most = { comorbidities: 4, medications: 6 } as const

export function samplePerson(
  condition: Condition,
  from: Knowledge,
  distributions: Distributions,
  random: Random,
): Person {
  const sex = chance(random, condition.who.female) ? 'female' : 'male'
  const age = sampleAge(condition, distributions, random)
  const pregnant = condition.who.pregnant === true
  const base = {
    age,
    sex,
    pregnant,
    race: weighted(random, distributions.race),
    language: weighted(random, distributions.language),
    insurance: weighted(
      random,
      age >= olderFrom ? distributions.insurance.older : distributions.insurance.younger,
    ),
    weight: sampleWeight(age, sex, pregnant, random),
  } as const
  let state = stateOfPerson({ ...base, comorbidities: [], medications: [], allergies: [] }, condition)
  const isRuledOut = (next: PatientState): boolean =>
    (condition.who.never ?? []).some(
      (predicate) => !('pregnant' in predicate) && holds(predicate, next, from),
    )

  const canTake = (drug: string, next: PatientState): boolean => {
    const taking = { ...next, drugs: new Set([...next.drugs, drug]) }
    return (
      !isBarred(drug, undefined, next, from) &&
      !isRuledOut(taking) &&
      !rulesOutCourse(condition, taking, from)
    )
  }
  const lacksVital = (id: string, next: PatientState): boolean => {
    const vital = vitalDrugs(id, next, from)
    return vital.length > 0 && !vital.some((drug) => canTake(drug, next))
  }
  const presupposed = new Set(condition.who.background?.map(({ comorbidity }) => comorbidity))

  const comorbidities: string[] = []
  for (const { id } of certainFirst(random.shuffle([...from.comorbidities.values()]), condition)) {
    if (comorbidities.length >= most.comorbidities) break
    if (!chance(random, shareOf(id, condition, from, base))) continue
    const drugs = new Set([...state.drugs, ...certainDrugs(id, from)])
    const next = { ...state, comorbidities: new Set([...comorbidities, id]), drugs }
    if (isRuledOut(next) || rulesOutCourse(condition, next, from) || isAnyBarred(next, from)) continue
    if (!presupposed.has(id) && lacksVital(id, next)) continue
    comorbidities.push(id)
    state = next
  }

  const allergies: Allergy[] = []
  const groups = random.shuffle(
    [...from['allergy-groups'].values()].filter(
      ({ from_age, met_in }) =>
        age >= (from_age ?? 0) && (met_in?.some((id) => comorbidities.includes(id)) ?? true),
    ),
  )
  for (const { id, reactions } of groups.slice(0, weighted(random, distributions.allergies))) {
    const next = { ...state, allergies: new Set([...allergies.map(({ group }) => group), id]) }
    if (isRuledOut(next) || rulesOutCourse(condition, next, from) || isAnyBarred(next, from)) continue
    allergies.push({ group: id, reaction: random.pick(reactions) })
    state = next
  }

  const weight = comorbidities.includes('obesity') ? heavier(base.weight, age, random) : base.weight
  const medications: Medication[] = []
  state = { ...state, drugs: new Set() }
  for (const { drug, share, reason, unless } of wantedDrugs(condition, comorbidities, from)) {
    if (medications.length >= most.medications || state.drugs.has(drug) || !chance(random, share)) continue
    if (unless !== undefined && holds(unless, state, from)) continue
    const dose = usualDose(drug, { age, weight, comorbidities: state.comorbidities, reason }, from, random)
    if (isBarred(drug, dose?.route, state, from) || doublesClass(drug, state, from)) continue
    const next = { ...state, drugs: new Set([...state.drugs, drug]) }
    if (dose === undefined || isRuledOut(next) || rulesOutCourse(condition, next, from)) continue
    medications.push({ drug, ...dose, ...(reason === undefined ? {} : { for: reason }) })
    state = next
  }
  return { ...base, weight, comorbidities, medications, allergies }
}

/** What the illness presupposes comes before what merely happens to be there. */
function certainFirst<T extends { readonly id: string }>(rows: readonly T[], { who }: Condition): T[] {
  const certain = new Set(
    who.background?.filter(({ chance: share }) => share >= 0.85).map(({ comorbidity }) => comorbidity),
  )
  return rows.toSorted((a, b) => Number(certain.has(b.id)) - Number(certain.has(a.id)))
}

/** Whether one of the drugs must not be taken: an illness is left out that could not be lived with then. */
function isAnyBarred(state: PatientState, from: Knowledge): boolean {
  return [...state.drugs].some((drug) => isBarred(drug, undefined, state, from))
}

/** What is known of a person before anything is measured. */
export function stateOfPerson(person: Person, condition: Condition): PatientState {
  return {
    age: person.age,
    sex: person.sex,
    pregnant: person.pregnant,
    condition: condition.id,
    comorbidities: new Set(person.comorbidities),
    drugs: new Set(person.medications.map(({ drug }) => drug)),
    given: new Set(),
    allergies: new Set(person.allergies.map(({ group }) => group)),
    findings: new Set(),
    labs: new Map(),
    vitals: new Map(),
    results: new Set(),
    done: new Set(),
  }
}

/** Whether the patient could not be given a drug that the course needs, without another to take its place. */
function rulesOutCourse(condition: Condition, state: PatientState, from: Knowledge): boolean {
  return condition.steps.some((step) => {
    let at: typeof step | undefined = step
    while (at?.drug !== undefined) {
      const skipped = at.unless !== undefined && holds(at.unless, state, from)
      if (!skipped) return isBarred(at.drug, at.dose?.route, state, from)
      at = at.instead
    }
    return false
  })
}

function sampleAge(condition: Condition, distributions: Distributions, random: Random): number {
  const bands = ageBands(condition, distributions)
  const { from, below } = weighted(
    random,
    bands.map((band) => [band, band.weight] as const),
  )
  const age = between(random, from, below)
  return age < 2 ? rounded(age, 2) : Math.floor(age)
}

/** A body mass index above 30 in adults of usual height, well above the median in children. */
function heavier(weight: number, age: number, random: Random): number {
  const raised = weight * between(random, 1.3, 1.55)
  return Math.round(age < 18 ? raised : Math.max(raised, 98))
}

/** Kilograms; medians of growth charts (WHO 2006, CDC 2000), adults around a body mass index of 27. */
function sampleWeight(age: number, sex: 'female' | 'male', pregnant: boolean, random: Random): number {
  const spread = between(random, 0.86, 1.18)
  if (age < 1) return Math.round((3.4 + 6.2 * Math.sqrt(age)) * spread * 10) / 10
  if (age < 12) return Math.round((8 + 2.1 * age + 0.05 * age * age) * spread * 10) / 10
  if (age < 18) return Math.round((24 + (age - 9) * 4.4) * spread)
  const median = sex === 'female' ? 70 : 83
  return Math.round((median + (pregnant ? 9 : 0)) * spread)
}

function shareOf(
  id: string,
  condition: Condition,
  from: Knowledge,
  { age, sex, pregnant }: Pick<Person, 'age' | 'sex' | 'pregnant'>,
): number {
  const row = from.comorbidities.get(id)
  if (row === undefined || (row.sex !== undefined && row.sex !== sex)) return 0
  if (pregnant && row.rare_in_pregnancy === true) return 0
  const usual = row.prevalence.find((band) => age >= band.from && age < band.below)?.share ?? 0
  const own = condition.who.background?.find(({ comorbidity }) => comorbidity === id)?.chance ?? 0
  return Math.max(usual, usual > 0 || age >= 18 ? own : 0)
}
