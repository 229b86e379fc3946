// One imported case into what authors work from: its facts and its conversation. Runs in a worker; pure.
import type { ImportedCase } from '../records/imported.ts'
import type { Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Fact } from '../records/fact.ts'
import { ground } from '../grounding/ground.ts'
import { converse } from '../conversations/converse.ts'

export interface PreparedCase {
  readonly case: Case
  readonly facts: readonly Fact[]
  /** Absent when the case states nothing that could be told. */
  readonly conversation?: Conversation
}

export function prepareCase(imported: ImportedCase): PreparedCase {
  const facts = ground(imported.case, imported.conversation)
  const conversation = converse(imported.case, facts, imported.conversation)
  return { case: imported.case, facts, ...(conversation === undefined ? {} : { conversation }) }
}

/** The worker's handler: a line of the cases file in, a prepared line out. */
export default function createHandler(): (line: string) => string {
  return (line) => JSON.stringify(prepareCase(JSON.parse(line) as ImportedCase))
}
