// What a refused call means for the reader. The body is never quoted: it may repeat the prompt. Of it only words
// that we know are looked for.
import type { Answer } from './transport.ts'
import { ModelError } from './model.ts'
import { waitOf } from './waits.ts'

interface Meaning {
  readonly what: string
  readonly pointless: boolean
}

const meanings: Readonly<Record<number, Meaning>> = {
  401: {
    what: 'the key was not accepted; name the variable that holds the right one with --key-variable',
    pointless: true,
  },
  402: { what: 'the account has no credit left', pointless: true },
  403: { what: 'the key may not use this model', pointless: true },
  404: { what: 'no such address or model', pointless: true },
  405: { what: 'this address takes no chat completions', pointless: true },
  413: { what: 'the request is too large', pointless: false },
  429: { what: 'too many requests', pointless: false },
}

/** Kinds of refusal that hosts name in a field of the body, whatever status they come with. */
const codes: readonly (readonly [pattern: RegExp, meaning: Meaning])[] = [
  [
    /"(?:insufficient_quota|billing_hard_limit_reached|credit_balance_too_low)"/,
    { what: 'the quota of this account is used up', pointless: true },
  ],
  [
    /"(?:model_not_found|invalid_model|DeploymentNotFound)"|model [`'"]?[\w./:-]+[`'"]? (?:does not exist|not found)/i,
    { what: 'no such model', pointless: true },
  ],
  [/"(?:invalid_api_key|API_KEY_INVALID)"/, { what: 'the key was not accepted', pointless: true }],
  [
    /context_length_exceeded|maximum context length|exceed_context_size|prompt is too long/i,
    { what: 'the prompt is longer than the model reads', pointless: false },
  ],
  [
    /"content_filter"|content_policy_violation/,
    { what: 'the content filter refused the prompt', pointless: false },
  ],
]

/** Worth another try: 408, 409, 429 and from 500 up, unless the body says that it cannot help. */
export function statusError(
  host: string,
  answer: Pick<Answer, 'status' | 'headers' | 'body'>,
  keySent: boolean,
): ModelError {
  const { status, headers, body } = answer
  const named = status < 500 ? codes.find(([pattern]) => pattern.test(body.slice(0, 4000)))?.[1] : undefined
  const meaning = named ?? meanings[status]
  const again = status === 408 || status === 409 || status === 425 || status === 429 || status >= 500
  const waitMs = again ? waitOf(headers, body, Date.now()) : undefined
  return new ModelError(`${host} answered ${status}${hint(status, meaning, headers, keySent)}`, {
    retryable: again && meaning?.pointless !== true,
    status,
    pointless: meaning?.pointless ?? (status >= 300 && status < 400),
    ...(waitMs === undefined ? {} : { waitMs }),
  })
}

function hint(
  status: number,
  meaning: Meaning | undefined,
  headers: Readonly<Record<string, string>>,
  keySent: boolean,
): string {
  if (status === 401 && !keySent)
    return ': it wants a key; name the variable that holds it with --key-variable'
  if (status >= 300 && status < 400) {
    const target = headers['location'] ?? ''
    const place = URL.canParse(target) ? ` to ${new URL(target).origin}` : ''
    return `: it sends elsewhere${place}, where no key is sent; write that address with --base-url`
  }
  return meaning === undefined ? '' : `: ${meaning.what}`
}
