// A chat completion as OpenAI-compatible endpoints write it → a Generation. Hosts differ in details: content in
// parts, an error inside an answer of status 200, hidden tokens inside or outside completion_tokens.
import { z } from 'zod'
import type { Generation, TokenChoice } from './model.ts'

const choiceOfToken = z.object({ token: z.string(), logprob: z.number() })

const logprobsSchema = z
  .object({
    content: z.array(choiceOfToken.extend({ top_logprobs: z.array(choiceOfToken).nullish() })).nullish(),
  })
  .nullish()

const usageSchema = z
  .object({
    prompt_tokens: z.number().nullish(),
    completion_tokens: z.number().nullish(),
    total_tokens: z.number().nullish(),
    completion_tokens_details: z.object({ reasoning_tokens: z.number().nullish() }).nullish(),
    prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
    prompt_cache_hit_tokens: z.number().nullish(),
  })
  .nullish()

/** Text, or parts of which only those of text are the answer. */
const contentSchema = z
  .union([z.string(), z.array(z.looseObject({ type: z.string().nullish(), text: z.string().nullish() }))])
  .nullish()

export const completionSchema = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        message: z.object({ content: contentSchema, refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
        logprobs: logprobsSchema,
      }),
    )
    .min(1),
  usage: usageSchema,
})

/** One event of a streamed completion. */
export const pieceSchema = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        delta: z.object({ content: contentSchema, refusal: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
        logprobs: logprobsSchema,
      }),
    )
    .nullish(),
  usage: usageSchema,
})

/** An error in place of an answer, as OpenRouter and others send it with status 200. */
export const errorSchema = z.object({
  error: z.object({ code: z.union([z.number(), z.string()]).nullish() }),
})

export function textOf(content: z.infer<typeof contentSchema>): string {
  if (content === null || content === undefined) return ''
  if (typeof content === 'string') return content
  return content.map(({ type, text }) => (type === 'text' ? (text ?? '') : '')).join('')
}

export function finishOf(
  reason: string | null | undefined,
  refusal: string | null | undefined,
): Generation['finish'] {
  if (reason === 'length' || reason === 'max_tokens') return 'length'
  if (reason === 'content_filter' || (refusal !== null && refusal !== undefined && refusal !== ''))
    return 'refusal'
  return 'stop'
}

export function tokensOf(logprobs: z.infer<typeof logprobsSchema>): TokenChoice[] | undefined {
  return logprobs?.content?.map(({ token, logprob, top_logprobs: top }) => ({
    token,
    logProbability: logprob,
    alternatives: (top ?? []).map((one) => ({ token: one.token, logProbability: one.logprob })),
  }))
}

type Counts = Pick<Generation, 'inputTokens' | 'outputTokens' | 'reasoningTokens' | 'cachedInputTokens'>

/** Some hosts count hidden tokens only into the total; what is paid for is the total less the input. */
export function countsOf(usage: z.infer<typeof usageSchema>): Counts {
  const { prompt_tokens: input, completion_tokens: written, total_tokens: total } = usage ?? {}
  const rest = typeof total === 'number' && typeof input === 'number' ? total - input : 0
  const output = typeof written === 'number' ? Math.max(written, rest) : undefined
  const hidden =
    usage?.completion_tokens_details?.reasoning_tokens ??
    (output !== undefined && typeof written === 'number' && output > written ? output - written : undefined)
  const cached = usage?.prompt_tokens_details?.cached_tokens ?? usage?.prompt_cache_hit_tokens
  return {
    ...(typeof input === 'number' ? { inputTokens: input } : {}),
    ...(output === undefined ? {} : { outputTokens: output }),
    ...(typeof hidden === 'number' && hidden > 0 ? { reasoningTokens: hidden } : {}),
    ...(typeof cached === 'number' && cached > 0 ? { cachedInputTokens: cached } : {}),
  }
}
