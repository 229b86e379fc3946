// How specific and how implicit the replies of runs are by their words alone, without a judge: Figure 2 of the
// paper. Words carry meaning (no stop words) and are stemmed; the prompt is the conversation, the question and the
// options. Specificity compares the replies of all the runs given. Of large runs a fixed sample of tasks is read.
import { join } from 'node:path'
import { benchmarkFiles } from '../../benchmark/folder.ts'
import { contextText, shownTurns } from '../../conversations/view.ts'
import { sha256 } from '../../kit/hash.ts'
import { readJsonl } from '../../kit/jsonl.ts'
import { densityOf, type Density } from '../../metrics/density.ts'
import { implicitness, specificities } from '../../metrics/wording.ts'
import { caseSchema, type Case } from '../../records/case.ts'
import { conversationSchema, type Conversation } from '../../records/conversation.ts'
import type { Prediction } from '../../records/prediction.ts'
import type { Task } from '../../records/task.ts'
import { contentWords } from '../../verification/words.ts'
import { runFiles } from '../run.ts'
import { judgedText } from './judged-text.ts'
import { meanWithInterval, type Mean, type Valued } from './means.ts'

/** Tasks that are read at most; of more, those whose ids hash lowest, so that all runs are read on the same. */
const mostTasks = 5000

/** Where densities are given: from −0.1 to 1.2, as Figure 2 shows them, in steps of a hundredth. */
export const densityPoints: readonly number[] = Array.from({ length: 131 }, (_, index) => (index - 10) / 100)

export interface Trait extends Mean {
  /** At the density points; null where all replies have the same value, or there are fewer than two. */
  readonly density: Density | null
}

export interface RunWording {
  /** Replies to the tasks that were read. */
  readonly replies: number
  /** Of them, those without words of their own. */
  readonly nothingToRead: number
  readonly specificity: Trait
  readonly implicitness: Trait
}

interface ReadReply {
  readonly run: number
  readonly words: readonly string[]
  readonly implicitness: number | null
  readonly group: string
}

/** In the order of the runs; a task's first repeat is read. */
export async function wordingOf(
  benchmarkFolder: string,
  runFolders: readonly string[],
): Promise<readonly RunWording[]> {
  const chosen = await chooseTasks(runFolders)
  const tasks = await readTasks(benchmarkFolder, chosen)
  const counts = runFolders.map(() => ({ replies: 0, nothingToRead: 0 }))
  const read: ReadReply[] = []
  const prompts = new Map<string, ReadonlySet<string>>()
  for (const [run, folder] of runFolders.entries()) {
    for await (const prediction of firstReplies(folder)) {
      const about = tasks.get(prediction.taskId)
      const count = counts[run]
      if (about === undefined || count === undefined) continue
      count.replies += 1
      const judged = judgedText(about.task, prediction)
      if ('nothing' in judged) {
        count.nothingToRead += 1
        continue
      }
      const prompt = prompts.get(about.task.id) ?? promptWords(about)
      prompts.set(about.task.id, prompt)
      const words = [...new Set(contentWords(judged.text))]
      read.push({ run, words, implicitness: implicitness(words, prompt), group: about.group })
    }
  }
  const specificity = specificities(read.map(({ words }) => words))
  return counts.map((count, run) => ({
    ...count,
    specificity: traitOf(read, run, (_, index) => specificity[index] ?? null),
    implicitness: traitOf(read, run, (reply) => reply.implicitness),
  }))
}

function traitOf(
  replies: readonly ReadReply[],
  run: number,
  valueOf: (reply: ReadReply, index: number) => number | null,
): Trait {
  const values = replies.flatMap((reply, index): Valued[] => {
    const value = reply.run === run ? valueOf(reply, index) : null
    return value === null ? [] : [{ value, group: reply.group }]
  })
  const density = densityOf(
    values.map(({ value }) => value),
    densityPoints,
  )
  return { ...meanWithInterval(values, 'wording'), density }
}

async function* firstReplies(folder: string): AsyncGenerator<Prediction> {
  for await (const prediction of readJsonl<Prediction>(join(folder, runFiles.predictions))) {
    if (prediction.repeat === 0) yield prediction
  }
}

/** Tasks to which any run gave more than a few words. */
async function chooseTasks(runFolders: readonly string[]): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  for (const folder of runFolders) {
    for await (const { taskId, output } of firstReplies(folder)) {
      if (output.length > 20) ids.add(taskId)
    }
  }
  if (ids.size <= mostTasks) return ids
  const hashed = [...ids].map((id) => ({ id, hash: sha256(id) }))
  const lowest = hashed.toSorted((a, b) => (a.hash < b.hash ? -1 : 1)).slice(0, mostTasks)
  return new Set(lowest.map(({ id }) => id))
}

interface ReadTask {
  readonly task: Task
  readonly case: Case
  readonly conversation: Conversation
  readonly group: string
}

/** Those tasks with what they show; nothing else of the benchmark stays in memory. */
async function readTasks(folder: string, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, ReadTask>> {
  if (ids.size === 0) return new Map()
  const tasks: Task[] = []
  for await (const task of readJsonl<Task>(join(folder, benchmarkFiles.tasks))) {
    if (ids.has(task.id)) tasks.push(task)
  }
  const cases = await only<Case>(
    readJsonl(join(folder, benchmarkFiles.cases), caseSchema),
    new Set(tasks.map(({ caseId }) => caseId)),
  )
  const conversations = await only<Conversation>(
    readJsonl(join(folder, benchmarkFiles.conversations), conversationSchema),
    new Set(tasks.map(({ conversationId }) => conversationId)),
  )
  return new Map(
    tasks.flatMap((task): [string, ReadTask][] => {
      const source = cases.get(task.caseId)
      const conversation = conversations.get(task.conversationId)
      if (source === undefined || conversation === undefined) return []
      return [[task.id, { task, case: source, conversation, group: source.group ?? source.id }]]
    }),
  )
}

async function only<T extends { readonly id: string }>(
  records: AsyncIterable<T>,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>()
  for await (const record of records) {
    if (ids.has(record.id)) found.set(record.id, record)
  }
  return found
}

function promptWords({ task, case: source, conversation }: ReadTask): ReadonlySet<string> {
  const context = contextText(source, shownTurns(conversation, task.view))
  const options = task.options.map(({ text }) => text).join('\n')
  return new Set(contentWords(`${context}\n${task.question}\n${options}`))
}
