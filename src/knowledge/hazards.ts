// Why a drug must not be given to a patient: an allergy (its own group or a related one), an interaction with
// what is taken, a state that rules it out. Everything the knowledge base holds against an order.
import { remembered, rememberedOf } from '../kit/remember.ts'
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
    const rows = rowsAbout(from)(drug).related.filter((row) => row.allergy === allergy)
    // A row about the drug itself says more than one about its class.
    const row = rows.find((candidate) => candidate.drug !== undefined) ?? rows[0]
    if (row !== undefined) return row.verdict === 'avoid' ? [{ kind: 'allergy', allergy, row }] : []
    return own.has(allergy) ? [{ kind: 'allergy', allergy }] : []
  })
}

function interactionHazards(drug: string, { drugs }: PatientState, from: Knowledge): Hazard[] {
  const hazards: Hazard[] = []
  for (const { row, first, second } of rowsAbout(from)(drug).meetings) {
    for (const taken of drugs) {
      if (taken === drug) continue
      const meets = (first && isAgent(taken, row.second, from)) || (second && isAgent(taken, row.first, from))
      if (meets) hazards.push({ kind: 'interaction', with: taken, row })
    }
  }
  return hazards
}

function contraindicationHazards(drug: string, state: PatientState, from: Knowledge): Hazard[] {
  return rowsAbout(from)(drug)
    .states.filter((row) => holds(row.when, state, from))
    .map((row) => ({ kind: 'contraindication', row }))
}

/** What the knowledge base says of one drug or its classes, in the order of its tables. */
interface RowsAbout {
  readonly related: readonly Row<'cross-reactivity'>[]
  /** Interactions, and as which of the two drugs it is meant. */
  readonly meetings: readonly {
    readonly row: Row<'interactions'>
    readonly first: boolean
    readonly second: boolean
  }[]
  readonly states: readonly Row<'contraindications'>[]
}

/** Every drug is asked about many times a case. */
const rowsAbout = rememberedOf((from: Knowledge) =>
  remembered((drug): RowsAbout => {
    const isMeant = (agent: Agent): boolean => isAgent(drug, agent, from)
    return {
      related: [...from['cross-reactivity'].values()].filter(isMeant),
      meetings: [...from.interactions.values()]
        .map((row) => ({ row, first: isMeant(row.first), second: isMeant(row.second) }))
        .filter(({ first, second }) => first || second),
      states: [...from.contraindications.values()].filter(isMeant),
    }
  }),
)

export interface Agent {
  readonly drug?: string | undefined
  readonly drug_class?: string | undefined
}

/** Whether a drug is the one that a row names, or of the class it names. */
export function isAgent(drug: string, agent: Agent, from: Knowledge): boolean {
  if (agent.drug !== undefined) return agent.drug === drug
  return agent.drug_class !== undefined && isOfClass(drug, agent.drug_class, from)
}
