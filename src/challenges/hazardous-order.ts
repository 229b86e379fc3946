// Rules from the knowledge base: an order that an allergy, another drug or the patient's state rules out. Near
// miss: a drug for the same purpose that looks as if it were ruled out and is not. Each row of the knowledge
// base is a fault of its own. Paper: section 2, "correcting drug suitability given a patient's allergy".
import { capital } from '../kit/capital.ts'
import { randomFor, type Random } from '../kit/random.ts'
import { rowOfCode } from '../knowledge/code.ts'
import { isAgent, type Hazard } from '../knowledge/hazards.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import { leavesOf } from '../knowledge/predicate.ts'
import {
  triplesPerRule,
  type ChallengeMaterial,
  type ChallengeRule,
  type Planted,
  type Triple,
} from './challenge.ts'
import { placesIn } from './hazard-places.ts'
import { basisOf, mistakenObjection, type Basis, type Objection } from './objection.ts'
import { orderFor, plausibleOrders, type Order } from './orders.ts'
import { patientUpTo, type Patient } from './patient-state.ts'
import { isFaultyByOne, isSafe } from './safe-order.ts'
import { supportsOf } from './support.ts'
import { membersOf, voicesOf } from './voices.ts'

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
    seldom: true,
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
  for (const { place, patient, ordered } of placesIn(material)) {
    for (const { order, hazards } of ordered) {
      if (triples.length >= triplesPerRule) break
      const hazard = hazards.find((candidate) => candidate.kind === kind)
      // Two reasons against one order would be two right answers.
      if (hazard === undefined || isWeighed(hazard) || rows.has(rowName(hazard))) continue
      if (isOfPregnancy(hazard) && isPregnancyOver(material, patient, from)) continue
      if (!isFaultyByOne(order, hazard, patient, from)) continue
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

/** Whether the row is a warning that clinicians weigh: an order against it is no fault for certain. */
function isWeighed(hazard: Hazard): boolean {
  return 'row' in hazard && hazard.row !== undefined && 'weighed' in hazard.row && hazard.row.weighed === true
}

function isOfPregnancy(hazard: Hazard): boolean {
  return (
    hazard.kind === 'pregnancy' ||
    (hazard.kind === 'contraindication' && leavesOf(hazard.row.when).some((leaf) => 'pregnant' in leaf))
  )
}

/** Whether there is no child to be harmed: it has been born, its birth is under way, or the pregnancy is lost. */
function isPregnancyOver({ facts }: ChallengeMaterial, { state }: Patient, from: Knowledge): boolean {
  return (
    [...state.done].some((action) => from.actions.get(action)?.ends_pregnancy === true) ||
    facts.some(({ code }) => {
      const row = rowOfCode(code)
      return row?.table === 'conditions' && from.conditions.get(row.key)?.who.pregnancy_lost === true
    })
  )
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
  const voices = voicesOf(material.conversation, random, place, true)
  if (basis === undefined || safe === undefined || voices === undefined) return undefined
  const company = bystander([order, safe], patient, from, random)
  const other = mistakenObjection(
    basis,
    [order, safe, ...(company === undefined ? [] : [company])],
    patient,
    from,
    random,
  )
  if (company === undefined || other === undefined) return undefined
  const [report, answer] = [place + 1, place + 2]
  const form = random.pick(orderForms)
  const sentence = (words: string): string => `${capital(form(words))}.`
  const action = random.pick(actions)
  const concern = ({ basis: item, harm: risk }: Objection): string =>
    `${random.pick(['An order', 'A drug ordered'])} in turn ${report} is ruled out, as turn ${item.turn} ${item.words}, and it stands: there is a risk of ${risk}; ${action}.`
  return {
    target: `${rowName(hazard)} ${order.drug.id}`,
    truth: basis.fact.fact.name,
    facts: factsOf(hazard, basis, patient, from),
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
        company: [`${capital(random.pick(orderForms)(company.words))}.`],
        correction: `I withdraw ${order.drug.name}, because we have ${basis.short}; ${safe.words} instead`,
      },
      voices,
      random,
    ),
    claims: {
      concern: concern({ basis, harm: harmOf(hazard) }),
      settled: `${random.pick(['Nothing more to raise', 'Nothing is left to be raised'])}: an order in turn ${report} was ruled out, as turn ${basis.turn} ${basis.words}, but turn ${answer} has already withdrawn it.`,
      silent: random.pick([
        `Nothing to raise: all that turn ${report} orders can be given to this patient as the earlier turns describe the case.`,
        `No objection: nothing said before speaks against what turn ${report} orders, and nothing had to be changed.`,
        `No concern: the orders in turn ${report} go with the record as it was told, and nobody takes any back.`,
      ]),
      mistaken: [concern(other)],
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

/** The facts that rule the order out: a state can be told in more than one way. */
function factsOf(hazard: Hazard, basis: Basis, patient: Patient, from: Knowledge): string[] {
  const supports = hazard.kind === 'contraindication' ? supportsOf(hazard.row.when, patient, from) : []
  return [...new Set([basis.fact, ...supports].map(({ fact }) => fact.id))]
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
    .filter((drug) => drug !== order.drug.id)
    .map((drug) => orderFor(drug, patient, from, random, order.dose))
    .find((found): found is Order => found !== undefined && isSafe(found, patient, from))
}

function acceptableWith(allergy: string, from: Knowledge): string[] {
  const rows = [...from['cross-reactivity'].values()].filter(
    (row) => row.allergy === allergy && row.verdict === 'acceptable',
  )
  return [...from.drugs.keys()].filter((drug) => rows.some((row) => isAgent(drug, row, from)))
}

/** Another order for the same turn that is in order with everything, the other orders among it. */
function bystander(
  orders: readonly Order[],
  patient: Patient,
  from: Knowledge,
  random: Random,
): Order | undefined {
  const withOrders: Patient = {
    ...patient,
    state: {
      ...patient.state,
      drugs: new Set([...patient.state.drugs, ...orders.map(({ drug }) => drug.id)]),
    },
  }
  for (const order of plausibleOrders(withOrders, from, random))
    if (isSafe(order, withOrders, from)) return order
  return undefined
}

function harmOf(hazard: Hazard): string {
  if (hazard.kind === 'interaction' || hazard.kind === 'contraindication') return hazard.row.harm
  return 'an allergic reaction'
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
