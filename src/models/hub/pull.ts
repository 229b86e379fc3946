// A model from a hub into a folder. Files gather beside it, in FOLDER.part, and go on there after a stop; the folder
// has its name when all are whole. pulled.json in it says where they came from.
import { mkdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { Failure } from '../../kit/errors.ts'
import type { RetryPolicy } from '../../kit/retry.ts'
import { writeFailure } from '../../kit/write-failure.ts'
import { fetchFile } from './fetch-file.ts'
import type { Hub, HubFile, Listing } from './hub.ts'
import { neededFiles } from './needed-files.ts'
import { tried } from './tries.ts'

export interface PullSettings {
  readonly hub: Hub
  /** OWNER/MODEL. */
  readonly model: string
  readonly revision: string
  readonly folder: string
  /** Looks at config.json, the first file, and throws where the rest would be of no use. */
  readonly check?: (folder: string) => Promise<void>
  readonly retries?: RetryPolicy
}

export interface PullControls {
  readonly signal?: AbortSignal
  /** Once, before the first byte: what is still to be fetched. */
  readonly onStart?: (bytes: number) => void
  readonly onBytes?: (count: number, file: string) => void
}

export interface Pulled {
  readonly model: string
  readonly endpoint: string
  readonly commit: string
  readonly files: readonly HubFile[]
}

const record = 'pulled.json'
const politely: RetryPolicy = { attempts: 6, firstDelayMs: 500, maximumDelayMs: 20_000 }

const pulledSchema = z.object({
  model: z.string(),
  endpoint: z.string(),
  commit: z.string(),
  files: z.array(
    z.object({
      name: z.string(),
      size: z.number(),
      sha256: z.string().exactOptional(),
      gitHash: z.string().exactOptional(),
    }),
  ),
})

/** Undefined where it was stopped: the same call goes on from there. */
export async function pullModel(
  settings: PullSettings,
  controls: PullControls,
): Promise<(Pulled & { readonly already: boolean }) | undefined> {
  const { hub, model, folder } = settings
  const { signal } = controls
  const listing = await listed(settings, signal)
  if (listing === undefined) return undefined
  const pulled: Pulled = {
    model,
    endpoint: hub.endpoint.origin,
    commit: listing.commit,
    files: neededFiles(model, listing.files),
  }
  if (await isThere(folder, pulled)) return { ...pulled, already: true }
  const part = `${folder}.part`
  try {
    await openPart(part, pulled)
    await makeSure(part, pulled.files)
  } catch (error) {
    throw writeFailure(part, error)
  }
  const missing = await filesToFetch(part, pulled.files)
  controls.onStart?.(missing.reduce((sum, { left }) => sum + left, 0))
  for (const { file } of missing) {
    const whole = await fetchFile(
      {
        hub,
        model,
        commit: listing.commit,
        file,
        path: join(part, file.name),
        retries: settings.retries ?? politely,
      },
      { signal, onBytes: (count) => controls.onBytes?.(count, file.name) },
    )
    if (!whole) return undefined
    if (file.name === 'config.json') await checked(settings, part)
  }
  try {
    await rename(part, folder)
  } catch (error) {
    throw writeFailure(folder, error)
  }
  return { ...pulled, already: false }
}

async function listed(
  { hub, model, revision, retries = politely }: PullSettings,
  signal: AbortSignal | undefined,
): Promise<Listing | undefined> {
  if (!/^[\w.-]+(?:\/[\w.-]+)?$/.test(model) || model.includes('..'))
    throw new Failure({
      subject: `"${model}"`,
      what: 'this is no name of a model.',
      remedy: 'Write OWNER/MODEL.',
    })
  const subject = `${hub.endpoint.host}/${model}`
  return tried(subject, () => hub.list(model, revision, signal), { retries, signal })
}

async function checked({ check }: PullSettings, part: string): Promise<void> {
  try {
    await check?.(part)
  } catch (error) {
    // Little was fetched, and nobody will go on with it.
    await rm(part, { recursive: true, force: true })
    throw error
  }
}

/** Whether the folder is this very model already; throws where it is something else. */
async function isThere(folder: string, { model, commit }: Pulled): Promise<boolean> {
  const there = await stat(folder).then(
    () => true,
    () => false,
  )
  if (!there) return false
  const earlier = await readRecord(folder)
  if (earlier?.model === model && earlier.commit === commit) return true
  throw new Failure({
    subject: folder,
    what:
      earlier === undefined
        ? 'it exists already, and was not fetched by this command.'
        : `it exists already, and holds ${earlier.model} at ${earlier.commit.slice(0, 12)}, not ${model} at ${commit.slice(0, 12)}.`,
    remedy: 'Name another folder with -o.',
  })
}

/** Parts of another model or of an older commit are of no use. */
async function openPart(part: string, pulled: Pulled): Promise<void> {
  const earlier = await readRecord(part)
  if (earlier?.model !== pulled.model || earlier.commit !== pulled.commit)
    await rm(part, { recursive: true, force: true })
  await mkdir(part, { recursive: true })
  await writeFile(join(part, record), `${JSON.stringify(pulled, null, 2)}\n`)
}

async function readRecord(folder: string): Promise<Pulled | undefined> {
  try {
    return pulledSchema.parse(JSON.parse(await readFile(join(folder, record), 'utf8')))
  } catch {
    return undefined
  }
}

async function filesToFetch(
  part: string,
  files: readonly HubFile[],
): Promise<readonly { readonly file: HubFile; readonly left: number }[]> {
  const sizes = await Promise.all(
    files.map(async (file) => ({
      file,
      whole: await sizeOf(join(part, file.name)),
      begun: await sizeOf(join(part, `${file.name}.part`)),
    })),
  )
  return sizes
    .filter(({ whole }) => whole === undefined)
    .map(({ file, begun = 0 }) => ({ file, left: Math.max(0, file.size - begun) }))
}

/** A full disk is better known before than after an hour. */
async function makeSure(part: string, files: readonly HubFile[]): Promise<void> {
  const missing = await filesToFetch(part, files)
  const needed = missing.reduce((sum, { left }) => sum + left, 0)
  const { bavail, bsize } = await statfs(dirname(join(part, record)))
  if (bavail * bsize >= needed) return
  throw new Failure({
    subject: part,
    what: `the model takes ${megabytes(needed)} MB more, and the disk has ${megabytes(bavail * bsize)} MB left.`,
    remedy: 'Make room, or name a folder on another disk with -o.',
  })
}

export function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1_000_000)
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  )
}
