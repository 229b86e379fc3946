// The second check of tasks that models failed: everything that a build checks, once more, on what the folder
// holds now, and whether the judges come to the key by themselves. What it finds is what changed since the build:
// clinical knowledge that was corrected, a check that became stricter, a file that was edited. Runs in a worker.
import { caseSchema } from '../../records/case.ts'
import { conversationSchema } from '../../records/conversation.ts'
import { factSchema } from '../../records/fact.ts'
import { taskSchema } from '../../records/task.ts'
import { messageOf } from '../../kit/errors.ts'
import { verdictOf, type KeyVerdict } from '../../verification/agreement.ts'
import type { Finding } from '../../verification/check.ts'
import { verifyTask } from '../../verification/task.ts'
import type { Bundle } from './bundles.ts'

export interface Rechecked {
  readonly id: string
  /** Empty where it passes. */
  readonly findings: readonly Finding[]
  readonly judges: KeyVerdict
}

export function recheckCase(bundle: Bundle): Rechecked[] {
  const source = caseSchema.parse(JSON.parse(bundle.case))
  const facts = bundle.facts.map((line) => factSchema.parse(JSON.parse(line)))
  const conversation = conversationSchema.parse(JSON.parse(bundle.conversation))
  const sources = { case: source, facts, conversation }
  return bundle.tasks.map((line): Rechecked => {
    const value: unknown = JSON.parse(line)
    const parsed = taskSchema.safeParse(value)
    if (!parsed.success) {
      const { id } = value as { readonly id: string }
      const field = parsed.error.issues[0]?.path.join('.') ?? ''
      const what = `does not fit the schema of tasks (${field})`
      return { id, findings: [{ check: 'schema', what }], judges: 'cannot judge' }
    }
    const task = parsed.data
    try {
      const { findings } = verifyTask(task, sources)
      return { id: task.id, findings, judges: verdictOf(task, sources).verdict }
    } catch (error) {
      const what = messageOf(error)
      return { id: task.id, findings: [{ check: 'schema', what }], judges: 'cannot judge' }
    }
  })
}

/** The worker's handler: a bundle in, what was found of its tasks out. */
export default function createHandler(): (line: string) => string {
  return (line) => JSON.stringify(recheckCase(JSON.parse(line) as Bundle))
}
