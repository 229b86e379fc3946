import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { waitOf } from './waits.ts'

const now = Date.parse('2026-01-01T00:00:00Z')

describe('how long a server asks to wait', () => {
  it.each([
    ['seconds', { 'retry-after': '2' }, '', 2000],
    ['parts of a second', { 'retry-after': '0.25' }, '', 250],
    ['a date', { 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' }, '', 30_000],
    ['a date that has passed', { 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' }, '', 0],
    ['milliseconds, which are more exact', { 'retry-after': '1', 'retry-after-ms': '340' }, '', 340],
    [
      'the allowance that is used up (OpenAI)',
      {
        'x-ratelimit-remaining-requests': '99',
        'x-ratelimit-reset-requests': '6m0s',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '1m2.5s',
      },
      '',
      62_500,
    ],
    [
      'a span in milliseconds',
      { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '120ms' },
      '',
      120,
    ],
    ['a time in milliseconds (OpenRouter)', { 'x-ratelimit-reset': String(now + 5000) }, '', 5000],
    ['a time in seconds', { 'x-ratelimit-reset': String(now / 1000 + 7) }, '', 7000],
    [
      'a date of its own (Anthropic)',
      {
        'anthropic-ratelimit-requests-remaining': '0',
        'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:09Z',
      },
      '',
      9000,
    ],
    ['the body (Google)', {}, '{"error":{"details":[{"retryDelay":"34s"}]}}', 34_000],
    ['at most five minutes', { 'retry-after': '86400' }, '', 300_000],
  ])('is told as %s', (_, headers, body, expected) => {
    expect(waitOf(headers as unknown as Record<string, string>, body, now)).toBe(expected)
  })

  it('is unknown where nothing says it', () => {
    expect(waitOf({}, '', now)).toBeUndefined()
    expect(waitOf({ 'retry-after': 'soon' }, 'no', now)).toBeUndefined()
    // Nothing is used up, so its reset is no reason to wait.
    expect(
      waitOf({ 'x-ratelimit-remaining-requests': '9', 'x-ratelimit-reset-requests': '60s' }, '', now),
    ).toBeUndefined()
  })

  it('is a time between nothing and five minutes whatever a server writes', () => {
    const names = ['retry-after', 'retry-after-ms', 'x-ratelimit-reset', 'x-ratelimit-reset-tokens']
    const value = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.constantFrom('1h2m3s', '-5', '1e400', 'NaN'),
    )
    fc.assert(
      fc.property(fc.constantFrom(...names), value, fc.string(), (name, text, body) => {
        const wait = waitOf({ [name]: text }, body, now)
        expect(wait === undefined || (wait >= 0 && wait <= 300_000)).toBe(true)
      }),
    )
  })
})
