import type { IncomingHttpHeaders } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testModel } from './model-contract.ts'
import { openaiCompatible, type EndpointSettings } from './openai-compatible.ts'
import { startServer, type TestServer } from './test-server.ts'

const key = 'sk-very-secret'
let server: TestServer
let base: string
/** What the server answers, one a call; the last is repeated. */
let answers: { status: number; body: string; headers?: Record<string, string> }[]
let calls: { url: string; headers: IncomingHttpHeaders; body: Record<string, unknown> }[]

const completion = (content: unknown, more: object = {}, finish = 'stop'): string =>
  JSON.stringify({
    choices: [{ message: { role: 'assistant', content }, finish_reason: finish }],
    usage: { prompt_tokens: 12, completion_tokens: 3 },
    ...more,
  })

beforeAll(async () => {
  server = await startServer((request, text, response) => {
    calls.push({
      url: request.url ?? '',
      headers: request.headers,
      body: JSON.parse(text) as Record<string, unknown>,
    })
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    response.writeHead(answer?.status ?? 500, { 'content-type': 'application/json', ...answer?.headers })
    response.end(answer?.body)
  })
  base = `${server.address}/v1`
})
afterAll(() => server.close())
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
    logProbabilities: true,
    timeoutMs: 5000,
    ...changes,
  }
}

const request = {
  messages: [{ role: 'user' as const, content: 'secret patient words' }],
  maxOutputTokens: 5,
  temperature: 0,
  seed: 7,
}

