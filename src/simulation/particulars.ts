// What is said of an action beyond its name: the dose of the drug that it gives, or the patient's own drugs that it
// stops. Said and written, not asked about: the entry of the step is the action alone.
import { rowOf, type Knowledge } from '../knowledge/knowledge.ts'
import { listed } from './dialogue/speech.ts'
import { medicationText } from './entries.ts'
import type { Taken } from './taken.ts'

/** "10 units intramuscularly once" where `said` has named the drug, else with its name; "" for a plain action. */
export function particulars({ action, drug, dose, stopped }: Taken, said: string, from: Knowledge): string {
  if (stopped !== undefined) return listed(stopped.map((id) => rowOf(from, 'drugs', id).name))
  if (drug !== undefined || dose === undefined) return ''
  const given = rowOf(from, 'actions', action as string).drug as string
  const { name } = rowOf(from, 'drugs', given)
  return medicationText(said.includes(name) ? '' : name, dose).trim()
}
