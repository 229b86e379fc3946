// An example: one task with everything a reader needs to judge it, gathered from the benchmark's files.
import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { benchmarkFiles, contextOf } from '../../benchmark/folder.ts'
import { shownTurns, type ShownTurn } from '../../conversations/view.ts'
import { readJsonl } from '../../kit/jsonl.ts'
import type { Case, Image, Table } from '../../records/case.ts'
import type { Conversation } from '../../records/conversation.ts'
import { factSchema, type Fact } from '../../records/fact.ts'
import type { Letter, Task } from '../../records/task.ts'
import type { ReportMaterial } from '../material.ts'
import { quantity, type Quantity } from '../quantity.ts'
import { chooseExamples } from './choose.ts'

export interface ExampleTurn extends ShownTurn {
  readonly tables: readonly Table[]
  readonly images: readonly ExampleImage[]
}

export interface ExampleImage {
  readonly image: Image
  /** A data: URL; undefined where the file is missing, too large or of an unknown kind. */
  readonly url: string | undefined
}

export interface ExampleAnswer {
  readonly run: string
  /** Null for an answer that could not be read. */
  readonly answer: Letter | null
}

export interface Example {
  readonly task: Task
  readonly split: string
  readonly case: Case
  readonly conversation: Conversation
  readonly turns: readonly ExampleTurn[]
  /** In the task's order; a fact that is not in the folder is left out. */
  readonly facts: readonly Fact[]
  readonly score: Quantity
  readonly answers: readonly ExampleAnswer[]
}

/** Pictures below this many bytes are shown. */
const largestImage = 150_000

export async function readExamples(material: ReportMaterial): Promise<Example[]> {
  const { benchmark, tasksFile, runs } = material
  const chosen = chooseExamples(benchmark)
  const facts = await readFacts(benchmark.folder, new Set(chosen.flatMap((task) => task.facts)))
  const examples: Example[] = []
  for (const task of chosen) {
    const { case: source, conversation } = contextOf(benchmark, task)
    const turns: ExampleTurn[] = []
    for (const turn of shownTurns(conversation, task.view)) {
      turns.push(await withAttachments(turn, source, benchmark.folder))
    }
    const place = benchmark.tasks.indexOf(task)
    examples.push({
      task,
      split: benchmark.splits.get(task.id) ?? 'in no split',
      case: source,
      conversation,
      turns,
      facts: task.facts.flatMap((id) => facts.get(id) ?? []),
      score: quantity({ file: tasksFile, content: benchmark.tasks }, [place, 'behavior', 'score'], 'score'),
      answers: runs.flatMap(({ label, predictions }) => {
        const found = predictions.find(({ taskId, repeat }) => taskId === task.id && repeat === 0)
        return found === undefined ? [] : [{ run: label, answer: found.answer }]
      }),
    })
  }
  return examples
}

async function readFacts(folder: string, wanted: ReadonlySet<string>): Promise<Map<string, Fact>> {
  const facts = new Map<string, Fact>()
  for await (const fact of readJsonl(join(folder, benchmarkFiles.facts), factSchema)) {
    if (wanted.has(fact.id)) facts.set(fact.id, fact)
  }
  return facts
}

async function withAttachments(turn: ShownTurn, source: Case, folder: string): Promise<ExampleTurn> {
  const of = (kind: 'table' | 'image'): Set<string> =>
    new Set(turn.attachments.filter((attachment) => attachment.kind === kind).map(({ id }) => id))
  const images: ExampleImage[] = []
  if (turn.masked) return { ...turn, tables: [], images }
  for (const image of source.images.filter(({ id }) => of('image').has(id))) {
    images.push({ image, url: image.file === undefined ? undefined : await dataUrl(folder, image.file) })
  }
  return { ...turn, tables: source.tables.filter(({ id }) => of('table').has(id)), images }
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
}

/** Undefined for a file that is missing, too large, no picture, or not inside the benchmark's folder. */
async function dataUrl(folder: string, file: string): Promise<string | undefined> {
  const mediaType = mediaTypes[extname(file).toLowerCase()]
  if (mediaType === undefined) return undefined
  try {
    const path = await realpath(resolve(folder, file))
    const inside = path.startsWith((await realpath(folder)) + sep)
    const { size } = await stat(path)
    if (!inside || size >= largestImage) return undefined
    return `data:${mediaType};base64,${(await readFile(path)).toString('base64')}`
  } catch {
    return undefined
  }
}
