// Case + facts → conversation. A recorded dialogue stays as it is; a document without one is told as a case
// conference. Either way each turn lists the facts it states. Paper: section 2 and appendix C.1.
import type { Case } from '../records/case.ts'
import { createConversation, type Conversation, type Turn } from '../records/conversation.ts'
import type { Fact } from '../records/fact.ts'
import { tell, type Reading } from './tell.ts'

/** The conversation of a case; undefined when the case states nothing that could be told. */
export function converse(
  source: Case,
  facts: readonly Fact[],
  recorded?: Conversation,
): Conversation | undefined {
  // A simulator knows which facts each of its turns states.
  if (recorded?.origin === 'simulated') return recorded
  if (recorded !== undefined) {
    const turns = recorded.turns.map((turn) => ({ ...turn, facts: idsOf(facts, turn, {}) }))
    const { id: _, ...content } = recorded
    return createConversation({ ...content, turns })
  }
  const told = tell(source, facts)
  if (told.turns.length === 0) return undefined
  return createConversation({
    caseId: source.id,
    origin: 'told',
    participants: told.participants,
    turns: told.turns.map(({ reading, ...turn }) => ({ ...turn, facts: idsOf(facts, turn, reading) })),
  })
}

/** Facts whose evidence the turn shows: its own words, the passage or entry it reads, a table it attaches. */
function idsOf(facts: readonly Fact[], turn: Omit<Turn, 'facts'>, reading: Reading): string[] {
  return facts.filter((fact) => shows(turn, reading, fact)).map((fact) => fact.id)
}

function shows(turn: Omit<Turn, 'facts'>, { passage, resources }: Reading, { evidence }: Fact): boolean {
  switch (evidence.kind) {
    case 'turn':
      return evidence.turn === turn.number
    case 'cell':
      return turn.attachments.some(({ kind, id }) => kind === 'table' && id === evidence.table)
    case 'span':
      return (
        passage !== undefined &&
        passage.section.id === evidence.section &&
        evidence.start >= passage.start &&
        evidence.end <= passage.end
      )
    case 'resource':
      return resources?.includes(evidence.resource) ?? false
  }
}
