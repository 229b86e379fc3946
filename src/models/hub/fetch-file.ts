// One file from a hub to disk: it goes on behind what an earlier try left, is checked against the hub's hash, and has
// its name only then.
import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { Failure } from '../../kit/errors.ts'
import { writeFailure } from '../../kit/write-failure.ts'
import type { RetryPolicy } from '../../kit/retry.ts'
import { ModelError } from '../model.ts'
import type { Hub, HubFile } from './hub.ts'
import { tried } from './tries.ts'

export interface FileToFetch {
  readonly hub: Hub
  readonly model: string
  readonly commit: string
  readonly file: HubFile
  /** Where it goes; until it is whole, with ".part" behind its name. */
  readonly path: string
  readonly retries: RetryPolicy
}

export interface FetchControls {
  readonly signal?: AbortSignal | undefined
  readonly onBytes?: ((count: number) => void) | undefined
}

/** Resolves to false where it was stopped; what is there is kept. */
export async function fetchFile(wanted: FileToFetch, controls: FetchControls): Promise<boolean> {
  const { file, path, retries, hub } = wanted
  const part = `${path}.part`
  // Where it is whole but not what it should be, it is fetched once more from its beginning.
  for (let round = 0; round < 2; round++) {
    let came = 0
    const work = async (): Promise<object> => {
      const before = await sizeOf(part)
      came = 0
      if (before < file.size || before === 0) {
        await append(wanted, part, before, controls.signal, (count) => {
          came += count
          controls.onBytes?.(count)
        })
      }
      return wanted
    }
    try {
      const done = await tried(file.name, work, {
        retries,
        signal: controls.signal,
        progressed: () => came > 0,
      })
      if (done === undefined) return false
      if (await matches(part, file)) {
        await rename(part, path)
        return true
      }
      await rm(part, { force: true })
    } catch (error) {
      throw writeFailure(path, error)
    }
  }
  throw new Failure({
    subject: `${hub.endpoint.host}/${wanted.model}/${file.name}`,
    what: 'it arrived twice with another content than the hub says it has.',
    remedy: 'A proxy or a mirror may change it; try another --endpoint.',
  })
}

async function append(
  { hub, model, commit, file }: FileToFetch,
  part: string,
  size: number,
  signal: AbortSignal | undefined,
  onBytes: (count: number) => void,
): Promise<void> {
  const { from, body } = await hub.read({ model, commit, file: file.name }, size, signal)
  const handle = await open(part, size > 0 ? 'r+' : 'w')
  try {
    let at = from
    if (from > size) throw new ModelError('the hub leaves out bytes', { retryable: false })
    await handle.truncate(from)
    for await (const chunk of body) {
      if (at + chunk.length > file.size)
        throw new ModelError('the hub sends more than it says there is', { retryable: false })
      await handle.write(chunk, 0, chunk.length, at)
      at += chunk.length
      onBytes(chunk.length)
    }
    if (at < file.size) throw new ModelError('the connection ended early', { retryable: true })
  } finally {
    await handle.close()
  }
}

async function matches(path: string, { size, sha256, gitHash }: HubFile): Promise<boolean> {
  if ((await sizeOf(path)) !== size) return false
  if (sha256 !== undefined) return (await digest(path, createHash('sha256'))) === sha256
  if (gitHash === undefined) return true
  return (await digest(path, createHash('sha1').update(`blob ${size}\0`))) === gitHash
}

async function digest(path: string, hash: Hash): Promise<string> {
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}
