// Rules from the knowledge base: an order that an allergy, another drug or the patient's state rules out. Near
// miss: a drug for the same purpose that looks as if it were ruled out and is not. Each row of the knowledge
// base is a fault of its own. Paper: section 2, "correcting drug suitability given a patient's allergy".
import { randomFor, type Random } from '../kit/random.ts'
import { hazardsOf, isAgent, type Hazard } from '../knowledge/hazards.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import type { Predicate } from '../knowledge/predicate.ts'
import { holds, isOfClass } from '../knowledge/state.ts'
import {
  triplesPerRule,
  type ChallengeMaterial,
  type ChallengeRule,
  type Planted,
  type Triple,
} from './challenge.ts'
import { anyOrder, plausibleOrders, type Order } from './orders.ts'
import { patientUpTo, type CodedFact, type Patient } from './patient-state.ts'
import { placesAfter } from './stated.ts'
import { capitalised, membersOf, voicesOf } from './voices.ts'

export const allergyOrder = hazardRule('allergy', {
  name: 'related_allergy',
  title: 'A drug is ordered that a documented allergy to it or a relative rules out.',
})
export const interactionOrder = hazardRule('interaction', {
  name: 'drug_interaction',
  title: 'A drug is ordered that must not be combined with one the patient takes.',
})
export const contraindicationOrder = hazardRule('contraindication', {
  name: 'contraindication',
  title: 'A drug is ordered that the patient’s state rules out.',
})

function hazardRule(
  kind: Hazard['kind'],
  names: { readonly name: string; readonly title: string },
): ChallengeRule {
  return {
    ...names,
    kind: 'error',
    taskType: 'explicit_error_correction',
    severity: 3,
    implicitness: 2,
    plant: (material) => plant(material, kind, names.name),
  }
}

function plant(material: ChallengeMaterial, kind: Hazard['kind'], rule: string): Planted {
  const random = randomFor(material.seed, material.case.id, rule)
  const last = material.conversation.turns.length
  if (patientUpTo(material, last) === undefined)
    return { triples: [], empty: 'no course of the knowledge base' }
  const from = knowledge()
  const triples: Triple[] = []
  const rows = new Set<string>()
  // Later places first: more is known there.
  const places = random.shuffle(placesAfter(material.conversation, Math.floor(last * 0.55))).slice(0, 4)
  for (const place of places) {
    const patient = patientUpTo(material, place)
    if (patient === undefined) continue
    for (const order of plausibleOrders(patient, from, random)) {
      if (triples.length >= triplesPerRule) break
      const hazards = hazardsOf(order.drug.id, patient.state, from)
      const hazard = hazards.find((candidate) => candidate.kind === kind)
      // Two reasons against one order would be two right answers.
      if (hazard === undefined || hazards.length > 1 || rows.has(rowName(hazard))) continue
      // The row's safer drugs serve the purpose of its second drug.
      if (hazard.kind === 'interaction' && !isAgent(order.drug.id, hazard.row.second, from)) continue
      const triple = tripleOf(material, { order, hazard, place, patient }, from, random)
      if (triple === undefined) continue
      rows.add(rowName(hazard))
      triples.push(triple)
    }
  }
  return triples.length > 0
    ? { triples }
    : { triples, empty: 'nothing in the record rules out a likely order' }
}

interface Target {
  readonly order: Order
  readonly hazard: Hazard
  readonly place: number
  readonly patient: Patient
}

