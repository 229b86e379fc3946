// No key reaches a reply, an error or a record, whatever a server does with what it was sent.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ModelError } from './model.ts'
import { openaiCompatible } from './openai-compatible.ts'
import { providerModel } from './providers.ts'
import { hideKey, isSendable } from './secret.ts'
import { startServer, type TestServer } from './test-server.ts'

let server: TestServer
/** How the server answers; it repeats the key wherever it can. */
let kind: number

beforeAll(async () => {
  server = await startServer((request, _, response) => {
    const bearer = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1]
    const key = bearer ?? String(request.headers['x-api-key'] ?? request.headers['x-goog-api-key'] ?? '')
    const choice = { message: { content: `you sent ${key}` }, finish_reason: 'stop' }
    const answers: readonly (readonly [status: number, body: string])[] = [
      [200, JSON.stringify({ model: `m ${key}`, choices: [choice] })],
      [200, `half ${key}`],
      [400, JSON.stringify({ error: { message: `bad ${key}`, param: key, code: key } })],
      [401, key],
      [429, JSON.stringify({ retryDelay: key })],
      [307, key],
      [500, key],
    ]
    const [status, body] = answers[kind % answers.length] ?? [500, '']
    response.writeHead(status, {
      'content-type': 'application/json',
      'retry-after': encodeURIComponent(key),
      ...(status === 307 ? { location: `https://host.example/${encodeURIComponent(key)}` } : {}),
    })
    response.end(body)
  })
})
afterAll(() => server.close())

const request = {
  messages: [{ role: 'user' as const, content: 'words' }],
  maxOutputTokens: 5,
  temperature: 0,
  seed: 1,
}
const keys = fc
  .string({
    minLength: 8,
    maxLength: 60,
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  })
  .filter((key) => !'[key]'.includes(key))

async function everythingOf(model: ReturnType<typeof openaiCompatible>): Promise<string> {
  const { id, endpoint } = model
  const heard: string[] = []
  const results = await Promise.allSettled([
    model.generate(request),
    ...(model.stream === undefined ? [] : [model.stream(request, (piece) => heard.push(piece))]),
  ])
  const told = results.map((result): unknown => {
    if (result.status === 'fulfilled') return result.value
    const error = result.reason as ModelError
    expect(error).toBeInstanceOf(ModelError)
    return [error.message, error.stack, Object.entries(error), error.cause]
  })
  return JSON.stringify([id, endpoint, told, heard])
}

describe('a key', () => {
  it('is in nothing that comes back, whatever a server does with it', async () => {
    await fc.assert(
      fc.asyncProperty(keys, fc.nat(6), async (apiKey, way) => {
        kind = way
        const shared = { baseUrl: server.address, apiKey, images: false, timeoutMs: 5000 }
        const models = [
          openaiCompatible({ ...shared, model: 'm', logProbabilities: false }),
          providerModel({ ...shared, model: 'm', provider: 'anthropic' }),
          providerModel({ ...shared, model: 'm', provider: 'google' }),
        ]
        for (const model of models) {
          const everything = await everythingOf(model)
          expect(everything).not.toContain(apiKey)
          expect(everything).not.toContain(JSON.stringify(apiKey).slice(1, -1))
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('is hidden as it is and as JSON writes it', () => {
    fc.assert(
      fc.property(keys, fc.string(), fc.string(), (key, before, after) => {
        const hide = hideKey(key)
        expect(hide(`${before}${key}${after}`)).not.toContain(key)
        const json = JSON.stringify(`${before}${key}${after}`)
        expect(hide(json)).not.toContain(JSON.stringify(key).slice(1, -1))
      }),
    )
    expect(hideKey(undefined)('text')).toBe('text')
  })

  it('is sent only if a header can carry it', () => {
    expect(isSendable('sk-abc_123')).toBe(true)
    for (const wrong of ['', ' sk', 'sk\nx', 'sk\u0000', 'schlüssel', 'sk '])
      expect(isSendable(wrong)).toBe(false)
  })
})
