// What in the record speaks against an order, as one says it; and an objection that quotes the record as truly and
// is none.
import type { Random } from '../kit/random.ts'
import { hazardsOf, isAgent, type Hazard } from '../knowledge/hazards.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { leavesOf, type Predicate } from '../knowledge/predicate.ts'
import type { Order } from './orders.ts'
import type { CodedFact, Patient } from './patient-state.ts'
import { supportsOf } from './support.ts'

/** What in the record speaks against an order: its turn, and how one says it. */
export interface Basis {
  readonly fact: CodedFact
  readonly turn: number
  /** After "turn 7": "documents an allergy to penicillin". */
  readonly words: string
  /** "an allergy to penicillin" */
  readonly short: string
}

export function basisOf(hazard: Hazard, patient: Patient, from: Knowledge): Basis | undefined {
  switch (hazard.kind) {
    case 'allergy':
      return factBasis(
        patient.facts.find(({ table, key }) => table === 'allergy-groups' && key === hazard.allergy),
      )
    case 'interaction':
      return factBasis(patient.facts.find(({ table, key }) => table === 'drugs' && key === hazard.with))
    case 'pregnancy':
      return undefined
    case 'contraindication': {
      const [fact] = supportsOf(hazard.row.when, patient, from)
      return fact === undefined
        ? undefined
        : { fact, turn: fact.turn.number, words: `shows ${hazard.row.state}`, short: hazard.row.state }
    }
  }
}

function factBasis(fact: CodedFact | undefined): Basis | undefined {
  if (fact === undefined) return undefined
  const { name } = fact.fact
  const [verb, short] =
    fact.table === 'allergy-groups'
      ? ['documents', `an allergy to ${name}`]
      : fact.table === 'drugs'
        ? ['has the patient on', name]
        : fact.table === 'comorbidities'
          ? ['shows', name]
          : ['reports', name]
  return {
    fact,
    turn: fact.turn.number,
    words: `${verb} ${short}`,
    short: fact.table === 'drugs' ? `${short} on the chart` : short,
  }
}

/** Something of the record, and the harm it threatens with some drug. */
export interface Objection {
  readonly basis: Basis
  readonly harm: string
}

/**
 * An objection that quotes the record truly and is none: what it rests on does rule drugs out, with the harm that
 * it names, but none of those that are ordered; and none of these is known for that harm.
 */
export function mistakenObjection(
  basis: Basis,
  orders: readonly Order[],
  patient: Patient,
  from: Knowledge,
  random: Random,
): Objection | undefined {
  const ordered = orders.map(({ drug }) => drug)
  const known = new Set(
    [...from.interactions.values()]
      .filter((row) =>
        ordered.some(({ id }) => isAgent(id, row.first, from) || isAgent(id, row.second, from)),
      )
      .map(({ harm }) => harm),
  )
  for (const row of from.contraindications.values())
    if (ordered.some(({ id }) => isAgent(id, row, from))) known.add(row.harm)
  const candidates = patient.facts.filter(
    ({ table, key, fact }) =>
      !fact.negated &&
      key !== basis.fact.key &&
      fact.name !== basis.fact.fact.name &&
      isOther(table, key, ordered, patient, from),
  )
  return random
    .shuffle(candidates)
    .flatMap((fact) => {
      const harms = harmsFrom(fact, from).filter((harm) => !known.has(harm))
      const own = factBasis(fact)
      return own === undefined || harms.length === 0 ? [] : [{ basis: own, harm: random.pick(harms) }]
    })
    .at(0)
}

/** Whether nothing in the record under that code speaks against any of the drugs. */
function isOther(
  table: string,
  key: string,
  ordered: readonly Order['drug'][],
  { state }: Patient,
  from: Knowledge,
): boolean {
  return ordered.every((drug) => {
    switch (table) {
      case 'allergy-groups':
        return !hazardsOf(drug.id, { ...state, allergies: new Set([key]) }, from).some(
          ({ kind }) => kind === 'allergy',
        )
      case 'drugs':
        return (
          drug.id !== key &&
          !from.drugs.get(key)?.classes.some((name) => drug.classes.includes(name)) &&
          !hazardsOf(drug.id, { ...state, drugs: new Set([key]) }, from).some(
            ({ kind }) => kind === 'interaction',
          )
        )
      case 'comorbidities':
      case 'findings':
        return (
          !(key.startsWith('ckd') && drug.renal !== undefined) &&
          ![...from.contraindications.values()].some(
            (row) => isAgent(drug.id, row, from) && isAbout(row.when, table, key),
          )
        )
      default:
        return false
    }
  })
}

/** The harms that the rows of the knowledge base name for a drug, an allergy, an illness or a finding. */
function harmsFrom({ table, key }: CodedFact, from: Knowledge): string[] {
  if (table === 'allergy-groups') return ['an allergic reaction']
  const rows =
    table === 'drugs'
      ? [...from.interactions.values()].filter(
          (row) => isAgent(key, row.first, from) || isAgent(key, row.second, from),
        )
      : [...from.contraindications.values()].filter((row) => isAbout(row.when, table, key))
  return rows.map(({ harm }) => harm)
}

function isAbout(predicate: Predicate, table: string, key: string): boolean {
  return leavesOf(predicate).some((leaf) =>
    table === 'findings'
      ? 'finding' in leaf && leaf.finding === key
      : 'comorbidity' in leaf && leaf.comorbidity === key,
  )
}
