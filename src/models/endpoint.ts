// The address of an OpenAI-compatible endpoint. What a person writes becomes the URL that is posted to, the
// address that may stand in records, and what kind of host it is. An address with a secret in it is refused:
// addresses end up in shell histories, process lists and run folders.
import { ModelError } from './model.ts'

export interface Endpoint {
  readonly url: URL
  /** For records: without query, and never with a credential, since such addresses are refused. */
  readonly address: string
  /** Azure names its key header otherwise, and its deployment in the path. */
  readonly azure: boolean
  readonly local: boolean
}

/** Throws a ModelError when it is no address, or one with a secret. It never quotes what it refuses as secret. */
export function parseEndpoint(baseUrl: string, apiVersion?: string): Endpoint {
  const url = parseBase(baseUrl)
  if (apiVersion !== undefined) url.searchParams.set('api-version', apiVersion)
  const path = url.pathname.replace(/\/+$/, '')
  if (!path.endsWith('/chat/completions')) {
    url.pathname = `${path === '' ? '/v1' : path}/chat/completions`
  }
  return {
    url,
    address: `${url.origin}${url.pathname}`,
    azure: /\.(?:azure\.com|azure\.us|azure\.cn)$/.test(url.hostname),
    local: isLocal(url.hostname),
  }
}

/** A web address without credentials. */
export function parseBase(baseUrl: string): URL {
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) {
    const quoted = /[@?]/.test(baseUrl) ? 'what --base-url says' : `"${baseUrl}"`
    throw refused(`${quoted} is not an address; write for example http://localhost:8000/v1`)
  }
  const url = new URL(baseUrl)
  const instead = 'name the environment variable of a key with --key-variable'
  if (url.username !== '' || url.password !== '') {
    throw refused(`the base address holds a user or a password; ${instead}`)
  }
  if ([...url.searchParams.keys()].some((name) => name !== 'api-version')) {
    throw refused(`the base address holds a query, which may be a key; ${instead}`)
  }
  url.hash = ''
  return url
}

/** This machine itself: never reached through a proxy, never sent a key that was not asked for. */
export function isLocal(hostname: string): boolean {
  return /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)$/.test(hostname)
}

function refused(message: string): ModelError {
  return new ModelError(message, { retryable: false, pointless: true })
}
