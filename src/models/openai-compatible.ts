// Any endpoint that speaks OpenAI's chat completions: OpenAI, Azure, vLLM, Ollama, llama.cpp's server, OpenRouter,
// the compatible endpoints of Gemini and Anthropic. One POST a call, and one try: trying again, pacing and
// counting are models around this one (steady.ts, metered.ts).
import { learn, plainDialect, type Dialect } from './dialect.ts'
import { parseEndpoint } from './endpoint.ts'
import { ModelError, type GenerateRequest, type Generation, type Model } from './model.ts'
import { bodyOf } from './openai-body.ts'
import { statusError } from './openai-errors.ts'
import {
  completionSchema,
  countsOf,
  errorSchema,
  finishOf,
  pieceSchema,
  textOf,
  tokensOf,
} from './openai-reply.ts'
import { hideKey } from './secret.ts'
import { createServedByJudge } from './served-by.ts'
import { eventReader } from './sse.ts'
import { createTransport, type Answer, type Proxy } from './transport.ts'

export interface EndpointSettings {
  /** Base address, with or without a final /v1. */
  readonly baseUrl: string
  readonly model: string
  /** Sent in a header; never stored, logged or put into an error. */
  readonly apiKey?: string
  /** The header of the key: a bearer token in `authorization` unless it is named (Azure: `api-key`). */
  readonly keyHeader?: string
  readonly apiVersion?: string
  readonly images: boolean
  /** Whether the model gives log-probabilities; asking one that does not fails. */
  readonly logProbabilities: boolean
  readonly timeoutMs: number
  readonly proxy?: Proxy
}

