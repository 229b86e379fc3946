// What is asked of prompts that need no new tokens: log-probabilities of continuations (score), of tokens as the
// first behind a prompt, and the hidden state a probe reads. All are asks at positions of a tree of prompts.
import { distributions, mostRows, normed } from './vocabulary.ts'
import { prefixTree, type Sequence } from './prefix-tree.ts'
import { walk } from './walk.ts'
import { checkLength, checkPrompt } from './check.ts'
import type { Answering } from './answering.ts'
import type { Score } from '../engine.ts'

/** See Engine.score. */
export async function score(
  answering: Answering,
  requests: readonly Score[],
  signal?: AbortSignal,
): Promise<readonly (readonly Float32Array[])[]> {
  const results = requests.map(({ continuations }) =>
    continuations.map(({ length }) => new Float32Array(length)),
  )
  const sequences = requests.flatMap(({ prompt, continuations }, request) => {
    checkPrompt(answering, prompt, request)
    return continuations.map((continuation, option): Sequence<AskedToken> => {
      const tokens = new Int32Array(prompt.length + continuation.length)
      tokens.set(prompt)
      tokens.set(continuation, prompt.length)
      checkLength(answering, tokens.length, `prompt ${request} with its continuation ${option}`)
      const into = results[request]?.[option] as Float32Array
      const asks = Array.from(continuation, (token, place) => ({
        position: prompt.length + place - 1,
        of: { token, into, place },
      }))
      return { tokens, asks }
    })
  })
  await tellTokens(answering, sequences, signal)
  return results
}

/** See Engine.nextToken. */
export async function nextToken(
  answering: Answering,
  prompts: readonly Int32Array[],
  tokens: readonly number[],
  signal?: AbortSignal,
): Promise<readonly Float32Array[]> {
  const results = prompts.map(() => new Float32Array(tokens.length))
  const sequences = prompts.map((prompt, request): Sequence<AskedToken> => {
    checkPrompt(answering, prompt, request)
    const into = results[request] as Float32Array
    const asks = tokens.map((token, place) => ({ position: prompt.length - 1, of: { token, into, place } }))
    return { tokens: prompt, asks }
  })
  await tellTokens(answering, sequences, signal)
  return results
}

/** See Engine.lastHidden. */
export async function lastHidden(
  answering: Answering,
  prompts: readonly Int32Array[],
  signal?: AbortSignal,
): Promise<readonly Float32Array[]> {
  const results: Float32Array[] = []
  const sequences = prompts.map((prompt, request): Sequence<number> => {
    checkPrompt(answering, prompt, request)
    return { tokens: prompt, asks: [{ position: prompt.length - 1, of: request }] }
  })
  for await (const { asks, hidden } of walk(answering, prefixTree(sequences), { signal }))
    asks.forEach(({ of }, place) => {
      for (const request of of) results[request] = normed(answering.weights, hidden[place] as Float32Array)
    })
  return results
}

/** A token whose log-probability is written into a place. */
interface AskedToken {
  readonly token: number
  readonly into: Float32Array
  readonly place: number
}

/** Rows of the walk are gathered, so that the head runs on many at once. */
async function tellTokens(
  answering: Answering,
  sequences: readonly Sequence<AskedToken>[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const { config } = answering.weights
  const most = mostRows(config)
  const waiting: { readonly hidden: Float32Array; readonly asked: readonly AskedToken[] }[] = []
  const tell = async (): Promise<void> => {
    const rows = waiting.splice(0, most)
    const found = await distributions(
      answering,
      rows.map(({ hidden }) => hidden),
    )
    rows.forEach(({ asked }, row) => {
      const logits = found.logits(row)
      const logSum = found.logSum(row)
      for (const { token, into, place } of asked) into[place] = (logits[token] as number) - logSum
    })
  }
  for (const { asks } of sequences)
    for (const { of } of asks)
      if (!(of.token >= 0 && of.token < config.vocabulary))
        throw new Error(`token ${of.token} is none of the model's ${config.vocabulary}`)
  for await (const { asks, hidden } of walk(answering, prefixTree(sequences), { signal })) {
    asks.forEach(({ of }, place) => {
      waiting.push({ hidden: (hidden[place] as Float32Array).slice(), asked: of })
    })
    while (waiting.length >= most) await tell()
  }
  while (waiting.length > 0) await tell()
}
