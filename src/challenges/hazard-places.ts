// Where in a simulated course somebody might give an order that the record rules out, and which orders these are. Not
// which of them is planted: hazardous-order.ts.
import { randomFor } from '../kit/random.ts'
import { hazardsOf, type Hazard } from '../knowledge/hazards.ts'
import { knowledge, type Knowledge } from '../knowledge/knowledge.ts'
import { plausibleOrders, type Order } from './orders.ts'
import { patientUpTo, type Patient } from './patient-state.ts'
import { rememberedOfCase } from './remembered-case.ts'
import { placesAfter } from './stated.ts'

/** A place for an order, the patient so far, and the likely orders that something rules out. */
export interface Place {
  readonly place: number
  readonly patient: Patient
  readonly ordered: readonly { readonly order: Order; readonly hazards: readonly Hazard[] }[]
}

/** The three rules look at the same places of a case. */
export const placesIn = rememberedOfCase((material): readonly Place[] => {
  const { conversation, seed } = material
  const from = knowledge()
  const random = randomFor(seed, material.case.id, 'hazardous orders')
  const after = Math.floor(conversation.turns.length * 0.55)
  // Later places: more is known there.
  return random
    .shuffle(placesAfter(conversation, after))
    .slice(0, 4)
    .flatMap((place): Place[] => {
      const patient = patientUpTo(material, place)
      if (patient === undefined || hasHazard(patient, from)) return []
      const ordered = [...plausibleOrders(patient, from, random)].flatMap((order) => {
        const hazards = hazardsOf(order.drug.id, patient.state, from)
        return hazards.length === 0 ? [] : [{ order, hazards }]
      })
      return [{ place, patient, ordered }]
    })
})

/** Whether a drug that was ordered already meets something against it: then that would have to be raised too. */
function hasHazard({ facts, state }: Patient, from: Knowledge): boolean {
  return facts.some(
    ({ table, key, fact }) =>
      table === 'drugs' && fact.status === 'ordered' && hazardsOf(key, state, from).length > 0,
  )
}
