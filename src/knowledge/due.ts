// Which steps of care the standards ask for, for a patient as things stand.
import { rememberedOf } from '../kit/remember.ts'
import type { Standard } from './care.ts'
import type { Knowledge } from './knowledge.ts'
import { holds, type PatientState } from './state.ts'

/** Actions that a standard asks for and no exception excuses, each with the first such standard. */
export function dueActions(state: PatientState, from: Knowledge): ReadonlyMap<string, Standard> {
  return dueBy(from)(state)
}

const dueBy = rememberedOf((from: Knowledge) => rememberedOf((state: PatientState) => gatherDue(state, from)))

function gatherDue(state: PatientState, from: Knowledge): ReadonlyMap<string, Standard> {
  const due = new Map<string, Standard>()
  for (const standard of from.standards.values()) {
    if (due.has(standard.action) || !holds(standard.when, state, from)) continue
    if (excusesOf(standard, state, from).length > 0) continue
    due.set(standard.action, standard)
  }
  return due
}

/** The exceptions of the standard that hold. What is taken at home does not treat what is acute. */
export function excusesOf(
  { unless = [] }: Standard,
  state: PatientState,
  from: Knowledge,
): NonNullable<Standard['unless']> {
  if (unless.length === 0) return unless
  const now = withGivenOnly(state)
  return unless.filter((exception) => holds(exception.state, exception.home === true ? state : now, from))
}

const withGivenOnly = rememberedOf((state: PatientState): PatientState => ({ ...state, drugs: state.given }))

/** Those of them that have not been done, nor their drug given. */
export function missedActions(state: PatientState, from: Knowledge): string[] {
  return [...dueActions(state, from).keys()].filter((action) => {
    const drug = from.actions.get(action)?.drug
    return !state.done.has(action) && !(drug !== undefined && state.given.has(drug))
  })
}
