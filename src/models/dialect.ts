// What an endpoint turns out not to take. Models of one protocol differ: some want max_completion_tokens where
// others want max_tokens, reasoning models refuse a temperature, some hosts refuse a seed. Nobody can list them
// all, so it is learnt from the refusal itself, once, and every reply says what was left out for it.

/** Names as they are sent. */
export const optionalParameters = [
  'temperature',
  'seed',
  'top_p',
  'stop',
  'response_format',
  'logprobs',
  'top_logprobs',
  'stream_options',
  'continue_final_message',
  'add_generation_prompt',
] as const
export type OptionalParameter = (typeof optionalParameters)[number]

export interface Dialect {
  readonly limit: 'max_tokens' | 'max_completion_tokens'
  readonly refused: ReadonlySet<OptionalParameter>
}

export const plainDialect: Dialect = { limit: 'max_tokens', refused: new Set() }

/**
 * The dialect after a refusal (status 400 or 422) of what was sent; undefined where the refusal is about something
 * else. Only what the server names as a parameter counts, not words that it repeats from a prompt.
 */
export function learn(dialect: Dialect, sent: ReadonlySet<string>, body: string): Dialect | undefined {
  const named = namedParameters(body)
  if (named.has('max_tokens') && dialect.limit === 'max_tokens' && sent.has('max_tokens')) {
    return { ...dialect, limit: 'max_completion_tokens' }
  }
  const refused = optionalParameters.filter((name) => named.has(name) && sent.has(name))
  if (refused.length === 0) return undefined
  // Alternatives cannot be asked for without log-probabilities.
  const together = refused.includes('logprobs') ? [...refused, 'top_logprobs' as const] : refused
  return { ...dialect, refused: new Set([...dialect.refused, ...together]) }
}

const unsupported =
  /not supported|unsupported|does not support|doesn't support|not permitted|not allowed|unknown|unrecognized|unexpected|cannot find|invalid|deprecated|only the default|not compatible|must be omitted/i

function namedParameters(body: string): ReadonlySet<string> {
  const parsed = parseObject(body)
  const error = objectOf(parsed['error'])
  const named = new Set<string>()
  if (typeof error['param'] === 'string') named.add(error['param'])
  // FastAPI's form: {"detail": [{"loc": ["body", "seed"]}]}
  for (const item of Array.isArray(parsed['detail']) ? parsed['detail'] : []) {
    const { loc } = objectOf(item)
    for (const place of Array.isArray(loc) ? loc : []) if (typeof place === 'string') named.add(place)
  }
  if (named.size > 0) return named
  const message = [error['message'], parsed['message'], parsed['error'], parsed['detail']].find(
    (text): text is string => typeof text === 'string',
  )
  if (message === undefined || !unsupported.test(message)) return named
  // A parameter stands in quotes of some kind; a prompt that speaks of temperature does not look like that.
  for (const [, name] of message.slice(0, 600).matchAll(/[`'"“‘]([a-z_]{2,30})[`'"”’]/g))
    named.add(name as string)
  for (const [, name] of message.slice(0, 200).matchAll(/\b([a-z]+_[a-z_]+)\b/g)) named.add(name as string)
  return named
}

/** Google wraps its error into a list. */
function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return objectOf(Array.isArray(value) ? value[0] : value)
  } catch {
    return {}
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
