// The list for physicians: pages to read, and a CSV file to fill in. On a page stands what a model was shown; the
// key and what the models answered are folded away, so that a reader can first decide for themselves.
import { copyFile, mkdir, realpath } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { bundlesOf, type Bundle } from '../../benchmark/hard/bundles.ts'
import { decisionColumns } from '../../benchmark/hard/decisions.ts'
import type { DoubtfulTask } from '../../evaluation/hard/mine.ts'
import { writeText } from '../../kit/jsonl.ts'
import { caseSchema, type Case } from '../../records/case.ts'
import { conversationSchema } from '../../records/conversation.ts'
import { taskSchema } from '../../records/task.ts'
import type { Markup } from '../markup.ts'
import { reviewItem, reviewPage } from './page.ts'

/** No page of the list weighs more than this, save for a single task that does. */
const largestPage = 250_000

/** Writes review.csv and review-1.html … into `output`; returns the number of pages. */
export async function writeReview(
  benchmarkFolder: string,
  name: string,
  tasks: readonly DoubtfulTask[],
  output: string,
): Promise<number> {
  const items = await readItems(benchmarkFolder, tasks, output)
  const pages: { task: DoubtfulTask; item: Markup }[][] = []
  let weight = Number.POSITIVE_INFINITY
  for (const task of tasks) {
    const item = items.get(task.line.id)
    if (item === undefined) continue
    const own = Buffer.byteLength(item.markup)
    if (weight + own > largestPage) {
      pages.push([])
      weight = 0
    }
    weight += own
    pages.at(-1)?.push({ task, item })
  }
  for (const [index, page] of pages.entries()) {
    const text = reviewPage(
      name,
      index + 1,
      pages.length,
      page.map(({ item }) => item),
    )
    await writeText(join(output, pageName(index + 1)), text)
  }
  const rows = pages.flatMap((page, index) =>
    page.map(({ task: { line } }) => [
      line.id,
      pageName(index + 1),
      line.type,
      line.challenge?.member ?? '',
      ...decisionColumns.slice(4).map(() => ''),
    ]),
  )
  // Ids and names of ours only: nothing that needs quotes, and no text of a patient.
  await writeText(
    join(output, 'review.csv'),
    [decisionColumns, ...rows].map((cells) => `${cells.join(',')}\n`).join(''),
  )
  return pages.length
}

function pageName(number: number): string {
  return `review-${number}.html`
}

async function readItems(
  benchmarkFolder: string,
  tasks: readonly DoubtfulTask[],
  output: string,
): Promise<ReadonlyMap<string, Markup>> {
  const byId = new Map(tasks.map((task) => [task.line.id, task]))
  const items = new Map<string, Markup>()
  if (tasks.length === 0) return items
  for await (const bundle of bundlesOf(benchmarkFolder, new Set(byId.keys()))) {
    const source = caseSchema.parse(JSON.parse(bundle.case))
    const images = await copyImages(source, benchmarkFolder, output)
    for (const [id, item] of itemsOf(bundle, source, byId, images)) items.set(id, item)
  }
  return items
}

function* itemsOf(
  bundle: Bundle,
  source: Case,
  byId: ReadonlyMap<string, DoubtfulTask>,
  images: ReadonlyMap<string, string>,
): Generator<[string, Markup]> {
  const conversation = conversationSchema.parse(JSON.parse(bundle.conversation))
  for (const line of bundle.tasks) {
    const parsed = taskSchema.safeParse(JSON.parse(line))
    // One that is no task any more was refused by the second check and is not on the list.
    const doubt = parsed.success ? byId.get(parsed.data.id) : undefined
    if (!parsed.success || doubt === undefined) continue
    yield [parsed.data.id, reviewItem({ task: parsed.data, case: source, conversation, images }, doubt)]
  }
}

/** Copies the pictures beside the pages; returns where each lies. One outside the benchmark's folder is left out. */
async function copyImages(
  source: Case,
  benchmarkFolder: string,
  output: string,
): Promise<ReadonlyMap<string, string>> {
  const copied = new Map<string, string>()
  for (const { id, file } of source.images) {
    if (file === undefined) continue
    try {
      const path = await realpath(resolve(benchmarkFolder, file))
      if (!path.startsWith((await realpath(benchmarkFolder)) + sep)) continue
      const target = resolve(output, file)
      if (!target.startsWith(resolve(output) + sep)) continue
      await mkdir(dirname(target), { recursive: true })
      await copyFile(path, target)
      copied.set(id, file)
    } catch {
      // A picture that is missing is said on the page.
    }
  }
  return copied
}
