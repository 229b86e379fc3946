// The pages of single tasks: samples/index.html, which lists, filters and shows them, and beside it the data as files
// that it loads when they are needed. Texts stream from the benchmark's files to these; nothing large is held.
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../kit/errors.ts'
import { writeText } from '../../kit/jsonl.ts'
import type { ReportMaterial } from '../material.ts'
import { aboutSamples } from './about.ts'
import { dataScript, openChunks, type ChunkWriter } from './chunks.ts'
import { answerCode, columnOf, saidCode, taskColumns } from './columns.ts'
import { shardOf, shardsFor } from './ids.ts'
import { samplesPage } from './page.ts'
import { copyPictures } from './pictures.ts'
import { conversationRecord, replyRecord, taskRecord } from './records.ts'
import { sampledRuns, type SampledRun } from './sampled-runs.ts'

const marker = 'README.txt'
const viewer = join(import.meta.dirname, 'viewer')

export interface SampleControls {
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

/** The path of the page; undefined when stopped, which leaves no page. */
export async function writeSamples(
  material: ReportMaterial,
  output: string,
  { onProgress, signal }: SampleControls = {},
): Promise<string | undefined> {
  const folder = join(output, 'samples')
  const data = join(folder, 'data')
  await startAfresh(folder)
  const runs = sampledRuns(material.runs)
  const places = placesOf(material)
  const put = async (name: string, value: unknown): Promise<void> => {
    await writeText(join(data, `${name}.js`), dataScript(name, JSON.stringify(value)))
  }
  const putColumn = async (name: string, codeAt: (index: number) => number): Promise<void> => {
    for (const [number, text] of columnOf(places.length, codeAt).entries())
      await put(`${name}/${number}`, text)
  }
  for (const [name, codeOf] of Object.entries(taskColumns)) {
    await putColumn(`columns/${name}`, (index) => {
      const task = material.benchmark.tasks[places[index] ?? 0]
      return task === undefined ? 0 : codeOf(task)
    })
  }
  for (const { key, run } of runs) {
    await putColumn(`runs/${key}/answer`, (index) => answerCode(run.answers, places[index] ?? 0))
    await putColumn(`runs/${key}/said`, (index) => saidCode(run.answers, places[index] ?? 0))
  }
  await writeIds(material, places, put)
  const whole = await writeTexts(material, runs, places, { folder, data, put, onProgress, signal })
  if (!whole) return undefined
  await put('about', aboutSamples(material, runs, places.length))
  await mkdir(join(folder, 'viewer'), { recursive: true })
  const scripts = (await readdir(viewer)).filter((name) => name.endsWith('.js')).toSorted()
  for (const name of scripts) await copyFile(join(viewer, name), join(folder, 'viewer', name))
  const page = join(folder, 'index.html')
  await writeText(page, samplesPage(material, runs, places.length))
  return page
}

/** Clears what an earlier report left in this folder, and nothing that none made. */
async function startAfresh(folder: string): Promise<void> {
  if (existsSync(folder) && !existsSync(join(folder, marker)) && (await readdir(folder)).length > 0) {
    throw new Failure({
      subject: folder,
      what: 'holds something that no report made.',
      remedy: 'Move it away, or write the report elsewhere with -o.',
    })
  }
  await rm(folder, { recursive: true, force: true })
  await writeText(
    join(folder, marker),
    'Written by `behaviorbench report`, which clears this folder when it runs again. Open index.html.\n',
  )
}

/** Places of the tasks that any run asked; of all where no run was given. */
function placesOf({ benchmark, runs }: ReportMaterial): number[] {
  const all = Array.from(benchmark.tasks.keys())
  if (runs.length === 0) return all
  return all.filter((place) => runs.some(({ answers }) => answers.answer(place, 0) !== undefined))
}

async function writeIds(
  { benchmark }: ReportMaterial,
  places: readonly number[],
  put: (name: string, value: unknown) => Promise<void>,
): Promise<void> {
  const count = shardsFor(places.length)
  const shards = Array.from({ length: count }, (): [string, number][] => [])
  places.forEach((place, index) => {
    const id = benchmark.tasks[place]?.id ?? ''
    shards[shardOf(id, count)]?.push([id, index])
  })
  for (const [number, shard] of shards.entries()) await put(`ids/${number}`, shard)
}

interface TextControls {
  readonly folder: string
  readonly data: string
  readonly put: (name: string, value: unknown) => Promise<void>
  readonly onProgress: SampleControls['onProgress']
  readonly signal: AbortSignal | undefined
}

/** False when stopped. */
async function writeTexts(
  { benchmark }: ReportMaterial,
  runs: readonly SampledRun[],
  places: readonly number[],
  { folder, data, put, onProgress, signal }: TextControls,
): Promise<boolean> {
  const tasks = withStarts(openChunks(data, 'tasks'))
  const conversations = openChunks(data, 'conversations')
  const replies = runs.map(({ key, run }) => ({
    name: `runs/${key}/replies`,
    answers: run.answers,
    chunks: withStarts(openChunks(data, `runs/${key}/replies`)),
  }))
  const known = new Map<string, readonly [number, number]>()
  for (const [index, place] of places.entries()) {
    if (signal?.aborted === true) return false
    const line = benchmark.tasks[place]
    if (line === undefined) continue
    const whole = benchmark.read(line)
    const { conversation } = whole
    let at = known.get(conversation.id)
    if (at === undefined) {
      const pictures = await copyPictures(whole.case, benchmark.folder, folder)
      at = await conversations.add(conversationRecord(whole.case, conversation, pictures))
      known.set(conversation.id, at)
    }
    await tasks.add(index, taskRecord(whole, at))
    for (const { answers, chunks } of replies) {
      const own: object[] = []
      for (let repeat = 0; repeat < answers.repeats; repeat += 1) {
        const prediction = answers.read(place, repeat)
        if (prediction !== undefined) own.push(replyRecord(prediction))
      }
      if (own.length > 0) await chunks.add(index, [index, own])
    }
    onProgress?.(index + 1, places.length)
  }
  await conversations.close()
  await put('tasks/starts', await tasks.close())
  for (const { name, chunks } of replies) await put(`${name}/starts`, await chunks.close())
  return true
}

/** Chunks that note which task each file begins with. */
function withStarts(chunks: ChunkWriter): {
  add(index: number, record: unknown): Promise<void>
  close(): Promise<readonly number[]>
} {
  const starts: number[] = []
  return {
    add: async (index, record) => {
      const [, place] = await chunks.add(record)
      if (place === 0) starts.push(index)
    },
    close: async () => {
      await chunks.close()
      return starts
    },
  }
}
