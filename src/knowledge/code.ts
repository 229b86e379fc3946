// How a fact of a simulated course names a row of the knowledge base: "drugs:warfarin". Facts of real documents carry
// no such codes.
import type { Code } from '../records/statement.ts'

export const codeSystem = 'behaviorbench'

/** The table and the key of the row that a code names; undefined for codes of other systems. */
export function rowOfCode(
  code: Code | undefined,
): { readonly table: string; readonly key: string } | undefined {
  if (code?.system !== codeSystem) return undefined
  const [table, key] = code.code.split(':')
  return table === undefined || key === undefined ? undefined : { table, key }
}
