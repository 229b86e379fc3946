// Which steps of care the standards ask for, for a patient as things stand.
import type { Standard } from './care.ts'
import type { Knowledge } from './knowledge.ts'
import { holds, type PatientState } from './state.ts'

/** Actions that a standard asks for and no exception excuses, each with the first such standard. */
export function dueActions(state: PatientState, from: Knowledge): Map<string, Standard> {
  const due = new Map<string, Standard>()
  for (const standard of from.standards.values()) {
    if (due.has(standard.action) || !holds(standard.when, state, from)) continue
    if ((standard.unless ?? []).some(({ state: exception }) => holds(exception, state, from))) continue
    due.set(standard.action, standard)
  }
  return due
}

/** Those of them that have not been done, nor their drug given. */
export function missedActions(state: PatientState, from: Knowledge): string[] {
  return [...dueActions(state, from).keys()].filter((action) => {
    const drug = from.actions.get(action)?.drug
    return !state.done.has(action) && !(drug !== undefined && state.drugs.has(drug))
  })
}
