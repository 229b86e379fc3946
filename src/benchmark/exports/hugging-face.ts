// A Hugging Face dataset folder: Parquet shards by split, pictures apart, a dataset card and Croissant metadata.
// `datasets.load_dataset(FOLDER)` reads it from disk, and it can be uploaded as it is.
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { hashFile } from '../../kit/hash.ts'
import { writeJson, writeText } from '../../kit/jsonl.ts'
import { splitNames, type SplitName } from '../../records/benchmark.ts'
import type { ExportFormat, ExportItem, ExportJob } from './export-format.ts'
import { cardText } from './hugging-face/card.ts'
import { croissant } from './hugging-face/croissant.ts'
import type { DatasetSplit, DatasetTable } from './hugging-face/dataset-table.ts'
import type { Column } from './hugging-face/feature.ts'
import {
  imageColumns,
  imageName,
  readImage,
  shownImages,
  type ImageRow,
} from './hugging-face/image-columns.ts'
import { openShards, type ShardWriter } from './hugging-face/shards.ts'
import { taskColumns } from './hugging-face/task-columns.ts'

const taskSizes = { rowsPerGroup: 250, rowsPerShard: 10_000 }
const imageSizes = { rowsPerGroup: 50, rowsPerShard: 2000 }

export const huggingFace: ExportFormat = {
  name: 'hf',
  what: 'a Hugging Face dataset folder (Parquet, dataset card, Croissant)',
  splits: 'all',
  use: "datasets.load_dataset('.') reads the tasks, load_dataset('.', 'images') the pictures",
  write: async (job) => {
    const { tasks, images, missing } = await writeTables(job)
    const tables = [tasks, images].filter(({ splits }) => splits.length > 0)
    await writeText(join(job.folder, 'README.md'), cardText(job, tables, missing))
    await writeJson(join(job.folder, 'croissant.json'), croissant(job, tables))
  },
}

interface Tables {
  readonly tasks: DatasetTable
  readonly images: DatasetTable
  /** Pictures that turns name and the benchmark does not hold. */
  readonly missing: number
}

async function writeTables(job: ExportJob): Promise<Tables> {
  const { folder, items, prompt } = job
  const columns = taskColumns(prompt)
  const open = <T>(prefix: string, of: readonly Column<T>[], sizes: typeof taskSizes): Shards<T> =>
    new Map(
      splitNames.map((name) => [
        name,
        { rows: 0, shards: openShards(folder, `${prefix}/${name}`, of, sizes) },
      ]),
    )
  const tasks = open<ExportItem>('data', columns, taskSizes)
  const images = open<ImageRow>('images', imageColumns, imageSizes)
  const seen = new Set<string>()
  let missing = 0
  for await (const item of items) {
    await add(tasks, item.split, item)
    for (const id of shownImages(item)) {
      const name = imageName(item.case, id)
      if (seen.has(name)) continue
      seen.add(name)
      const image = item.case.images.find((candidate) => candidate.id === id)
      const bytes = image === undefined ? undefined : await readImage(job.benchmarkFolder, image)
      if (image === undefined || bytes === undefined) missing += 1
      else await add(images, item.split, { name, image, bytes, item })
    }
  }
  return {
    tasks: {
      name: 'tasks',
      what: 'the tasks, each with its conversation and prompt',
      folder: 'data',
      columns,
      splits: await close(folder, tasks),
    },
    images: {
      name: 'images',
      what: 'the pictures that turns of the tasks show, each once',
      folder: 'images',
      columns: imageColumns,
      splits: await close(folder, images),
    },
    missing,
  }
}

type Shards<T> = ReadonlyMap<SplitName, { rows: number; readonly shards: ShardWriter<T> }>

async function add<T>(shards: Shards<T>, split: SplitName, row: T): Promise<void> {
  const target = shards.get(split)
  if (target === undefined) return
  target.rows += 1
  await target.shards.write(row)
}

async function close<T>(folder: string, shards: Shards<T>): Promise<DatasetSplit[]> {
  const splits: DatasetSplit[] = []
  for (const [name, { rows, shards: writer }] of shards) {
    const files = []
    const { paths, uncompressed } = await writer.close()
    for (const path of paths) {
      const { size } = await stat(join(folder, path))
      files.push({ path, bytes: size, sha256: await hashFile(join(folder, path)) })
    }
    if (files.length > 0) splits.push({ name, rows, uncompressed, files })
  }
  return splits
}