const refusal = (param: string): { status: number; body: string } => ({
  status: 400,
  body: JSON.stringify({
    error: { message: `Unsupported parameter: '${param}'`, param, code: 'unsupported_parameter' },
  }),
})

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
    expect(calls[0]?.body).toEqual({
      model: 'test-model',
      messages: request.messages,
      max_tokens: 5,
      temperature: 0,
      seed: 7,
    })
  })

  it('speaks to Azure in its way', async () => {
    const azure = settings({
      baseUrl: `${server.address}/openai/deployments/mine?api-version=2024-10-21`,
      keyHeader: 'api-key',
    })
    const model = openaiCompatible(azure)
    await model.generate(request)
    expect(calls[0]?.url).toBe('/openai/deployments/mine/chat/completions?api-version=2024-10-21')
    expect(calls[0]?.headers['api-key']).toBe(key)
    expect(calls[0]?.headers.authorization).toBeUndefined()
    expect(model.endpoint).not.toContain('?')
    await openaiCompatible(settings({ apiVersion: 'v9' })).generate(request)
    expect(calls[1]?.url).toBe('/v1/chat/completions?api-version=v9')
  })

  it('learns once what a model refuses, and says what it left out', async () => {
    answers = [refusal('max_tokens'), refusal('temperature'), { status: 200, body: completion('B') }]
    const model = openaiCompatible(settings())
    expect(await model.generate(request)).toMatchObject({ text: 'B', notSent: ['temperature'] })
    expect(calls.at(-1)?.body).toMatchObject({ max_completion_tokens: 5, seed: 7 })
    expect(calls.at(-1)?.body).not.toHaveProperty('temperature')
    await model.generate(request)
    expect(calls).toHaveLength(4)
    expect(calls.at(-1)?.body).not.toHaveProperty('max_tokens')
  })

  it('does not take the words of a prompt for a refused parameter', async () => {
    const echo = `Invalid request: content "the temperature is not supported by the seed" is not allowed`
    answers = [{ status: 400, body: JSON.stringify({ error: { message: echo } }) }]
    await expect(openaiCompatible(settings()).generate(request)).rejects.toThrow(/answered 400/)
    expect(calls).toHaveLength(1)
  })

  it('stops where log-probabilities are refused, for a run would lack them silently', async () => {
    answers = [refusal('logprobs'), { status: 200, body: completion('B') }]
    const asked = openaiCompatible(settings()).generate({ ...request, alternatives: 5 })
    await expect(asked).rejects.toMatchObject({
      pointless: true,
      message: expect.stringMatching(/--logprobs/),
    })
  })

  it('asks for log-probabilities, a schema and pictures, and reads what comes', async () => {
    const logprobs = {
      content: [
        {
          token: 'B',
          logprob: -0.1,
          top_logprobs: [
            { token: 'B', logprob: -0.1 },
            { token: 'C', logprob: -3 },
          ],
        },
      ],
    }
    const choices = [{ message: { content: 'B' }, finish_reason: 'stop', logprobs }]
    answers = [{ status: 200, body: completion('', { choices }) }]
    const images = ['data:image/png;base64,AAAA']
    const generation = await openaiCompatible(settings()).generate({
      ...request,
      messages: [{ role: 'user', content: 'Look.', images }],
      alternatives: 2,
      topP: 0.5,
      stop: ['END'],
      jsonSchema: { name: 'reply', schema: { type: 'object' } },
    })
    expect(generation.tokens).toEqual([
      {
        token: 'B',
        logProbability: -0.1,
        alternatives: [
          { token: 'B', logProbability: -0.1 },
          { token: 'C', logProbability: -3 },
        ],
      },
    ])
    expect(calls[0]?.body).toMatchObject({
      logprobs: true,
      top_logprobs: 2,
      top_p: 0.5,
      stop: ['END'],
      response_format: { type: 'json_schema', json_schema: { name: 'reply', schema: { type: 'object' } } },
      messages: [{ content: [{ type: 'text' }, { type: 'image_url', image_url: { url: images[0] } }] }],
    })
  })

  it.each([
    [
      'OpenAI',
      {
        prompt_tokens: 10,
        completion_tokens: 50,
        total_tokens: 60,
        completion_tokens_details: { reasoning_tokens: 40 },
        prompt_tokens_details: { cached_tokens: 8 },
      },
      { inputTokens: 10, outputTokens: 50, reasoningTokens: 40, cachedInputTokens: 8 },
    ],
    [
      'a host that counts hidden tokens only in the total',
      { prompt_tokens: 10, completion_tokens: 5, total_tokens: 60 },
      { inputTokens: 10, outputTokens: 50, reasoningTokens: 45 },
    ],
    ['a host that counts nothing', null, {}],
  ])('counts hidden and cached tokens as %s tells them', async (_, usage, expected) => {
    answers = [{ status: 200, body: completion('B', { usage }) }]
    expect(await openaiCompatible(settings()).generate(request)).toEqual({
      text: 'B',
      finish: 'stop',
      ...expected,
    })
  })

  it('takes the text out of parts, and leaves thoughts behind', async () => {
    const parts = [
      { type: 'thinking', thinking: [{ text: 'hm' }] },
      { type: 'text', text: 'Answer: ' },
      { type: 'text', text: 'C' },
    ]
    answers = [{ status: 200, body: completion(parts) }]
    expect((await openaiCompatible(settings()).generate(request)).text).toBe('Answer: C')
  })

  it.each([
    ['half JSON', 200, '{"choices":[{"mess', true, /not JSON/],
    ['no choices', 200, '{"choices":[]}', true, /not a chat completion/],
    ['an error inside an answer', 200, '{"error":{"code":429,"message":"slow down"}}', true, /answered 429/],
    ['a broken generation', 200, completion('Ans', {}, 'error'), true, /broke off/],
    ['too many requests', 429, '', true, /too many/],
    ['a used-up quota', 429, '{"error":{"code":"insufficient_quota"}}', false, /quota/],
    ['an unknown model', 400, '{"error":{"message":"m","code":"model_not_found"}}', false, /no such model/],
    ['an unknown address', 404, '', false, /404.*no such address or model/],
    [
      'too long a prompt',
      400,
      '{"error":{"message":"This model\'s maximum context length is 8192 tokens"}}',
      false,
      /longer than the model reads/,
    ],
    ['a server that is ill', 503, '', true, /answered 503/],
  ])('knows %s', async (_, status, body, retryable, message) => {
    answers = [{ status, body }]
    await expect(openaiCompatible(settings()).generate(request)).rejects.toMatchObject({
      retryable,
      message: expect.stringMatching(message),
    })
    expect(calls).toHaveLength(1)
  })

  it('hears how long to wait, in whatever way it is said', async () => {
    answers = [{ status: 429, body: '', headers: { 'retry-after-ms': '250' } }]
    await expect(openaiCompatible(settings()).generate(request)).rejects.toMatchObject({ waitMs: 250 })
  })

  it('follows no redirect, and says where it leads', async () => {
    answers = [{ status: 308, body: '', headers: { location: 'https://elsewhere.example/v1?key=1' } }]
    await expect(openaiCompatible(settings()).generate(request)).rejects.toMatchObject({
      pointless: true,
      message: expect.stringMatching(/sends elsewhere to https:\/\/elsewhere\.example,/),
    })
  })

  it('does not mix in answers of another model', async () => {
    const model = openaiCompatible(settings())
    answers = ['test-model-2024', 'other', 'test-model-2025'].map((name) => ({
      status: 200,
      body: completion('B', { model: name }),
    }))
    expect(await model.generate(request)).toMatchObject({ servedBy: 'test-model-2024' })
    await expect(model.generate(request)).rejects.toMatchObject({
      retryable: true,
      message: expect.stringMatching(/another model/),
    })
    expect(await model.generate(request)).toMatchObject({ servedBy: 'test-model-2025' })
  })

  it('says why a reply ended', async () => {
    answers = [{ status: 200, body: completion('Ans', {}, 'length') }]
    expect((await openaiCompatible(settings()).generate(request)).finish).toBe('length')
    answers = [{ status: 200, body: completion('', {}, 'content_filter') }]
    expect((await openaiCompatible(settings()).generate(request)).finish).toBe('refusal')
  })

  it('names an endpoint that cannot be reached, or does not answer', async () => {
    const nowhere = openaiCompatible(settings({ baseUrl: 'http://127.0.0.1:1' }))
    await expect(nowhere.generate(request)).rejects.toMatchObject({
      unreachable: true,
      message: expect.stringMatching(/127\.0\.0\.1:1: nothing listens there/),
    })
    const silent = await startServer(() => {})
    const slow = openaiCompatible(settings({ baseUrl: silent.address, timeoutMs: 50 }))
    await expect(slow.generate(request)).rejects.toMatchObject({
      retryable: true,
      unreachable: false,
      message: expect.stringMatching(/no answer within 0\.05 s/),
    })
    await silent.close()
  })

  it.each([
    'localhost',
    'ftp://host/v1',
    'http://user:secretword@host/v1',
    'http://host/v1?key=secretword',
    'secretword@host',
  ])('refuses the address %s without repeating a secret', (baseUrl) => {
    expect(() => openaiCompatible(settings({ baseUrl }))).toThrow(/address/)
    expect(() => openaiCompatible(settings({ baseUrl }))).not.toThrow(/secretword/)
  })
})

