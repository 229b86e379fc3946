// Any language model of the AI SDK's provider specification (v2 and v3) as a Model, for APIs that have no
// OpenAI-compatible form or give more in their own. Only the specification is used, not the SDK above it, which
// would bring its own retries. One try a call; what a provider's error holds of the request is left behind.
import type {
  LanguageModelV2,
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3FilePart,
  LanguageModelV3Prompt,
  LanguageModelV3TextPart,
} from '@ai-sdk/provider'
import { ModelError, type GenerateRequest, type Generation, type Message, type Model } from './model.ts'
import { hideKey } from './secret.ts'
import { createServedByJudge } from './served-by.ts'
import { waitOf } from './waits.ts'

export interface AiSdkSettings {
  /** For records: address or name of the provider, without a credential. */
  readonly endpoint: string
  readonly images: boolean
  readonly timeoutMs: number
  /** Only to keep it out of everything. */
  readonly apiKey?: string
}

export type LanguageModel = LanguageModelV2 | LanguageModelV3

export function aiSdkModel(language: LanguageModel, settings: AiSdkSettings): Model {
  const { endpoint, images, timeoutMs, apiKey } = settings
  const hide = hideKey(apiKey)
  const served = createServedByJudge(language.modelId)
  return {
    id: language.modelId,
    endpoint,
    capabilities: { images, logProbabilities: false, jsonSchema: true },
    generate: async (request) => {
      const stop = new AbortController()
      let late = false
      const timer = setTimeout(() => {
        late = true
        stop.abort()
      }, timeoutMs)
      const onAbort = (): void => stop.abort()
      request.signal?.addEventListener('abort', onAbort)
      try {
        if (request.signal?.aborted === true) throw new ModelError('stopped', { retryable: false })
        const result = await answerOf(language, { ...optionsOf(request), abortSignal: stop.signal })
        return generationOf(result, language.modelId, served, hide, endpoint)
      } catch (error) {
        if (request.signal?.aborted === true) throw new ModelError('stopped', { retryable: false })
        if (error instanceof ModelError) throw error
        if (late)
          throw new ModelError(`${endpoint}: no answer within ${timeoutMs / 1000} s`, { retryable: true })
        throw callError(error, endpoint)
      } finally {
        clearTimeout(timer)
        request.signal?.removeEventListener('abort', onAbort)
      }
    },
  }
}

type Result =
  | Awaited<ReturnType<LanguageModelV3['doGenerate']>>
  | Awaited<ReturnType<LanguageModelV2['doGenerate']>>

/** What is asked with is the same in both versions, as far as we ask. */
async function answerOf(language: LanguageModel, options: LanguageModelV3CallOptions): Promise<Result> {
  if (language.specificationVersion === 'v3') return language.doGenerate(options)
  return language.doGenerate(options as Parameters<LanguageModelV2['doGenerate']>[0])
}

function optionsOf(request: GenerateRequest): LanguageModelV3CallOptions {
  const { maxOutputTokens, temperature, seed, topP, stop, jsonSchema } = request
  return {
    prompt: request.messages.map(promptOf),
    maxOutputTokens,
    temperature,
    seed,
    ...(topP === undefined ? {} : { topP }),
    ...(stop === undefined ? {} : { stopSequences: [...stop] }),
    ...(jsonSchema === undefined
      ? {}
      : { responseFormat: { type: 'json', name: jsonSchema.name, schema: jsonSchema.schema } }),
  }
}

function promptOf({ role, content, images = [] }: Message): LanguageModelV3Prompt[number] {
  if (role === 'system') return { role, content }
  const text: LanguageModelV3TextPart = { type: 'text', text: content }
  if (role === 'assistant') return { role, content: [text] }
  const files = images.map((url): LanguageModelV3FilePart => {
    const found = /^data:([^;,]+);base64,(.*)$/s.exec(url)
    if (found === null) throw new ModelError('a picture is not a base64 data: URL', { retryable: false })
    return { type: 'file', mediaType: found[1] as string, data: found[2] as string }
  })
  return { role, content: [text, ...files] }
}

