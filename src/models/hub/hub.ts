// A hub of models that speaks Hugging Face's protocol: what files a model has at a revision, and their bytes from any
// place on. The token goes to the hub's own address only; where it sends a download elsewhere, no token goes along.
import { request as send, type Dispatcher } from 'undici'
import { z } from 'zod'
import { Failure } from '../../kit/errors.ts'
import { ModelError } from '../model.ts'
import { connectionError, dispatchers, flat, type Proxy } from '../transport.ts'
import { waitOf } from '../waits.ts'

export interface HubSettings {
  /** https://huggingface.co, or a mirror. */
  readonly endpoint: URL
  readonly token?: string
  readonly proxy?: Proxy
  /** Without a byte, before a connection counts as broken. */
  readonly idleMs?: number
}

export interface Listing {
  /** The commit that the revision names now. */
  readonly commit: string
  readonly files: readonly HubFile[]
}

export interface HubFile {
  /** Path in the model's repository. */
  readonly name: string
  readonly size: number
  /** Of its bytes, where the hub keeps it as a large file. */
  readonly sha256?: string
  /** git's own hash of small files: SHA-1 over "blob SIZE", a zero byte and the bytes. */
  readonly gitHash?: string
}

export interface Hub {
  readonly endpoint: URL
  list(model: string, revision: string, signal: AbortSignal | undefined): Promise<Listing>
  /** The bytes of a file from `offset` on; `from` is where they really begin: 0 where the hub cannot skip. */
  read(
    place: { readonly model: string; readonly commit: string; readonly file: string },
    offset: number,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly from: number; readonly body: AsyncIterable<Uint8Array> }>
}

const mostRedirects = 5

const listingSchema = z.object({
  sha: z.string().regex(/^[0-9a-f]{7,64}$/),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.number().int().nonnegative().optional(),
      blobId: z.string().optional(),
      lfs: z.object({ sha256: z.string(), size: z.number().int().nonnegative() }).nullish(),
    }),
  ),
})

export function createHub({ endpoint, token, proxy, idleMs = 60_000 }: HubSettings): Hub {
  const dispatcherOf = dispatchers(idleMs, proxy)

  const get = async (
    url: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<Dispatcher.ResponseData> => {
    let at = url
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const own = at.origin === endpoint.origin && token !== undefined
      const answer = await request(
        dispatcherOf(at),
        at,
        {
          ...headers,
          'user-agent': 'behaviorbench',
          ...(own ? { authorization: `Bearer ${token}` } : {}),
        },
        signal,
      )
      const location = flat(answer.headers)['location']
      if (answer.statusCode < 300 || answer.statusCode > 399 || location === undefined) return answer
      await answer.body.dump()
      const next = new URL(location, at)
      if (at.protocol === 'https:' && next.protocol !== 'https:')
        throw new ModelError(`${at.host} sends the download to an address without https`, {
          retryable: false,
        })
      at = next
    }
    throw new ModelError(`${url.host} sends the download from one address to another without end`, {
      retryable: false,
    })
  }

  return {
    endpoint,
    list: async (model, revision, signal) => {
      const url = addressOf(endpoint, ['api', 'models', ...model.split('/'), 'revision', revision])
      url.searchParams.set('blobs', 'true')
      const answer = await get(url, { accept: 'application/json' }, signal)
      await refuse(answer, { endpoint, model, revision, hasToken: token !== undefined })
      const found = listingSchema.safeParse(await jsonOf(answer, url, signal))
      if (!found.success)
        throw new ModelError(`${url.host} does not answer as a hub of models does; is the address right?`, {
          retryable: false,
        })
      return { commit: found.data.sha, files: found.data.siblings.flatMap(fileOf) }
    },
    read: async ({ model, commit, file }, offset, signal) => {
      const url = addressOf(endpoint, [...model.split('/'), 'resolve', commit, ...file.split('/')])
      // Bytes as they are: a compressed answer could not be gone on with.
      const headers = { 'accept-encoding': 'identity', ...(offset > 0 ? { range: `bytes=${offset}-` } : {}) }
      const answer = await get(url, headers, signal)
      // All of it is there already.
      if (answer.statusCode === 416 && offset > 0) {
        await answer.body.dump()
        return { from: offset, body: nothing() }
      }
      await refuse(answer, { endpoint, model, revision: commit, file, hasToken: token !== undefined })
      const range = /^bytes (\d+)-/.exec(flat(answer.headers)['content-range'] ?? '')
      const from = answer.statusCode === 206 ? Number(range?.[1] ?? offset) : 0
      return { from, body: bytesOf(answer, url, signal) }
    },
  }
}

