// Case + facts → conversation. A recorded dialogue stays as it is; a document without one is told as a case
// conference. Paper: section 2 and appendix C.1.
import type { Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Fact } from '../records/fact.ts'

/** The conversation of a case, each turn with the ids of the facts it states. */
export function converse(source: Case, facts: readonly Fact[], recorded?: Conversation): Conversation {
  void source
  void facts
  if (recorded !== undefined) return recorded
  throw new Error('being written')
}
