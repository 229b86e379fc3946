// What the judges of challenges that rest on rows of the knowledge base have in common: which row the challenge
// names, and whether the state they found is the one its member should be in.
import type { Challenge } from '../records/task.ts'
import type { Material } from './material.ts'
import type { Situation } from './situation.ts'

/** Key of the row of this table that the task's challenge rests on; undefined where it rests on none of it. */
export function rowNamed({ task }: Material, table: string): string | undefined {
  const row = task.challenge?.knowledge
  return row?.startsWith(`${table}:`) === true ? row.slice(table.length + 1) : undefined
}

const expectedStates = { injected: 'stands', near_miss: 'clean', handled: 'settled' } as const

/** A problem where the member should be in another state; `finding` opens it: "by the standards the step". */
export function stateProblems(
  state: Situation['state'],
  challenge: Challenge | undefined,
  finding: string,
): string[] {
  const expected = challenge === undefined ? state : expectedStates[challenge.member]
  return state === expected ? [] : [`${finding} is ${state}, not ${expected}`]
}
