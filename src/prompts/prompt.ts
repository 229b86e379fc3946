// What a prompt is: a regime (how a task is asked) with its settings, and perhaps a permutation of the
// options. It turns a task into messages and reads the reply back. One file per regime in regimes/; every
// member passes testRegime() in regime-contract.ts.
import { canonicalJson, sha256 } from '../kit/hash.ts'
import type { Message } from '../models/model.ts'
import type { Case } from '../records/case.ts'
import type { Conversation } from '../records/conversation.ts'
import type { Letter, Task } from '../records/task.ts'
import type { Recipe } from '../taxonomy/recipes.ts'
import { permutationOf, withOrder } from './permute.ts'
import { readReply, type ReadReply } from './read-reply.ts'

/** What a prompt may see of a task: never its gold option, its rationale or its behaviour. */
export type AskedTask = Pick<Task, 'id' | 'caseId' | 'type' | 'view' | 'question' | 'options'>

export interface TaskContext {
  readonly case: Case
  readonly conversation: Conversation
  /** Numbers of shown turns that are left out of the text, where the whole would be too long. */
  readonly leftOut?: ReadonlySet<number>
}

export interface Rendered {
  readonly messages: readonly Message[]
  /** Ids of the training tasks shown as examples, in their order. */
  readonly shots: readonly string[]
}

export interface Regime {
  readonly name: string
  /** As it is written on the command line; its segments are what the reply is read for. */
  readonly recipe?: { readonly name: string; readonly segments: Recipe }
  readonly shots?: { readonly count: number; readonly from: string }
  /** Everything else that makes the prompt, for its hash: texts of templates, the pool of examples. */
  readonly material: Readonly<Record<string, string | number>>
  render(task: AskedTask, context: TaskContext): Rendered
}

export interface Prompt {
  readonly regime: Regime
  /** Seed of the permutation of each task's options; undefined where they keep their order. */
  readonly permute: number | undefined
  /** SHA-256 of everything that makes the prompt besides the task itself. */
  readonly hash: string
  ask(task: AskedTask, context: TaskContext): Asked
}

export interface Asked extends Rendered {
  /** Length of all messages together. */
  readonly characters: number
  /** The task's own letters in the order in which their options are shown. */
  readonly order: readonly Letter[]
  /** Reads a reply: `shown` is the letter as written, `answer` the same option's letter in the task. */
  read(reply: string): ReadReply & { readonly shown: Letter | null }
}

export function createPrompt(regime: Regime, permute?: number): Prompt {
  const { name, recipe, shots, material } = regime
  return {
    regime,
    permute,
    hash: sha256(canonicalJson({ name, recipe: recipe?.name, shots, permute, material })),
    ask: (task, context) => {
      const order = permutationOf(task, permute)
      const asked = withOrder(task, order)
      const rendered = regime.render(asked, context)
      return {
        ...rendered,
        characters: rendered.messages.reduce((sum, { content }) => sum + content.length, 0),
        order,
        read: (reply) => {
          const found = readReply(reply, asked.options, recipe?.segments)
          const place = asked.options.findIndex(({ letter }) => letter === found.answer)
          return { ...found, shown: found.answer, answer: order[place] ?? null }
        },
      }
    },
  }
}
