// Writes an export folder: the format's files, the credits of all sources, and export.json with the hash of
// each file. The folder appears whole or not at all; the same benchmark and settings give the same bytes.
// A stopped export leaves nothing behind and begins anew: it takes minutes at most, and pays for nothing.
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { Failure } from '../../kit/errors.ts'
import { hashFile } from '../../kit/hash.ts'
import { writeJson, writeText } from '../../kit/jsonl.ts'
import type { SplitName } from '../../records/benchmark.ts'
import { splitNames } from '../../records/benchmark.ts'
import type { OpenBenchmark } from '../open-benchmark.ts'
import type { ExportFormat, ExportItem, ExportPrompt, Publication } from './export-format.ts'
import { readItems } from './items.ts'
import { attributionsFile, attributionsText } from './licences-text.ts'
import { createTally, tasksByLicence, type Tally } from './tally.ts'

export interface ExportRequest {
  readonly format: ExportFormat
  readonly prompt: ExportPrompt
  /** Which split, for formats that take one. */
  readonly split: SplitName
  readonly onlyRedistributable: boolean
  readonly publication: Publication
  readonly signal?: AbortSignal
  readonly onProgress?: () => void
}

export const exportHeaderFile = 'export.json'

/** export.json: what this folder is, and of which benchmark. */
export interface ExportHeader {
  readonly format: 'behaviorbench-export/1'
  readonly kind: string
  readonly benchmark: string
  readonly regime: string
  readonly recipe?: string
  readonly permute?: number
  readonly promptHash: string
  readonly splits: Tally['splits']
  readonly types: Readonly<Record<string, number>>
  readonly licences: Readonly<Record<string, number>>
  readonly onlyRedistributable: boolean
  readonly leftOut: Tally['leftOut']
  /** SHA-256 of every other file. */
  readonly files: Readonly<Record<string, string>>
}

/** The header, or undefined when the signal stopped it before its end. */
export async function exportBenchmark(
  benchmark: OpenBenchmark,
  target: string,
  request: ExportRequest,
): Promise<ExportHeader | undefined> {
  await refuseForeign(target, benchmark.folder)
  const folder = `${resolve(target)}.${process.pid}.part`
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  try {
    const written = await writeInto(folder, benchmark, request)
    if (written === undefined) return undefined
    await rm(target, { recursive: true, force: true })
    await rename(folder, target)
    return written
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function writeInto(
  folder: string,
  benchmark: OpenBenchmark,
  request: ExportRequest,
): Promise<ExportHeader | undefined> {
  const { format, prompt, split, onlyRedistributable, publication, signal, onProgress } = request
  const { folder: benchmarkFolder, header } = benchmark
  const tally = createTally()
  const splits = format.splits === 'all' ? splitNames : [split]
  const wish = { splits, onlyRedistributable, ...(signal === undefined ? {} : { signal }) }
  const items = readItems(benchmark, prompt, wish, tally)
  await format.write({
    benchmarkFolder,
    header,
    prompt,
    publication,
    folder,
    items: watched(items, onProgress),
    tally,
  })
  if (signal?.aborted) return undefined
  refuseEmpty(benchmarkFolder, splits, tally)
  await writeText(join(folder, attributionsFile), attributionsText(tally))
  const { recipe, name } = prompt.regime
  const written: ExportHeader = {
    format: 'behaviorbench-export/1',
    kind: format.name,
    benchmark: header.id,
    regime: name,
    ...(recipe === undefined ? {} : { recipe: recipe.name }),
    ...(prompt.permute === undefined ? {} : { permute: prompt.permute }),
    promptHash: prompt.hash,
    splits: tally.splits,
    types: Object.fromEntries([...tally.types].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    licences: Object.fromEntries([...tasksByLicence(tally)].map(([id, { tasks }]) => [id, tasks])),
    onlyRedistributable,
    leftOut: tally.leftOut,
    files: await hashesBelow(folder),
  }
  await writeJson(join(folder, exportHeaderFile), written)
  return written
}

async function* watched(
  items: Iterable<ExportItem>,
  onProgress: (() => void) | undefined,
): AsyncGenerator<ExportItem> {
  let count = 0
  for (const item of items) {
    yield item
    onProgress?.()
    count += 1
    // So that Ctrl-C is heard.
    if (count % 32 === 0) await new Promise((resume) => setImmediate(resume))
  }
}

/** Only an earlier export, or nothing, may be replaced. */
async function refuseForeign(target: string, benchmarkFolder: string): Promise<void> {
  if (resolve(benchmarkFolder).startsWith(`${resolve(target)}${sep}`)) {
    throw new Failure({
      subject: target,
      what: 'holds the benchmark itself.',
      remedy: 'Choose another folder with -o.',
    })
  }
  if (!existsSync(target)) return
  const names = await readdir(target).catch(() => undefined)
  if (names?.length === 0) return
  const known = await readFile(join(target, exportHeaderFile), 'utf8').catch(() => '')
  if (known.includes('"behaviorbench-export/1"')) return
  throw new Failure({
    subject: target,
    what: 'is there and is no export of ours, so it is left as it is.',
    remedy: 'Choose another folder with -o.',
  })
}

function refuseEmpty(subject: string, splits: readonly SplitName[], tally: Tally): void {
  if (tally.tasks() > 0) return
  const { notRedistributable } = tally.leftOut
  throw new Failure(
    notRedistributable > 0
      ? {
          subject,
          what: `none of its ${notRedistributable} tasks of ${splits.join(', ')} is under a licence that lets altered copies be passed on.`,
          remedy: 'Without --only-redistributable they are exported for yourself.',
        }
      : {
          subject,
          what: `has no task in ${splits.join(', ')}.`,
          remedy: 'Name another split, or build with other --splits.',
        },
  )
}

async function hashesBelow(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted((a, b) => (a < b ? -1 : 1))
  const hashes: Record<string, string> = {}
  for (const path of paths) hashes[path] = await hashFile(join(folder, path))
  return hashes
}