describe('its stream', () => {
  const events = (...data: readonly unknown[]): string =>
    data
      .map((item) => (typeof item === 'string' ? item : `data: ${JSON.stringify(item)}`))
      .join('\r\n\r\n')
      .concat('\r\n\r\n')
  const piece = (content: string, finish: string | null = null): object => ({
    model: 'test-model',
    choices: [{ delta: { content }, finish_reason: finish }],
  })

  it('gives pieces as they come, and the same at its end', async () => {
    answers = [
      {
        status: 200,
        body: events(
          piece('Ans'),
          ': a comment',
          piece('wer: ö', 'stop'),
          { choices: [], usage: { prompt_tokens: 2, completion_tokens: 3 } },
          'data: [DONE]',
        ),
      },
    ]
    const pieces: string[] = []
    const generation = await openaiCompatible(settings()).stream?.(request, (text) => pieces.push(text))
    expect(pieces).toEqual(['Ans', 'wer: ö'])
    expect(generation).toEqual({ text: 'Answer: ö', finish: 'stop', inputTokens: 2, outputTokens: 3 })
    expect(calls[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } })
  })

  it.each([
    ['breaks off', events(piece('Ans'))],
    ['ends in an error', events(piece('Ans'), { error: { message: 'x' } })],
    ['is no stream', completion('B')],
  ])('fails where it %s', async (_, body) => {
    answers = [{ status: 200, body }]
    const streamed = openaiCompatible(settings()).stream?.(request, () => {})
    await expect(streamed).rejects.toMatchObject({
      retryable: true,
      message: expect.stringMatching(/broke off/),
    })
  })
})
