// Entries of a structured source become facts one to one: nothing is added, nothing is lost.
import type { Case } from '../records/case.ts'
import { type Fact, createFact } from '../records/fact.ts'

export function entryFacts(source: Case): Fact[] {
  return source.entries.map(({ resource, text, ...statement }) =>
    createFact({ ...statement, caseId: source.id, evidence: { kind: 'resource', resource, quote: text } }),
  )
}