function generationOf(
  result: Result,
  id: string,
  served: ReturnType<typeof createServedByJudge>,
  hide: (text: string) => string,
  endpoint: string,
): Generation {
  const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('')
  const reason = typeof result.finishReason === 'string' ? result.finishReason : result.finishReason.unified
  if (reason === 'error') throw new ModelError(`${endpoint}: the answer broke off`, { retryable: true })
  const name = result.response?.modelId
  if (name !== undefined && name !== '' && !served.accepts(name)) {
    throw new ModelError(`${endpoint}: another model answered than the one that was asked`, {
      retryable: true,
    })
  }
  const notSent = result.warnings.flatMap((warning): string[] => {
    if (warning.type === 'unsupported') return [warning.feature]
    return warning.type === 'unsupported-setting' ? [String(warning.setting)] : []
  })
  return {
    text: hide(text),
    finish: reason === 'length' ? 'length' : reason === 'content-filter' ? 'refusal' : 'stop',
    ...countsOf(result.usage),
    ...(name === undefined || name === '' || name === id ? {} : { servedBy: hide(name) }),
    ...(notSent.length === 0 ? {} : { notSent: notSent.toSorted() }),
  }
}

type Counts = Pick<Generation, 'inputTokens' | 'outputTokens' | 'reasoningTokens' | 'cachedInputTokens'>

function countsOf(usage: Result['usage']): Counts {
  const { inputTokens: input, outputTokens: output } = usage
  const flat =
    typeof input === 'object' || typeof output === 'object'
      ? {
          input: typeof input === 'object' ? input.total : input,
          cached: typeof input === 'object' ? input.cacheRead : undefined,
          output: typeof output === 'object' ? output.total : output,
          reasoning: typeof output === 'object' ? output.reasoning : undefined,
        }
      : {
          input,
          cached: 'cachedInputTokens' in usage ? usage.cachedInputTokens : undefined,
          output,
          reasoning: 'reasoningTokens' in usage ? usage.reasoningTokens : undefined,
        }
  return {
    ...(flat.input === undefined ? {} : { inputTokens: flat.input }),
    ...(flat.output === undefined ? {} : { outputTokens: flat.output }),
    ...(flat.reasoning === undefined || flat.reasoning === 0 ? {} : { reasoningTokens: flat.reasoning }),
    ...(flat.cached === undefined || flat.cached === 0 ? {} : { cachedInputTokens: flat.cached }),
  }
}

const meanings: Readonly<Record<number, string>> = {
  400: 'it does not take this request',
  401: 'the key was not accepted; name the variable that holds the right one with --key-variable',
  402: 'the account has no credit left',
  403: 'the key may not use this model',
  404: 'no such address or model',
  429: 'too many requests',
}

/** Only its status and its wish to wait: message and fields of a provider's error hold the request. */
function callError(error: unknown, endpoint: string): ModelError {
  const { statusCode, isRetryable, responseHeaders, responseBody } = (error ?? {}) as {
    readonly statusCode?: number
    readonly isRetryable?: boolean
    readonly responseHeaders?: Readonly<Record<string, string>>
    readonly responseBody?: string
  }
  if (statusCode === undefined || statusCode === 200) {
    const connection = isRetryable === true || error instanceof TypeError
    return new ModelError(
      `${endpoint}: ${connection ? 'the connection failed' : 'the answer could not be read'}`,
      { retryable: true, unreachable: connection },
    )
  }
  const again = statusCode === 408 || statusCode === 409 || statusCode === 429 || statusCode >= 500
  const waitMs = again ? waitOf(responseHeaders ?? {}, responseBody ?? '', Date.now()) : undefined
  const meaning = meanings[statusCode]
  return new ModelError(`${endpoint} answered ${statusCode}${meaning === undefined ? '' : `: ${meaning}`}`, {
    retryable: again,
    status: statusCode,
    pointless: [401, 402, 403, 404].includes(statusCode),
    ...(waitMs === undefined ? {} : { waitMs }),
  })
}