/** Throws a ModelError when the address is none, or holds a secret. */
export function openaiCompatible(settings: EndpointSettings): Model {
  const { model, apiKey, apiVersion } = settings
  const { url, address, azure } = parseEndpoint(settings.baseUrl, apiVersion)
  const transport = createTransport({
    timeoutMs: settings.timeoutMs,
    ...(settings.proxy === undefined ? {} : { proxy: settings.proxy }),
  })
  const keyHeader = settings.keyHeader ?? (azure ? 'api-key' : 'authorization')
  const headers = {
    'content-type': 'application/json',
    ...(apiKey === undefined
      ? {}
      : { [keyHeader]: keyHeader.toLowerCase() === 'authorization' ? `Bearer ${apiKey}` : apiKey }),
  }
  const hide = hideKey(apiKey)
  const served = createServedByJudge(model)
  let dialect: Dialect = plainDialect

  /** Sends it in the dialect known so far; a refusal of a parameter teaches more of it, and is sent anew. */
  async function ask(
    request: GenerateRequest,
    onPiece?: (piece: string) => void,
  ): Promise<Answer & { spoken: Dialect }> {
    for (;;) {
      const spoken = dialect
      const body = bodyOf(model, request, spoken, onPiece !== undefined)
      const answer = await transport.post(
        url,
        headers,
        JSON.stringify(body),
        request.signal,
        onPiece === undefined ? undefined : (piece) => onPiece(piece),
      )
      if (answer.status === 200) return { ...answer, spoken }
      // Calls that were on their way together learn the same; it is learnt once.
      const learnt =
        answer.status === 400 || answer.status === 422
          ? learn(spoken, new Set(Object.keys(body)), answer.body)
          : undefined
      if (learnt === undefined) throw statusError(url.host, answer, apiKey !== undefined)
      if (learnt.refused.has('logprobs') && request.alternatives !== undefined) {
        throw new ModelError(`${url.host}: this model gives no log-probabilities; leave out --logprobs`, {
          retryable: false,
          pointless: true,
          status: answer.status,
        })
      }
      if (request.prefill !== undefined && prefillParameters.some((name) => learnt.refused.has(name))) {
        throw new ModelError(
          `${url.host}: this model cannot go on from a given beginning; leave out --force-token`,
          { retryable: false, pointless: true, status: answer.status },
        )
      }
      const limit = dialect.limit === plainDialect.limit ? learnt.limit : dialect.limit
      dialect = { limit, refused: new Set([...dialect.refused, ...learnt.refused]) }
    }
  }

  /** What is known of every answer besides its text. Throws where another model answered. */
  function about(
    name: string | null | undefined,
    spoken: Dialect,
    request: GenerateRequest,
  ): Partial<Generation> {
    if (typeof name === 'string' && name !== '' && !served.accepts(name)) {
      throw new ModelError(`${url.host}: another model answered than the one that was asked`, {
        retryable: true,
      })
    }
    const notSent = [...spoken.refused].filter(
      (parameter) => parameter in bodyOf(model, request, plainDialect, false),
    )
    return {
      ...(typeof name !== 'string' || name === '' || name === model ? {} : { servedBy: hide(name) }),
      ...(notSent.length === 0 ? {} : { notSent: notSent.toSorted() }),
    }
  }

  async function generate(request: GenerateRequest): Promise<Generation> {
    const { body, spoken, headers: answered } = await ask(request)
    const value = parseJson(hide(body), url.host)
    const parsed = completionSchema.safeParse(value)
    const choice = parsed.data?.choices[0]
    if (parsed.data === undefined || choice === undefined) throw notACompletion(url.host, value, answered)
    if (choice.finish_reason === 'error') throw cutShort(url.host)
    const { content, refusal } = choice.message
    const tokens = tokensOf(choice.logprobs)
    return {
      text: textOf(content) || (refusal ?? ''),
      finish: finishOf(choice.finish_reason, refusal),
      ...countsOf(parsed.data.usage),
      ...(tokens === undefined || request.alternatives === undefined ? {} : { tokens }),
      ...about(parsed.data.model, spoken, request),
    }
  }

  async function stream(request: GenerateRequest, onText: (piece: string) => void): Promise<Generation> {
    let text = ''
    let finish: string | undefined
    let refusal: string | undefined
    let counts: ReturnType<typeof countsOf> = {}
    let name: string | null | undefined
    let broken: ModelError | undefined
    const tokens: NonNullable<Generation['tokens']>[number][] = []
    const read = eventReader((data) => {
      if (data === '[DONE]' || broken !== undefined) return
      const parsed = pieceSchema.safeParse(jsonOrUndefined(data))
      if (!parsed.success || errorSchema.safeParse(jsonOrUndefined(data)).success) {
        broken = cutShort(url.host)
        return
      }
      name ??= parsed.data.model
      if (parsed.data.usage !== null && parsed.data.usage !== undefined) counts = countsOf(parsed.data.usage)
      const choice = parsed.data.choices?.[0]
      if (choice === undefined) return
      finish = choice.finish_reason ?? finish
      refusal = choice.delta?.refusal ?? refusal
      tokens.push(...(tokensOf(choice.logprobs) ?? []))
      const piece = hide(textOf(choice.delta?.content))
      text += piece
      if (piece !== '') onText(piece)
    })
    const { spoken } = await ask(request, read)
    read('\n\n')
    if (broken !== undefined) throw broken
    if (finish === undefined) throw cutShort(url.host)
    if (finish === 'error') throw cutShort(url.host)
    return {
      text: hide(text) || (refusal ?? ''),
      finish: finishOf(finish, refusal),
      ...counts,
      ...(tokens.length === 0 || request.alternatives === undefined ? {} : { tokens }),
      ...about(name, spoken, request),
    }
  }

  return {
    id: model,
    endpoint: address,
    capabilities: {
      images: settings.images,
      logProbabilities: settings.logProbabilities,
      jsonSchema: true,
      // Whether the server knows how shows in its refusal, or in a reply that begins anew.
      prefill: true,
    },
    generate,
    stream,
  }
}

const prefillParameters = ['continue_final_message', 'add_generation_prompt'] as const

function cutShort(host: string): ModelError {
  return new ModelError(`${host}: the answer broke off`, { retryable: true })
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function parseJson(body: string, host: string): unknown {
  const value = jsonOrUndefined(body)
  if (value === undefined) throw new ModelError(`${host}: the answer is not JSON`, { retryable: true })
  return value
}

/** An error in an answer of status 200 counts as if it had come with its own status. */
function notACompletion(host: string, value: unknown, headers: Answer['headers']): ModelError {
  const code = Number(errorSchema.safeParse(value).data?.error.code)
  if (code >= 400 && code < 600)
    return statusError(host, { status: code, headers, body: JSON.stringify(value) }, true)
  return new ModelError(`${host}: the answer is not a chat completion`, { retryable: true })
}