function tripleOf(
  material: ChallengeMaterial,
  target: Target,
  from: Knowledge,
  random: Random,
): Triple | undefined {
  const { order, hazard, place, patient } = target
  const basis = basisOf(hazard, patient, from)
  const safe = saferOrder(target, from, random)
  const voices = voicesOf(material.conversation, random, true)
  if (basis === undefined || safe === undefined || voices === undefined) return undefined
  const company = bystander([order, safe], patient, from, random)
  const other = otherBasis(
    basis,
    [order, safe, ...(company === undefined ? [] : [company])],
    patient,
    from,
    random,
  )
  if (company === undefined || other === undefined) return undefined
  const [report, answer] = [place + 1, place + 2]
  const form = random.pick(orderForms)
  const sentence = (words: string): string => `${capitalised(form(words))}.`
  const harm = harmOf(hazard)
  const action = random.pick(actions)
  const concern = (item: Basis, risk: string): string =>
    `${random.pick(['An order', 'One of the orders'])} in turn ${report} is ruled out, as turn ${item.turn} ${item.words}: there is a risk of ${risk}; ${action}.`
  return {
    target: `${rowName(hazard)} ${order.drug.id}`,
    truth: basis.fact.fact.name,
    facts: [basis.fact.fact.id],
    to: answer,
    turns: [basis.turn, report, answer],
    knowledge: rowName(hazard),
    why: {
      injected: `Turn ${report} orders ${order.drug.name}, and turn ${basis.turn} ${basis.words}: that rules it out, and turn ${answer} lets it pass.`,
      near_miss: `Turn ${basis.turn} ${basis.words}, but ${safe.drug.name}, which turn ${report} orders, is not ruled out by it. To object would be a false alarm.`,
      handled: `Turn ${report} orders ${order.drug.name} although turn ${basis.turn} ${basis.words}, but turn ${answer} has taken it back.`,
    },
    severity: hazard.kind === 'interaction' || hazard.kind === 'contraindication' ? hazard.row.severity : 3,
    members: membersOf(
      {
        place,
        wrong: { sentence: sentence(order.words), planted: order.words },
        harmless: { sentence: sentence(safe.words), planted: safe.words },
        company: [`${capitalised(random.pick(orderForms)(company.words))}.`],
        correction: `I withdraw ${order.drug.name}, because we have ${basis.short}; ${safe.words} instead`,
      },
      voices,
      random,
    ),
    claims: {
      concern: concern(basis, harm),
      settled: `${random.pick(['Nothing more to raise', 'Nothing is left to be raised'])}: an order in turn ${report} was ruled out, as turn ${basis.turn} ${basis.words}, but turn ${answer} has already withdrawn it.`,
      silent: random.pick([
        `Nothing to raise: all that turn ${report} orders can be given to this patient as the earlier turns describe the case.`,
        `No objection: nothing said before speaks against what turn ${report} orders, and nothing had to be changed.`,
        `No concern: the orders in turn ${report} go with the record as it was told, and nobody takes one back.`,
      ]),
      mistaken: [concern(other, otherHarm(harm, from, random))],
    },
  }
}

const orderForms: readonly ((words: string) => string)[] = [
  (words) => `I am adding ${words}`,
  (words) => `please give ${words}`,
  (words) => `let us also start ${words}`,
  (words) => `I have put ${words} on the chart`,
  (words) => `from now on we give ${words}`,
  (words) => `next comes ${words}`,
]

const actions = [
  'the order has to be changed',
  'another drug must be chosen',
  'it should be taken back before it is given',
  'please change it before it reaches the patient',
] as const

/** What in the record speaks against an order: its turn, and how one says it. */
interface Basis {
  readonly fact: CodedFact
  readonly turn: number
  /** After "turn 7": "documents an allergy to penicillin". */
  readonly words: string
  /** "an allergy to penicillin" */
  readonly short: string
}

