// What the audit needs to know of the tasks of one case, as numbers and hashes: the items of the checks over
// the whole, and which solvers answer rightly that learn nothing. Runs in a worker; pure. Reads what was
// written, by its schemas, and not what was meant to be written.
import { contextText, shownTurns } from '../conversations/view.ts'
import { Failure } from '../kit/errors.ts'
import { caseSchema } from '../records/case.ts'
import { conversationSchema } from '../records/conversation.ts'
import { taskSchema } from '../records/task.ts'
import { groupOf } from '../tasks/neighbours.ts'
import { answersByReading, isPlanted } from '../verification/shortcuts/audit.ts'
import type { Foldable } from '../verification/shortcuts/cross-validation.ts'
import { itemOf, type BenchmarkItem } from '../verification/whole/item.ts'
import { foldableOf } from './type-files.ts'

export interface ExaminedTask {
  /** `shingles` in base64, little-endian 32-bit numbers. */
  readonly item: Omit<BenchmarkItem, 'shingles'> & { readonly shingles: string }
  /** True of a member of a planted triple. */
  readonly planted: boolean
  /** Bits of the solvers that learn nothing. */
  readonly right: number
  readonly asked: Foldable
}

interface CaseText {
  readonly case: unknown
  readonly conversation: unknown
  readonly tasks: readonly unknown[]
}

export function examineCase(text: CaseText, seed: number): ExaminedTask[] {
  const source = caseSchema.parse(text.case)
  const conversation = conversationSchema.parse(text.conversation)
  const group = groupOf(source)
  return text.tasks.map((value): ExaminedTask => {
    const task = taskSchema.parse(value)
    if (task.caseId !== source.id || task.conversationId !== conversation.id) {
      throw new Failure({
        subject: `task ${task.id}`,
        what: 'names a case or a conversation that does not stand at its place in the folder.',
        remedy: 'The folder is incomplete; build it again.',
      })
    }
    const context = contextText(source, shownTurns(conversation, task.view))
    const { shingles, ...item } = itemOf(task, context, group)
    return {
      item: { ...item, shingles: Buffer.from(shingles.buffer).toString('base64') },
      planted: isPlanted(task),
      right: answersByReading(task, context, { seed }),
      asked: foldableOf(task, group),
    }
  })
}

/** The worker's handler: a case with its conversation and tasks in, its examined tasks out. */
export default function createHandler(setup: string): (text: string) => string {
  const { seed } = JSON.parse(setup) as { readonly seed: number }
  return (text) => JSON.stringify(examineCase(JSON.parse(text) as CaseText, seed))
}
