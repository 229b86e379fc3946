// The tasks of a benchmark folder one after another, each with its case, conversation and prompt. What is kept
// in memory is the split of each task and where each case stands in its file.
import { join } from 'node:path'
import { Failure } from '../../kit/errors.ts'
import { readJsonl } from '../../kit/jsonl.ts'
import { splitRowSchema, type SplitName } from '../../records/benchmark.ts'
import { caseSchema, type Case } from '../../records/case.ts'
import { conversationSchema, type Conversation } from '../../records/conversation.ts'
import { taskSchema, type Letter, type Task } from '../../records/task.ts'
import { benchmarkFiles } from '../folder.ts'
import type { ExportItem, ExportPrompt } from './export-format.ts'
import { termsOf } from './licence-terms.ts'
import { openRecordIndex, type RecordIndex } from './record-index.ts'
import type { TallyCounter } from './tally.ts'

export interface ItemsWish {
  readonly splits: readonly SplitName[]
  readonly onlyRedistributable: boolean
  readonly signal?: AbortSignal
}

/** Ends early when the signal says so; the caller looks at the signal. */
export async function* readItems(
  folder: string,
  prompt: ExportPrompt,
  { splits, onlyRedistributable, signal }: ItemsWish,
  tally: TallyCounter,
): AsyncGenerator<ExportItem> {
  const path = (name: keyof typeof benchmarkFiles): string => join(folder, benchmarkFiles[name])
  const splitOf = new Map<string, SplitName>()
  for await (const { taskId, split } of readJsonl(path('splits'), splitRowSchema)) splitOf.set(taskId, split)
  const cases = await openRecordIndex(path('cases'), caseSchema)
  const conversations = await openRecordIndex(path('conversations'), conversationSchema)
  try {
    for await (const task of readJsonl(path('tasks'), taskSchema)) {
      if (signal?.aborted) return
      const split = splitOf.get(task.id)
      if (split === undefined) tally.leave('unassigned')
      if (split === undefined || !splits.includes(split)) continue
      const terms = termsOf(task.licence)
      if (onlyRedistributable && !terms.redistributable) {
        tally.leave('notRedistributable')
        continue
      }
      const context = await contextOf(folder, task, cases, conversations)
      const { messages, order } = prompt.ask(task, context)
      const item = { task, split, ...context, terms, messages, order, ...shownAs(task, order) }
      tally.add(item)
      yield item
    }
  } finally {
    await cases.close()
    await conversations.close()
  }
}

async function contextOf(
  folder: string,
  task: Task,
  cases: RecordIndex<Case>,
  conversations: RecordIndex<Conversation>,
): Promise<{ readonly case: Case; readonly conversation: Conversation }> {
  const source = await cases.get(task.caseId)
  const conversation = await conversations.get(task.conversationId)
  if (source !== undefined && conversation !== undefined) return { case: source, conversation }
  throw new Failure({
    subject: folder,
    place: `task ${task.id}`,
    what: `names a ${source === undefined ? 'case' : 'conversation'} that is not in the folder.`,
    remedy: 'The folder is incomplete; build it again.',
  })
}

/** Options lettered anew in the order in which they are shown, and the gold letter among them. */
function shownAs(task: Task, order: readonly Letter[]): Pick<ExportItem, 'options' | 'gold'> {
  const textOf = new Map(task.options.map(({ letter, text }) => [letter, text]))
  const options = task.options.map(({ letter }, place) => ({
    letter,
    text: textOf.get(order[place] as Letter) as string,
  }))
  return { options, gold: task.options[order.indexOf(task.gold)]?.letter as Letter }
}
