// What a challenge rule is: a file that plants one kind of fault into a conversation, together with its two
// harmless twins, from the case's own facts alone. A rule knows nothing of questions, letters or scores:
// those are tasks/planted.ts. Adding a rule takes one file and one line in index.ts; every rule passes
// testChallenge() in challenge-contract.ts. Paper: section 2, "intentionally introducing subtle challenges".
import type { Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Fact } from '../records/fact.ts'
import type { Challenge, Edit } from '../records/task.ts'
import type { TaskTypeId } from '../taxonomy/task-types.ts'
import { contentId } from '../kit/hash.ts'

/** What a rule may look at. Make streams with randomFor(seed, case.id, rule, …). */
export interface ChallengeMaterial {
  readonly case: Case
  readonly facts: readonly Fact[]
  readonly conversation: Conversation
  readonly seed: number
}

export const memberNames = ['injected', 'near_miss', 'handled'] as const
export type MemberName = (typeof memberNames)[number]

/** One member of a triple: what is changed in the conversation, and the words that matter in it. */
export interface Member {
  readonly edits: readonly Edit[]
  /** Exact words of an edit's text: the fault, or the harmless words in its place. */
  readonly planted: string
}

/**
 * The answers that every member of a triple offers. Each makes a claim that can be checked against the
 * shown turns, and exactly one of them is true of each member.
 */
export interface Claims {
  /** Names the fault and both versions, and says that it stands. True of `injected` only. */
  readonly concern: string
  /** Says that the fault was made and has been put right already. True of `handled` only. */
  readonly settled: string
  /** Says that nothing is wrong and nothing had to be put right. True of `near_miss` only. */
  readonly silent: string
  /** Concerns of the same form about things that are in order in all members: never true. At least one. */
  readonly mistaken: readonly string[]
}

/** A fault with its two harmless twins; all members show as many turns, and stop at the same turn. */
export interface Triple {
  /** What it is about, unique among the rule's triples of the case. */
  readonly target: string
  /** Exact words of a shown turn (or of a table cell or checklist item) that the fault contradicts or omits. */
  readonly truth: string
  /** Facts the truth rests on. */
  readonly facts: readonly string[]
  /** The view's last turn, and the turns the answer rests on; numbers after the edits. */
  readonly to: number
  readonly turns: readonly number[]
  readonly members: Readonly<Record<MemberName, Member>>
  readonly claims: Claims
  /** What decides each member, where the truth's words alone do not tell. */
  readonly why?: Readonly<Record<MemberName, string>>
  /** The row of the knowledge base by which it is a fault, "table:id", where it is one. */
  readonly knowledge?: string
  /** Index of the corpus's label that the triple rests on, where there is one. */
  readonly label?: number
  /** What this fault could do, where that is less than the rule's severity. */
  readonly severity?: ChallengeRule['severity']
}

export interface ChallengeRule {
  /** Name in records and tables: "value_conflict". */
  readonly name: string
  /** One line for documentation. */
  readonly title: string
  readonly kind: Challenge['kind']
  /** The task type whose tasks are made from it. */
  readonly taskType: TaskTypeId
  /** What the fault could do to the patient if nobody spoke: 1 little, 2 some harm, 3 grave harm. */
  readonly severity: 1 | 2 | 3
  /** How far a reader has to look: 1 the two versions name the same thing, 2 they must be put together. */
  readonly implicitness: 1 | 2
  /** True where few cases have a place for it: it goes before the rules that find one nearly anywhere. */
  readonly seldom?: true
  /** At most `triplesPerRule` triples, or the reason why there is none, the same for all cases with that lack. */
  plant(material: ChallengeMaterial): Planted
}

export interface Planted {
  readonly triples: readonly Triple[]
  readonly empty?: string
}

export const triplesPerRule = 3

/** The id the members of a triple share. */
export function tripleId(source: Pick<Case, 'id'>, rule: string, target: string): string {
  return contentId('triple', [source.id, rule, target])
}
