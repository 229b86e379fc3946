// A local hub for tests: one model, as Hugging Face serves it, and faults on demand.
import { createHash } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { startServer } from '../test-server.ts'

export interface TestHub {
  readonly endpoint: URL
  /** Of the other host, to which large files are redirected. */
  readonly storage: URL
  readonly seen: readonly Seen[]
  /** How the next downloads of a file fail, the first first. */
  readonly faults: Map<string, Fault[]>
  /** To be told of what came: a connection that is to drop does so when its bytes are there. */
  arrived(count: number, file: string): void
  /** Resolves when a connection that is to drop has begun, for whoever ends it instead. */
  holding(file: string): Promise<void>
  close(): Promise<void>
}

export interface Seen {
  readonly host: 'hub' | 'storage'
  readonly path: string
  readonly token: string | undefined
  readonly range: string | undefined
}

/** Ends the connection after so many bytes; sends other bytes; knows no ranges; answers with a status. */
export type Fault = { readonly dropAfter: number } | 'damage' | 'no ranges' | { readonly status: number }

export const testCommit = 'c0ffee'.padEnd(40, '0')

/** Files that end in .safetensors are "large": they have a SHA-256, and lie on the other host. */
export async function startHub(
  model: string,
  files: Readonly<Record<string, Buffer>>,
  token?: string,
): Promise<TestHub> {
  const seen: Seen[] = []
  const faults = new Map<string, Fault[]>()
  const held = new Map<string, { readonly response: ServerResponse; left: number }>()
  const begun = new EventEmitter()
  const isLarge = (name: string): boolean => name.endsWith('.safetensors')
  const note = (host: Seen['host'], { url = '', headers }: IncomingMessage): void => {
    seen.push({ host, path: url, token: headers.authorization, range: headers.range })
  }
  const sendFile = (name: string, request: IncomingMessage, response: ServerResponse): void => {
    const whole = files[name]
    if (whole === undefined) return void response.writeHead(404).end()
    const fault = faults.get(name)?.shift()
    if (typeof fault === 'object' && 'status' in fault) return void response.writeHead(fault.status).end()
    const from =
      fault === 'no ranges' ? 0 : Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    if (from > 0 && from >= whole.length) return void response.writeHead(416).end()
    const bytes = Buffer.from(whole.subarray(from))
    if (fault === 'damage') bytes[0]! ^= 1
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': bytes.length,
      ...(from > 0 ? { 'content-range': `bytes ${from}-${whole.length - 1}/${whole.length}` } : {}),
    })
    if (typeof fault === 'object') {
      held.set(name, { response, left: fault.dropAfter })
      response.write(bytes.subarray(0, fault.dropAfter))
      begun.emit(name)
    } else response.end(bytes)
  }
  const storage = await startServer((request, _, response) => {
    note('storage', request)
    sendFile(decodeURIComponent((request.url ?? '').slice(1)), request, response)
  })
  const hub = await startServer((request, _, response) => {
    note('hub', request)
    const url = new URL(request.url ?? '', 'http://hub')
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`)
      return void response.writeHead(401).end('{}')
    const [, name] = new RegExp(`^/${model}/resolve/${testCommit}/(.*)$`).exec(url.pathname) ?? []
    if (name !== undefined) {
      if (!isLarge(name)) return sendFile(name, request, response)
      return void response.writeHead(302, { location: `${storage.address}/${name}` }).end()
    }
    if (!new RegExp(`^/api/models/${model}/revision/(?:main|${testCommit})$`).test(url.pathname))
      return void response.writeHead(404).end('{}')
    const fault = faults.get('listing')?.shift()
    if (typeof fault === 'object' && 'status' in fault) return void response.writeHead(fault.status).end()
    response.end(
      JSON.stringify({
        sha: testCommit,
        siblings: Object.entries(files).map(([rfilename, bytes]) => ({
          rfilename,
          size: bytes.length,
          blobId: createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex'),
          ...(isLarge(rfilename)
            ? { lfs: { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') } }
            : {}),
        })),
      }),
    )
  })
  return {
    endpoint: new URL(hub.address),
    storage: new URL(storage.address),
    seen,
    faults,
    arrived: (count, file) => {
      const waiting = held.get(file)
      if (waiting === undefined || (waiting.left -= count) > 0) return
      held.delete(file)
      waiting.response.destroy()
    },
    holding: (file) =>
      new Promise((resolve) => {
        begun.once(file, () => resolve())
      }),
    close: async () => {
      await hub.close()
      await storage.close()
    },
  }
}
