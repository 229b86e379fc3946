// An example: one task with everything a reader needs to judge it, gathered from the benchmark's files.
import { readFile } from 'node:fs/promises'
import { shownTurns, type ShownTurn } from '../../conversations/view.ts'
import type { Case, Image, Table } from '../../records/case.ts'
import type { Conversation } from '../../records/conversation.ts'
import type { Fact } from '../../records/fact.ts'
import type { Letter, Task } from '../../records/task.ts'
import type { ReportMaterial } from '../material.ts'
import { pictureOf } from '../picture.ts'
import { pointer, type Quantity } from '../quantity.ts'
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
  const examples: Example[] = []
  for (const place of chooseExamples(benchmark)) {
    const line = benchmark.tasks[place]
    if (line === undefined) continue
    const { split, ...whole } = benchmark.read(line)
    const turns: ExampleTurn[] = []
    for (const turn of shownTurns(whole.conversation, whole.task.view)) {
      turns.push(await withAttachments(turn, whole.case, benchmark.folder))
    }
    examples.push({
      ...whole,
      split: split ?? 'in no split',
      turns,
      score: {
        value: whole.task.behavior.score,
        unit: 'score',
        origin: { kind: 'field', file: tasksFile, field: pointer([place, 'behavior', 'score']) },
      },
      answers: runs.flatMap(({ label, answers }) => {
        const answer = answers.answer(place, 0)
        return answer === undefined ? [] : [{ run: label, answer }]
      }),
    })
  }
  return examples
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

/** Undefined for a file that cannot be shown, or is too large to stand in the page. */
async function dataUrl(folder: string, file: string): Promise<string | undefined> {
  const picture = await pictureOf(folder, file, largestImage)
  if (picture === undefined) return undefined
  return `data:${picture.mediaType};base64,${(await readFile(picture.path)).toString('base64')}`
}