async function request(
  dispatcher: Dispatcher,
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<Dispatcher.ResponseData> {
  try {
    return await send(url, { dispatcher, headers, ...(signal === undefined ? {} : { signal }) })
  } catch (error) {
    throw broken(url, error, signal)
  }
}

function broken(url: URL, error: unknown, signal: AbortSignal | undefined): ModelError {
  if (error instanceof ModelError) return error
  if (signal?.aborted === true) return new ModelError('stopped', { retryable: false })
  return connectionError(url, error, undefined)
}

async function* bytesOf(
  answer: Dispatcher.ResponseData,
  url: URL,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of answer.body) yield chunk as Uint8Array
  } catch (error) {
    throw broken(url, error, signal)
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // No bytes.
}

async function jsonOf(
  answer: Dispatcher.ResponseData,
  url: URL,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytesOf(answer, url, signal)) chunks.push(chunk)
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined
  }
}

function fileOf({
  rfilename,
  size,
  blobId,
  lfs,
}: z.infer<typeof listingSchema>['siblings'][number]): HubFile[] {
  const bytes = lfs?.size ?? size
  if (bytes === undefined) return []
  return [
    {
      name: rfilename,
      size: bytes,
      ...(lfs ? { sha256: lfs.sha256 } : {}),
      ...(lfs || blobId === undefined || !/^[0-9a-f]{40}$/.test(blobId) ? {} : { gitHash: blobId }),
    },
  ]
}

function addressOf(endpoint: URL, parts: readonly string[]): URL {
  const url = new URL(endpoint)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${parts.map(encodeURIComponent).join('/')}`
  return url
}

interface Asked {
  readonly endpoint: URL
  readonly model: string
  readonly revision: string
  readonly file?: string
  readonly hasToken: boolean
}

/** Throws where the answer is none. */
async function refuse(answer: Dispatcher.ResponseData, asked: Asked): Promise<void> {
  const status = answer.statusCode
  if (status === 200 || status === 206) return
  const headers = flat(answer.headers)
  await answer.body.dump()
  const { endpoint, model, revision, file, hasToken } = asked
  const subject = `${endpoint.host}/${model}`
  if (status === 429 || status >= 500 || status === 408)
    throw new ModelError(`${endpoint.host} answers ${status}`, {
      retryable: true,
      status,
      waitMs: waitOf(headers, '', Date.now()),
    })
  // The hub does not tell a private model from one that is not there.
  if (status === 401 || status === 403 || headers['x-error-code'] === 'GatedRepo')
    throw new Failure({
      subject,
      what: hasToken
        ? 'your token gives no access to it, or there is no such model.'
        : 'there is no such model, or it is not open to all.',
      remedy: hasToken
        ? 'Check the name, and ask for access on its page.'
        : 'Check the name; for a model with conditions, accept them on its page and put a token into HF_TOKEN.',
    })
  if (status === 404)
    throw new Failure(
      file === undefined
        ? {
            subject,
            what: `there is no such model, or it has no revision "${revision}".`,
            remedy: 'Names have the form OWNER/MODEL.',
          }
        : { subject, what: `the file ${file} is listed but not there.` },
    )
  throw new ModelError(`${endpoint.host} answers ${status}`, { retryable: false, status })
}
