// One POST and its answer, or a ModelError that says what went wrong with the connection. Undici rather than
// fetch: measured, a call costs a third of the processor time, and proxies and timeouts can be set.
import { EventEmitter } from 'node:events'
import { StringDecoder } from 'node:string_decoder'
import { Agent, EnvHttpProxyAgent, fetch as fetchWith, request as send, type Dispatcher } from 'undici'
import { messageOf } from '../kit/errors.ts'
import { isLocal } from './endpoint.ts'
import { ModelError } from './model.ts'

export interface TransportSettings {
  /** For one call, from the request to the last byte of the answer. */
  readonly timeoutMs: number
  /** Proxies for addresses outside this machine; `noProxy` lists exceptions as the variable NO_PROXY does. */
  readonly proxy?: Proxy
}

export interface Proxy {
  readonly http?: string
  readonly https?: string
  readonly noProxy?: string
}

export interface Answer {
  readonly status: number
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Transport {
  /** Calls `onPiece` with the text as it comes, if it is given, for answers of status 200. */
  post(
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal | undefined,
    onPiece?: (piece: string) => void,
  ): Promise<Answer>
}

/** A first byte later than this is a wrong address or a network that is down. */
const connectMs = 4000
/** Longer answers than any model writes. */
const largestAnswer = 64 << 20

export function createTransport({ timeoutMs, proxy }: TransportSettings): Transport {
  const dispatcherOf = dispatchers(timeoutMs, proxy)
  return {
    post: async (url, headers, body, signal, onPiece) => {
      // An emitter rather than an AbortController, which costs as much as the rest of the call.
      const stop = new EventEmitter()
      let late = false
      const timer = setTimeout(() => {
        late = true
        stop.emit('abort')
      }, timeoutMs)
      const onAbort = (): void => void stop.emit('abort')
      signal?.addEventListener('abort', onAbort)
      try {
        if (signal?.aborted === true) throw new ModelError('stopped', { retryable: false })
        const dispatcher = dispatcherOf(url)
        const answer = await send(url, { dispatcher, method: 'POST', headers, body, signal: stop })
        return {
          status: answer.statusCode,
          headers: flat(answer.headers),
          body: await textOf(answer.body, answer.statusCode === 200 ? onPiece : undefined),
        }
      } catch (error) {
        if (signal?.aborted === true) throw new ModelError('stopped', { retryable: false })
        if (error instanceof ModelError) throw error
        throw connectionError(url, error, late ? timeoutMs : undefined)
      } finally {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
      }
    },
  }
}

/** Connections that are kept open, through a proxy where there is one for the address. */
export function dispatchers(timeoutMs: number, proxy: Proxy | undefined): (url: URL) => Dispatcher {
  const settings = {
    connect: { timeout: connectMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: 30_000,
    pipelining: 1,
  }
  let direct: Dispatcher | undefined
  let proxied: Dispatcher | undefined
  return (url) => {
    const wanted = url.protocol === 'https:' ? proxy?.https : proxy?.http
    if (wanted === undefined || isLocal(url.hostname)) {
      direct ??= new Agent(settings)
      return direct
    }
    proxied ??= new EnvHttpProxyAgent({
      ...settings,
      httpProxy: proxy?.http ?? '',
      httpsProxy: proxy?.https ?? '',
      noProxy: proxy?.noProxy ?? '',
    })
    return proxied
  }
}

/** The same connections behind the interface of fetch, for packages that want one. */
export function fetchThrough(timeoutMs: number, proxy: Proxy | undefined): typeof globalThis.fetch {
  const dispatcherOf = dispatchers(timeoutMs, proxy)
  return (async (input: string | URL, init: RequestInit | undefined) =>
    fetchWith(input, {
      ...(init as Parameters<typeof fetchWith>[1]),
      dispatcher: dispatcherOf(new URL(input)),
    })) as unknown as typeof globalThis.fetch
}

function textOf(body: Dispatcher.ResponseData['body'], onPiece?: (piece: string) => void): Promise<string> {
  const decoder = onPiece === undefined ? undefined : new StringDecoder('utf8')
  const chunks: Buffer[] = []
  let size = 0
  return new Promise((resolve, reject) => {
    body.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > largestAnswer) {
        body.destroy(new ModelError('the answer is larger than any model writes', { retryable: false }))
        return
      }
      chunks.push(chunk)
      if (decoder !== undefined) onPiece?.(decoder.write(chunk))
    })
    body.on('end', () => {
      if (decoder !== undefined) onPiece?.(decoder.end())
      resolve(Buffer.concat(chunks).toString('utf8'))
    })
    body.on('error', reject)
  })
}

export function flat(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? (value[0] ?? '') : (value ?? ''),
    ]),
  )
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; is the server running, and is the port right?',
  ENOTFOUND: 'there is no such host; is the address right?',
  EAI_AGAIN: 'its name could not be looked up; is there a network?',
  EHOSTUNREACH: 'there is no way to this host',
  ENETUNREACH: 'there is no network to this host',
  UND_ERR_CONNECT_TIMEOUT: `no connection within ${connectMs / 1000} s; is the address right?`,
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself; name it in NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate is signed by an unknown authority; name it in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate could not be verified; name its authority in NODE_EXTRA_CA_CERTS',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is of another host',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak https; write http:// if it is in your own network',
}

/** Codes only: messages of a connection may hold what was sent. */
export function connectionError(url: URL, error: unknown, lateMs: number | undefined): ModelError {
  if (lateMs !== undefined) {
    return new ModelError(`${url.host}: no answer within ${lateMs / 1000} s`, { retryable: true })
  }
  const code = codeOf(error)
  const reason = code === undefined ? undefined : reasons[code]
  const unreachable = reason !== undefined
  return new ModelError(
    `${url.host}: ${reason ?? `the connection failed${code === undefined ? '' : ` (${code})`}`}`,
    { retryable: true, unreachable },
  )
}

function codeOf(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    const { code, errors } = at as { code?: unknown; errors?: readonly unknown[] }
    if (typeof code === 'string') return code
    // Several addresses of one host were tried.
    const inner = errors?.map(codeOf).find((found) => found !== undefined)
    if (inner !== undefined) return inner
  }
  return /^[\w .]{1,60}$/.test(messageOf(error)) ? messageOf(error) : undefined
}
