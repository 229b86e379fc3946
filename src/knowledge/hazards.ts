// Why a drug must not be given to a patient: an allergy (its own group or a related one), an interaction with
// what is taken, a state that rules it out. Everything the knowledge base holds against an order.
import type { Knowledge, Row } from './knowledge.ts'
import type { Predicate } from './predicate.ts'
import { holds, isOfClass, type PatientState } from './state.ts'

export type Hazard =
  | { readonly kind: 'allergy'; readonly allergy: string; readonly row?: Row<'cross-reactivity'> }
  | { readonly kind: 'interaction'; readonly with: string; readonly row: Row<'interactions'> }
  | { readonly kind: 'contraindication'; readonly row: Row<'contraindications'> }
  | { readonly kind: 'pregnancy' }

/** All hazards of giving `drug` to this patient; the drug itself, where it is taken already, does not count. */
export function hazardsOf(drug: string, state: PatientState, from: Knowledge): Hazard[] {
  const ruledOut = contraindicationHazards(drug, state, from)
  // A row about pregnancy says more than the drug's own mark.
  const isMarked =
    state.pregnant &&
    from.drugs.get(drug)?.pregnancy === 'avoid' &&
    !ruledOut.some((hazard) => hazard.kind === 'contraindication' && mentionsPregnancy(hazard.row.when))
  return [
    ...allergyHazards(drug, state, from),
    ...interactionHazards(drug, state, from),
    ...ruledOut,
    ...(isMarked ? [{ kind: 'pregnancy' } as const] : []),
  ]
}

/** Whether it speaks of pregnant patients; "not pregnant" speaks of the others. */
function mentionsPregnancy(predicate: Predicate, wanted = true): boolean {
  if ('all' in predicate) return predicate.all.some((part) => mentionsPregnancy(part, wanted))
  if ('any' in predicate) return predicate.any.some((part) => mentionsPregnancy(part, wanted))
  if ('not' in predicate) return mentionsPregnancy(predicate.not, !wanted)
  return 'pregnant' in predicate && predicate.pregnant === wanted
}

function allergyHazards(drug: string, { allergies }: PatientState, from: Knowledge): Hazard[] {
  const own = new Set(from.drugs.get(drug)?.allergy_groups ?? [])
  return [...allergies].flatMap((allergy): Hazard[] => {
    const rows = [...from['cross-reactivity'].values()].filter(
      (row) => row.allergy === allergy && isAgent(drug, row, from),
    )
    // A row about the drug itself says more than one about its class.
    const row = rows.find((candidate) => candidate.drug !== undefined) ?? rows[0]
    if (row !== undefined) return row.verdict === 'avoid' ? [{ kind: 'allergy', allergy, row }] : []
    return own.has(allergy) ? [{ kind: 'allergy', allergy }] : []
  })
}

function interactionHazards(drug: string, { drugs }: PatientState, from: Knowledge): Hazard[] {
  const hazards: Hazard[] = []
  for (const row of from.interactions.values()) {
    const [first, second] = [isAgent(drug, row.first, from), isAgent(drug, row.second, from)]
    if (!first && !second) continue
    for (const taken of drugs) {
      if (taken === drug) continue
      const meets = (first && isAgent(taken, row.second, from)) || (second && isAgent(taken, row.first, from))
      if (meets) hazards.push({ kind: 'interaction', with: taken, row })
    }
  }
  return hazards
}

function contraindicationHazards(drug: string, state: PatientState, from: Knowledge): Hazard[] {
  return [...from.contraindications.values()]
    .filter((row) => isAgent(drug, row, from) && holds(row.when, state, from))
    .map((row) => ({ kind: 'contraindication', row }))
}

export interface Agent {
  readonly drug?: string | undefined
  readonly drug_class?: string | undefined
}

/** Whether a drug is the one that a row names, or of the class it names. */
export function isAgent(drug: string, agent: Agent, from: Knowledge): boolean {
  if (agent.drug !== undefined) return agent.drug === drug
  return agent.drug_class !== undefined && isOfClass(drug, agent.drug_class, from)
}
