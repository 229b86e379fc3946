// The real packages of two providers against servers of our own that answer as those providers do.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LanguageModelV2 } from '@ai-sdk/provider'
import { aiSdkModel } from './ai-sdk.ts'
import { testModel } from './model-contract.ts'
import type { GenerateRequest, Model } from './model.ts'
import { providerModel, type ProviderName } from './providers.ts'
import { startServer, type TestServer } from './test-server.ts'

const key = 'sk-very-secret'
let server: TestServer
let answer: { status: number; body: unknown; headers?: Record<string, string> }
let calls: { url: string; headers: Record<string, unknown>; body: Record<string, unknown> }[]

beforeAll(async () => {
  server = await startServer((request, text, response) => {
    calls.push({
      url: request.url ?? '',
      headers: request.headers,
      body: JSON.parse(text) as Record<string, unknown>,
    })
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
    response.end(JSON.stringify(answer.body))
  })
})
afterAll(() => server.close())
beforeEach(() => {
  calls = []
})

const anthropicAnswer = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-test',
  content: [{ type: 'text', text: 'Answer: B' }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 5, cache_read_input_tokens: 7, cache_creation_input_tokens: 0, output_tokens: 3 },
}
const googleAnswer = {
  candidates: [{ content: { role: 'model', parts: [{ text: 'Answer: B' }] }, finishReason: 'STOP' }],
  usageMetadata: {
    promptTokenCount: 12,
    candidatesTokenCount: 3,
    thoughtsTokenCount: 40,
    totalTokenCount: 55,
  },
  modelVersion: 'gemini-test',
}
const request: GenerateRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'secret patient words', images: ['data:image/png;base64,AAAA'] },
  ],
  maxOutputTokens: 5,
  temperature: 0,
  seed: 7,
}

const made = (provider: ProviderName, model: string): Model =>
  providerModel({ provider, model, apiKey: key, baseUrl: server.address, images: true, timeoutMs: 5000 })

describe.each([
  ['anthropic', 'claude-test', anthropicAnswer],
  ['google', 'gemini-test', googleAnswer],
] as const)('the API of %s', (provider, model, good) => {
  testModel({
    working: () => {
      answer = { status: 200, body: good }
      return made(provider, model)
    },
    failing: () => {
      answer = { status: 401, body: { error: { message: `bad key ${key}: Reply with the letter` } } }
      return made(provider, model)
    },
    key,
  })

  it('is sent the key, the words and the picture', async () => {
    answer = { status: 200, body: good }
    await made(provider, model).generate(request)
    expect(calls).toHaveLength(1)
    expect(JSON.stringify(calls[0]?.headers)).toContain(key)
    expect(calls[0]?.url).toMatch(provider === 'anthropic' ? /\/messages$/ : /gemini-test:generateContent$/)
    const sent = JSON.stringify(calls[0]?.body)
    for (const part of ['secret patient words', 'Be brief.', 'AAAA', 'image/png'])
      expect(sent).toContain(part)
  })

  it('says how long to wait, and tries only once by itself', async () => {
    answer = { status: 429, body: { error: { message: 'slow' } }, headers: { 'retry-after': '3' } }
    await expect(made(provider, model).generate(request)).rejects.toMatchObject({
      retryable: true,
      status: 429,
      waitMs: 3000,
    })
    expect(calls).toHaveLength(1)
  })

  it('cannot be reached where nothing listens', async () => {
    const nowhere = providerModel({
      provider,
      model,
      apiKey: key,
      baseUrl: 'http://127.0.0.1:1',
      images: true,
      timeoutMs: 5000,
    })
    await expect(nowhere.generate(request)).rejects.toMatchObject({ unreachable: true, retryable: true })
  })
})

describe('what is counted and left out', () => {
  it('of Anthropic: cached input, and a seed that it does not take', async () => {
    answer = { status: 200, body: anthropicAnswer }
    expect(await made('anthropic', 'claude-test').generate(request)).toMatchObject({
      text: 'Answer: B',
      finish: 'stop',
      inputTokens: 12,
      cachedInputTokens: 7,
      outputTokens: 3,
      notSent: expect.arrayContaining(['seed']) as string[],
    })
  })

  it('of Google: hidden tokens', async () => {
    answer = { status: 200, body: googleAnswer }
    expect(await made('google', 'gemini-test').generate(request)).toMatchObject({
      inputTokens: 12,
      outputTokens: 43,
      reasoningTokens: 40,
    })
  })

  it('of a provider of the older specification', async () => {
    const old = {
      specificationVersion: 'v2',
      provider: 'old',
      modelId: 'old-model',
      supportedUrls: {},
      doGenerate: () =>
        Promise.resolve({
          content: [
            { type: 'reasoning', text: 'hm' },
            { type: 'text', text: 'C' },
          ],
          finishReason: 'length',
          usage: {
            inputTokens: 4,
            outputTokens: 9,
            totalTokens: 13,
            reasoningTokens: 6,
            cachedInputTokens: 2,
          },
          warnings: [{ type: 'unsupported-setting', setting: 'seed' }],
        }),
      doStream: () => Promise.reject(new Error('not used')),
    } as unknown as LanguageModelV2
    const model = aiSdkModel(old, { endpoint: 'old', images: false, timeoutMs: 100 })
    expect(await model.generate(request)).toEqual({
      text: 'C',
      finish: 'length',
      inputTokens: 4,
      outputTokens: 9,
      reasoningTokens: 6,
      cachedInputTokens: 2,
      notSent: ['seed'],
    })
  })
})
