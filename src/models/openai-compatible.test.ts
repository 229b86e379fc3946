import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testModel } from './model-contract.ts'
import { openaiCompatible, type EndpointSettings } from './openai-compatible.ts'

const key = 'sk-very-secret'
let server: Server
let base: string
/** What the server answers, one a call; the last is repeated. */
let answers: { status: number; body: string; headers?: Record<string, string> }[]
let calls: { url: string; headers: IncomingMessage['headers']; body: Record<string, unknown> }[]

const completion = (content: string, finish = 'stop'): string =>
  JSON.stringify({
    choices: [{ message: { role: 'assistant', content }, finish_reason: finish }],
    usage: { prompt_tokens: 12, completion_tokens: 3 },
  })

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    request.on('end', () => {
      calls.push({
        url: request.url ?? '',
        headers: request.headers,
        body: JSON.parse(text) as Record<string, unknown>,
      })
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      response.writeHead(answer?.status ?? 500, { 'content-type': 'application/json', ...answer?.headers })
      response.end(answer?.body)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
})
afterAll(() => {
  server.close()
})
beforeEach(() => {
  answers = [{ status: 200, body: completion('Answer: B') }]
  calls = []
})

function settings(changes: Partial<EndpointSettings> = {}): EndpointSettings {
  return {
    baseUrl: base,
    model: 'test-model',
    apiKey: key,
    images: false,
    timeoutMs: 5000,
    retryPolicy: { attempts: 3, firstDelayMs: 1, maximumDelayMs: 2 },
    ...changes,
  }
}

const request = {
  messages: [{ role: 'user' as const, content: 'secret patient words' }],
  maxOutputTokens: 5,
  temperature: 0,
  seed: 7,
}

describe('an OpenAI-compatible endpoint', () => {
  testModel({
    working: () => openaiCompatible(settings()),
    failing: () => {
      answers = [{ status: 401, body: `{"error":"bad key ${key}"}` }]
      return openaiCompatible(settings())
    },
    key,
  })

  it('posts to chat/completions once, with the key as a bearer token', async () => {
    const generation = await openaiCompatible(settings()).generate(request)
    expect(generation).toEqual({ text: 'Answer: B', finish: 'stop', inputTokens: 12, outputTokens: 3 })
    expect(calls).toHaveLength(1)
    expect(calls[0]?.url).toBe('/v1/chat/completions')
    expect(calls[0]?.headers.authorization).toBe(`Bearer ${key}`)
    expect(calls[0]?.body).toMatchObject({ model: 'test-model', max_tokens: 5, temperature: 0, seed: 7 })
  })

  it('tries again on 429, 500 and a broken answer, and honours Retry-After', async () => {
    answers = [
      { status: 429, body: '', headers: { 'retry-after': '0' } },
      { status: 500, body: '' },
      { status: 200, body: completion('C') },
    ]
    expect((await openaiCompatible(settings()).generate(request)).text).toBe('C')
    expect(calls).toHaveLength(3)
  })

  it('gives up after the attempts it was given', async () => {
    answers = [{ status: 503, body: '' }]
    await expect(openaiCompatible(settings()).generate(request)).rejects.toThrow(/answered 503/)
    expect(calls).toHaveLength(3)
  })

  it('does not try again what cannot succeed', async () => {
    answers = [{ status: 404, body: '' }]
    await expect(openaiCompatible(settings()).generate(request)).rejects.toThrow(
      /404.*no such address or model/,
    )
    expect(calls).toHaveLength(1)
  })

  it('says why a reply ended', async () => {
    answers = [{ status: 200, body: completion('Ans', 'length') }]
    expect((await openaiCompatible(settings()).generate(request)).finish).toBe('length')
    answers = [{ status: 200, body: completion('', 'content_filter') }]
    expect((await openaiCompatible(settings()).generate(request)).finish).toBe('refusal')
  })

  it('names an endpoint that cannot be reached', async () => {
    const nowhere = settings({
      baseUrl: 'http://127.0.0.1:59999',
      retryPolicy: { attempts: 1, firstDelayMs: 1, maximumDelayMs: 1 },
    })
    await expect(openaiCompatible(nowhere).generate(request)).rejects.toThrow(
      /127\.0\.0\.1:59999: the connection failed/,
    )
    expect(() => openaiCompatible(settings({ baseUrl: 'localhost' }))).toThrow(/not an address/)
  })
})
