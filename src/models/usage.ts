// What calls use: tokens, as the endpoint counts them, hidden ones included; what the next call may use; and what
// that costs at the prices that the user gave. Prices change and differ by contract, so none are built in.
import type { GenerateRequest } from './model.ts'

export interface Usage {
  readonly inputTokens: number
  /** Of them, those that the endpoint had in its cache. */
  readonly cachedInputTokens: number
  /** Hidden ones included. */
  readonly outputTokens: number
  readonly reasoningTokens: number
}

/** What an answer says of it. */
export type Counted = { readonly [Count in keyof Usage]?: number | undefined }

export const noUsage: Usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0 }

export function plus(usage: Usage, more: Counted): Usage {
  return {
    inputTokens: usage.inputTokens + (more.inputTokens ?? 0),
    cachedInputTokens: usage.cachedInputTokens + (more.cachedInputTokens ?? 0),
    outputTokens: usage.outputTokens + (more.outputTokens ?? 0),
    reasoningTokens: usage.reasoningTokens + (more.reasoningTokens ?? 0),
  }
}

/** In the user's currency, a million tokens each. */
export interface Prices {
  readonly input: number
  readonly output: number
  /** Of input that the endpoint had in its cache; as other input where it is not given. */
  readonly cachedInput?: number
}

export function costOf(usage: Usage, { input, output, cachedInput = input }: Prices): number {
  const fresh = Math.max(0, usage.inputTokens - usage.cachedInputTokens)
  const millions = fresh * input + usage.cachedInputTokens * cachedInput + usage.outputTokens * output
  return millions / 1e6
}

/** What a call will use, learnt from those before it. */
export interface Estimator {
  /** Input and typical output. */
  expected(request: GenerateRequest): Usage
  /** The same with the longest output that the request allows. */
  most(request: GenerateRequest): Usage
  observe(request: GenerateRequest, generation: Counted): void
}

/** Before anything is known: English has some four letters a token, and a picture costs about a thousand tokens. */
const firstRatio = 1 / 3
const tokensOfPicture = 1000

export function createEstimator(): Estimator {
  let characters = 0
  let inputTokens = 0
  let calls = 0
  let outputTokens = 0
  const inputOf = (request: GenerateRequest): number => {
    const ratio = characters === 0 ? firstRatio : inputTokens / characters
    return Math.ceil(charactersOf(request) * ratio) + picturesOf(request) * tokensOfPicture
  }
  return {
    expected: (request) => ({
      ...noUsage,
      inputTokens: inputOf(request),
      outputTokens: calls === 0 ? request.maxOutputTokens : Math.ceil(outputTokens / calls),
    }),
    most: (request) => ({ ...noUsage, inputTokens: inputOf(request), outputTokens: request.maxOutputTokens }),
    observe: (request, generation) => {
      calls += 1
      outputTokens += generation.outputTokens ?? 0
      if (generation.inputTokens === undefined || picturesOf(request) > 0) return
      characters += charactersOf(request)
      inputTokens += generation.inputTokens
    },
  }
}

function charactersOf({ messages }: GenerateRequest): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0)
}

function picturesOf({ messages }: GenerateRequest): number {
  return messages.reduce((sum, { images }) => sum + (images?.length ?? 0), 0)
}
