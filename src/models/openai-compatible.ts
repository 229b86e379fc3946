// Any endpoint that speaks OpenAI's chat completions: OpenAI, Azure, vLLM, Ollama, llama.cpp's server,
// OpenRouter and others. Plain fetch: the protocol is one POST, and a client library would bring its own
// retries and its own ideas of what to log.
import { z } from 'zod'
import { messageOf } from '../kit/errors.ts'
import { retry, type RetryPolicy } from '../kit/retry.ts'
import { ModelError, type GenerateRequest, type Generation, type Message, type Model } from './model.ts'

export interface EndpointSettings {
  /** Base address, with or without a final /v1. */
  readonly baseUrl: string
  readonly model: string
  /** Sent as a bearer token; never stored, logged or put into an error. */
  readonly apiKey?: string
  readonly images: boolean
  readonly timeoutMs: number
  readonly retryPolicy: RetryPolicy
}

const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z
    .object({ prompt_tokens: z.number().optional(), completion_tokens: z.number().optional() })
    .nullish(),
})

export function openaiCompatible(settings: EndpointSettings): Model {
  const url = completionsUrl(settings.baseUrl)
  const endpoint = `${url.origin}${url.pathname}`
  return {
    id: settings.model,
    endpoint,
    capabilities: { images: settings.images, logProbabilities: false, jsonSchema: false },
    generate: (request) =>
      retry(
        settings.retryPolicy,
        (error) =>
          error instanceof ModelError
            ? { retryable: error.retryable, ...(error.waitMs === undefined ? {} : { waitMs: error.waitMs }) }
            : { retryable: false },
        () => call(url, settings, request),
        request.signal,
      ),
  }
}

/** The address to post to; throws a ModelError when the base address is not one. */
function completionsUrl(baseUrl: string): URL {
  if (!URL.canParse(baseUrl)) {
    throw new ModelError(`"${baseUrl}" is not an address; write for example http://localhost:8000/v1`, {
      retryable: false,
    })
  }
  const url = new URL(baseUrl)
  const path = url.pathname.replace(/\/+$/, '')
  if (!path.endsWith('/chat/completions')) {
    url.pathname = `${path === '' ? '/v1' : path}/chat/completions`
  }
  return url
}

async function call(url: URL, settings: EndpointSettings, request: GenerateRequest): Promise<Generation> {
  const timeout = AbortSignal.timeout(settings.timeoutMs)
  const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal])
  let response: Response
  let body: string
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(settings.apiKey === undefined ? {} : { authorization: `Bearer ${settings.apiKey}` }),
      },
      body: JSON.stringify(bodyOf(settings.model, request)),
      signal,
    })
    body = await response.text()
  } catch (error) {
    if (request.signal?.aborted) throw new ModelError('stopped', { retryable: false })
    const what = timeout.aborted ? `no answer within ${settings.timeoutMs / 1000} s` : causeOf(error)
    throw new ModelError(`${url.host}: ${what}`, { retryable: true })
  }
  if (!response.ok) throw statusError(url, response)
  return parseCompletion(url, body)
}

function bodyOf(model: string, request: GenerateRequest): unknown {
  return {
    model,
    messages: request.messages.map(messageBody),
    max_tokens: request.maxOutputTokens,
    temperature: request.temperature,
    seed: request.seed,
  }
}

function messageBody({ role, content, images }: Message): unknown {
  if (images === undefined || images.length === 0) return { role, content }
  return {
    role,
    content: [
      { type: 'text', text: content },
      ...images.map((url) => ({ type: 'image_url', image_url: { url } })),
    ],
  }
}

/** Retryable: 408, 409, 429 and everything from 500 up. The body is not quoted: it may repeat the prompt. */
function statusError(url: URL, response: Response): ModelError {
  const { status } = response
  const retryable = status === 408 || status === 409 || status === 429 || status >= 500
  const hints: Record<number, string> = {
    401: 'the key was not accepted; is the right environment variable set?',
    403: 'the key may not use this model',
    404: 'no such address or model',
    429: 'too many requests',
  }
  const hint = hints[status] ?? response.statusText
  return new ModelError(`${url.host} answered ${status}${hint === '' ? '' : `: ${hint}`}`, {
    retryable,
    status,
    waitMs: retryAfter(response.headers.get('retry-after')),
    pointless: status === 401 || status === 403 || status === 404,
  })
}

/** Retry-After in seconds or as a date (RFC 9110), at most five minutes. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined
  const seconds = Number(header)
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(wait) ? Math.min(Math.max(0, wait), 300_000) : undefined
}

function parseCompletion(url: URL, body: string): Generation {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new ModelError(`${url.host}: the answer is not JSON`, { retryable: true })
  }
  const parsed = completionSchema.safeParse(value)
  const choice = parsed.data?.choices[0]
  if (!parsed.success || choice === undefined) {
    throw new ModelError(`${url.host}: the answer is not a chat completion`, { retryable: false })
  }
  const { content, refusal } = choice.message
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = parsed.data.usage ?? {}
  return {
    text: content ?? refusal ?? '',
    finish: finishOf(choice.finish_reason, refusal),
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  }
}

function finishOf(
  reason: string | null | undefined,
  refusal: string | null | undefined,
): Generation['finish'] {
  if (reason === 'length') return 'length'
  if (reason === 'content_filter' || (refusal !== null && refusal !== undefined && refusal !== ''))
    return 'refusal'
  return 'stop'
}

/** Why fetch failed: Node hides the reason in the cause. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const code = (cause as { code?: string } | undefined)?.code
  return code === undefined ? messageOf(error) : `the connection failed (${code})`
}
