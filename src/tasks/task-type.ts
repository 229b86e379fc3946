// What a task type is for the rules author: a file that drafts tasks of one of the 13 types from a case whose
// facts and conversation are known. A draft says what is right; options, letters and tokens are assembled
// in assemble.ts, and verification/ decides, without this code, whether the draft was right.
import type { Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Fact } from '../records/fact.ts'
import type { Challenge, Probe, View } from '../records/task.ts'
import type { BehaviorToken } from '../taxonomy/behavior.ts'
import type { TaskTypeId } from '../taxonomy/task-types.ts'
import type { Neighbours } from './neighbours.ts'

/** What an author may look at when it drafts tasks of one case. */
export interface TaskMaterial {
  readonly case: Case
  readonly facts: readonly Fact[]
  readonly conversation: Conversation
  readonly neighbours: Neighbours
  /** Seed of the build; make streams with randomFor(seed, case.id, type, …). */
  readonly seed: number
  /** About how many tasks of the type are wanted, where the case could give many more; else all. */
  readonly most?: number
}

export interface Draft {
  /** Name of the question form; its wording must not tell which option is right. */
  readonly form: string
  readonly view: View
  readonly question: string
  /** Text of the one right option. */
  readonly gold: string
  /** Texts of wrong options, the most plausible first: at least 3. assemble.ts takes 3 to 5 of the first ones. */
  readonly distractors: readonly string[]
  readonly rationale: string
  readonly probe: Probe
  /** Facts the answer rests on (at least one where the answer is stated), and the shown turns. */
  readonly facts: readonly string[]
  readonly turns: readonly number[]
  readonly score: number
  readonly scoreReason: string
  /** For types whose token goes by context; other types take theirs from the type or the challenge. */
  readonly token?: BehaviorToken
  readonly complexity: 'intermediate' | 'advanced'
  readonly challenge?: Challenge
  /** Index of the corpus label the task carries. */
  readonly label?: number
}

/** Drafts of one case, or the reason why there are none: the cell of the source × type table. */
export interface Drafted {
  readonly drafts: readonly Draft[]
  /** In a few words, the same for all cases with the same lack: "no two dated facts". */
  readonly empty?: string
}

export interface TaskType {
  readonly id: TaskTypeId
  /** Names of the question forms, for documentation and balance. */
  readonly forms: readonly string[]
  draft(material: TaskMaterial): Drafted
}
