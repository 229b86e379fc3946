// Facts of simulated courses, by the codes of the knowledge base: what question forms need that ask of a course
// whose every fact is known. Real documents carry no such codes, so these forms say nothing of them.
import { rememberedOfCase } from '../challenges/remembered-case.ts'
import { rowOfCode } from '../knowledge/code.ts'
import type { Fact } from '../records/fact.ts'
import { toldFacts, type ToldFact } from './material.ts'

export interface CourseFact extends ToldFact {
  readonly table: string
  readonly key: string
}

/** The coded facts that the conversation of a simulated case states; none for other cases. */
export const courseFacts = rememberedOfCase((material): readonly CourseFact[] => {
  if (material.conversation.origin !== 'simulated') return []
  return toldFacts(material).flatMap((told) => {
    const row = rowOfCode(told.fact.code)
    return row === undefined ? [] : [{ ...told, ...row }]
  })
})

/** The steps of care, in the order of their turns: actions and drugs that the course orders, with their reasons. */
export function courseSteps(facts: readonly CourseFact[]): CourseFact[] {
  return facts.filter(({ fact }) => fact.status === 'ordered' && fact.reason !== undefined)
}

/** The condition of the course. */
export function conditionOf(facts: readonly CourseFact[]): string | undefined {
  return facts.find(({ table }) => table === 'conditions')?.key
}

/** How a drug order is said: "ceftriaxone 2 g intravenously once daily". */
export function drugWords({ name, dose, route, frequency }: Fact): string {
  return [name, dose, route, frequency].filter((part) => part !== undefined).join(' ')
}
