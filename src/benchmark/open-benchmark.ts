// A benchmark folder that is read where it is needed: ids, types, splits and groups in memory, everything else
// fetched from disk one record at a time. What evaluates 142,496 tasks works on this; folder.ts loads a whole
// benchmark for what needs all of it at once.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../kit/errors.ts'
import { createInterner } from '../kit/intern.ts'
import { scanLines, type LinePlace } from '../kit/line-file.ts'
import { splitRowSchema, type Benchmark, type SplitName } from '../records/benchmark.ts'
import { caseSchema, type Case } from '../records/case.ts'
import { conversationSchema, type Conversation } from '../records/conversation.ts'
import { taskSchema, type Task } from '../records/task.ts'
import type { TaskTypeId } from '../taxonomy/task-types.ts'
import { parseRecord } from '../kit/jsonl.ts'
import { benchmarkFiles, readHeader } from './folder.ts'
import { idOf, isBlank, openRecordFile, ownCopy, type RecordFile } from './record-file.ts'

/** What is known of a task without reading it. */
export interface TaskEntry {
  readonly id: string
  readonly caseId: string
  readonly conversationId: string
  readonly type: TaskTypeId
  readonly split: SplitName | undefined
  /** What resampling keeps together: the group of its case, or the case. */
  readonly group: string
}

export interface OpenBenchmark {
  readonly folder: string
  readonly header: Benchmark
  /** In the order of tasks.jsonl. */
  readonly tasks: readonly TaskEntry[]
  /** Throw a Failure where the folder lacks it, or where its line is damaged. */
  task(id: string): Task
  contextOf(task: Pick<Task, 'id' | 'caseId' | 'conversationId'>): {
    readonly case: Case
    readonly conversation: Conversation
  }
  close(): void
}

export async function openBenchmark(folder: string): Promise<OpenBenchmark> {
  const header = await readHeader(folder)
  const { entries, cases, conversations, tasks } = await indexFolder(folder)
  return {
    folder,
    header,
    tasks: entries,
    task: (id) => tasks.get(id) ?? missing(folder, `task ${id}`, 'is not in the folder.'),
    contextOf: ({ id, caseId, conversationId }) => ({
      case: cases.get(caseId) ?? missing(folder, `task ${id}`, 'names a case that is not in the folder.'),
      conversation:
        conversations.get(conversationId) ??
        missing(folder, `task ${id}`, 'names a conversation that is not in the folder.'),
    }),
    close: () => {
      for (const file of [cases, conversations, tasks]) file.close()
    },
  }
}

interface FolderIndex {
  readonly entries: readonly TaskEntry[]
  readonly cases: RecordFile<Case>
  readonly conversations: RecordFile<Conversation>
  readonly tasks: RecordFile<Task>
}

/** A function of its own: what only indexing needs would live as long as anything made beside it. */
async function indexFolder(folder: string): Promise<FolderIndex> {
  const path = (name: 'cases' | 'conversations' | 'splits' | 'tasks'): string =>
    join(folder, benchmarkFiles[name])
  for (const name of ['cases', 'conversations', 'splits', 'tasks'] as const) {
    if (existsSync(path(name))) continue
    throw new Failure({ subject: path(name), what: 'does not exist.', remedy: 'Build the benchmark again.' })
  }
  const intern = createInterner()
  const groups = new Map<string, string>()
  const cases = await openRecordFile(path('cases'), caseSchema, (line, place) => {
    const id = intern(idOf(line, path('cases'), place))
    const group = groupIn(line, path('cases'), place)
    if (group !== undefined) groups.set(id, intern(group))
    return id
  })
  const conversations = await openRecordFile(path('conversations'), conversationSchema, (line, place) =>
    intern(idOf(line, path('conversations'), place)),
  )
  const splits = new Map<string, SplitName>()
  await scanLines(path('splits'), (line, place) => {
    if (isBlank(line)) return
    const text = line.toString('utf8')
    const found = splitPattern.exec(text)
    const row =
      found === null
        ? parseRecord(path('splits'), place.number, text, splitRowSchema)
        : { taskId: found[1] as string, split: found[2] as SplitName }
    splits.set(row.taskId, intern(row.split))
  })
  const entries: TaskEntry[] = []
  const tasks = await openRecordFile(path('tasks'), taskSchema, (line, place) => {
    const { id, caseId, conversationId, type } = headOfTask(line, path('tasks'), place)
    const ownCase = intern(caseId)
    entries.push({
      id,
      caseId: ownCase,
      conversationId: intern(conversationId),
      type: intern(type),
      split: splits.get(id),
      group: groups.get(ownCase) ?? ownCase,
    })
    return id
  })
  return { entries, cases, conversations, tasks }
}

function missing(folder: string, place: string, what: string): never {
  throw new Failure({ subject: folder, place, what, remedy: 'The folder is incomplete; build it again.' })
}

const splitPattern = /^\{"taskId":"([^"\\]+)","caseId":"[^"\\]+","split":"(train|validation|test)"\}$/
const headPattern = /^\{"id":"([^"\\]+)","caseId":"([^"\\]+)","conversationId":"([^"\\]+)","type":"([^"\\]+)"/

/** The first fields of a task, as we write them; a line that begins otherwise is parsed whole. */
function headOfTask(
  line: Buffer,
  path: string,
  place: LinePlace,
): Pick<Task, 'id' | 'caseId' | 'conversationId' | 'type'> {
  const found = headPattern.exec(line.toString('utf8', 0, 400))
  if (found === null) return parseRecord(path, place.number, line.toString('utf8'), taskSchema)
  const [, id, caseId, conversationId, type] = found as unknown as readonly [
    string,
    string,
    string,
    string,
    TaskTypeId,
  ]
  return { id: ownCopy(id), caseId, conversationId, type }
}

/** The group of a case. Inside a JSON text the quotes of this key would be escaped, so bytes can be searched. */
function groupIn(line: Buffer, path: string, place: LinePlace): string | undefined {
  if (!line.includes('"group":')) return undefined
  return parseRecord<{ group?: string }>(path, place.number, line.toString('utf8')).group
}
