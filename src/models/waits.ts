// How long a server asks to wait, in the ways that servers say it: Retry-After in seconds or as a date
// (RFC 9110), retry-after-ms, the reset headers of OpenAI, Anthropic and OpenRouter, and Google's RetryInfo.

/** No wish to wait is followed for longer than this. */
const longestMs = 300_000

/** In milliseconds; undefined where the answer says nothing. `now` is the time of the answer. */
export function waitOf(
  headers: Readonly<Record<string, string>>,
  body: string,
  now: number,
): number | undefined {
  const asked =
    milliseconds(headers['retry-after-ms']) ??
    secondsOrDate(headers['retry-after'], now) ??
    spentWait(headers, now) ??
    retryInfo(body)
  return asked === undefined ? undefined : Math.min(Math.max(0, asked), longestMs)
}

function milliseconds(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

function secondsOrDate(text: string | undefined, now: number): number | undefined {
  const seconds = milliseconds(text)
  if (seconds !== undefined) return seconds * 1000
  const date = text === undefined ? Number.NaN : Date.parse(text)
  return Number.isNaN(date) ? undefined : date - now
}

/** The longest wait of those allowances that are used up; of all, where the server does not say which. */
function spentWait(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const resets = Object.entries(headers).flatMap(([name, value]) => {
    const found = /^(?:x|anthropic)-ratelimit-(?:(.*)-)?reset(?:-(.*))?$/.exec(name)
    if (found === null) return []
    const wait = resetWait(value, now)
    if (wait === undefined) return []
    const remaining = headers[name.replace('reset', 'remaining')]
    return [{ wait, spent: remaining === undefined ? undefined : Number(remaining) <= 0 }]
  })
  const spent = resets.filter((reset) => reset.spent === true)
  const unknown = resets.filter((reset) => reset.spent === undefined)
  const counted = spent.length > 0 ? spent : unknown
  return counted.length === 0 ? undefined : Math.max(...counted.map(({ wait }) => wait))
}

/** "1s", "6m0s", "120ms", seconds, a time since 1970 in seconds or milliseconds, or a date. */
function resetWait(text: string, now: number): number | undefined {
  const value = milliseconds(text)
  if (value !== undefined) {
    if (value > 1e11) return value - now
    if (value > 1e9) return value * 1000 - now
    return value * 1000
  }
  const span = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:([\d.]+)s)?(?:([\d.]+)ms)?$/.exec(text.trim())
  if (span !== null && span[0] !== '') {
    const [, hours = '0', minutes = '0', seconds = '0', rest = '0'] = span
    return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(rest)
  }
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : date - now
}

function retryInfo(body: string): number | undefined {
  const found = /"retryDelay"\s*:\s*"([\d.]{1,12})s"/.exec(body)
  return found === null ? undefined : Number(found[1]) * 1000
}