function basisOf(hazard: Hazard, patient: Patient, from: Knowledge): Basis | undefined {
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
      const fact = supportOf(hazard.row.when, patient, from)
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

/** The stated fact that makes a predicate hold: the newest value, the illness, the finding. */
function supportOf(predicate: Predicate, patient: Patient, from: Knowledge): CodedFact | undefined {
  const find = (table: string, key: string): CodedFact | undefined =>
    patient.facts.findLast((fact) => fact.table === table && fact.key === key && !fact.fact.negated)
  if (!holds(predicate, patient.state, from)) return undefined
  if ('all' in predicate || 'any' in predicate) {
    const parts = 'all' in predicate ? predicate.all : predicate.any
    return parts.map((part) => supportOf(part, patient, from)).find((fact) => fact !== undefined)
  }
  if ('lab' in predicate) return find('analytes', predicate.lab)
  if ('vital' in predicate) return find('vitals', predicate.vital)
  if ('comorbidity' in predicate) return find('comorbidities', predicate.comorbidity)
  if ('condition' in predicate) return find('conditions', predicate.condition)
  if ('finding' in predicate) return find('findings', predicate.finding)
  if ('result' in predicate) return find('results', predicate.result)
  if ('pregnant' in predicate) return find('state', 'pregnant')
  if ('age' in predicate) return find('state', 'age')
  if ('drug' in predicate) return find('drugs', predicate.drug)
  if ('drug_class' in predicate)
    return patient.facts.find(
      (fact) => fact.table === 'drugs' && isOfClass(fact.key, predicate.drug_class, from),
    )
  return undefined
}

/** A drug for the same purpose that nothing in the record rules out; for allergies, one that is known to be safe with it. */
function saferOrder({ order, hazard, patient }: Target, from: Knowledge, random: Random): Order | undefined {
  const named =
    hazard.kind === 'interaction' || hazard.kind === 'contraindication'
      ? hazard.row.safer
      : hazard.kind === 'allergy'
        ? acceptableWith(hazard.allergy, from)
        : []
  return random
    .shuffle(named)
    .filter((drug) => drug !== order.drug.id && !patient.state.drugs.has(drug))
    .filter((drug) => hazardsOf(drug, patient.state, from).length === 0)
    .map((drug) => anyOrder(drug, patient, from, random, order.dose))
    .find((found) => found !== undefined)
}

function acceptableWith(allergy: string, from: Knowledge): string[] {
  const rows = [...from['cross-reactivity'].values()].filter(
    (row) => row.allergy === allergy && row.verdict === 'acceptable',
  )
  return [...from.drugs.keys()].filter((drug) => rows.some((row) => isAgent(drug, row, from)))
}

/** Another order for the same turn that is in order with everything. */
function bystander(
  orders: readonly Order[],
  patient: Patient,
  from: Knowledge,
  random: Random,
): Order | undefined {
  const taken = {
    ...patient.state,
    drugs: new Set([...patient.state.drugs, ...orders.map(({ drug }) => drug.id)]),
  }
  const classes = new Set(orders.flatMap(({ drug }) => drug.classes))
  return plausibleOrders(patient, from, random).find(
    ({ drug }) =>
      !taken.drugs.has(drug.id) &&
      !drug.classes.some((name) => classes.has(name)) &&
      hazardsOf(drug.id, taken, from).length === 0,
  )
}

/** Something else in the record, of which none of the orders has to fear anything. */
function otherBasis(
  basis: Basis,
  orders: readonly Order[],
  patient: Patient,
  from: Knowledge,
  random: Random,
): Basis | undefined {
  const tables = ['allergy-groups', 'drugs', 'comorbidities', 'findings']
  const candidates = patient.facts.filter(
    ({ table, key, fact }) =>
      tables.includes(table) &&
      !fact.negated &&
      key !== basis.fact.key &&
      fact.name !== basis.fact.fact.name &&
      !orders.some(({ drug }) => drug.id === key || drug.name === fact.name),
  )
  const harmless = candidates.filter(({ table, key }) =>
    orders.every(({ drug }) => {
      if (table === 'allergy-groups')
        return !hazardsOf(drug.id, { ...patient.state, allergies: new Set([key]) }, from).some(
          ({ kind }) => kind === 'allergy',
        )
      if (table === 'drugs')
        return !hazardsOf(drug.id, { ...patient.state, drugs: new Set([key]) }, from).some(
          ({ kind }) => kind === 'interaction',
        )
      return ![...from.contraindications.values()].some(
        (row) => isAgent(drug.id, row, from) && JSON.stringify(row.when).includes(`"${key}"`),
      )
    }),
  )
  // Drugs and allergies tempt more than findings do.
  const ranked = [
    ...random.shuffle(harmless.filter(({ table }) => table !== 'findings')),
    ...random.shuffle(harmless),
  ]
  return factBasis(ranked[0])
}

function harmOf(hazard: Hazard): string {
  if (hazard.kind === 'interaction' || hazard.kind === 'contraindication') return hazard.row.harm
  return 'an allergic reaction'
}

function otherHarm(harm: string, from: Knowledge, random: Random): string {
  const harms = [...from.interactions.values(), ...from.contraindications.values()].map((row) => row.harm)
  return random.pick([...harms, 'an allergic reaction'].filter((text) => text !== harm))
}

function rowName(hazard: Hazard): string {
  switch (hazard.kind) {
    case 'allergy':
      return hazard.row === undefined
        ? `allergy-groups:${hazard.allergy}`
        : `cross-reactivity:${hazard.row.id}`
    case 'interaction':
      return `interactions:${hazard.row.id}`
    case 'contraindication':
      return `contraindications:${hazard.row.id}`
    case 'pregnancy':
      return 'pregnancy'
  }
}
