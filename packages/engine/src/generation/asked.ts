// What is asked of prompts that need no new tokens: log-probabilities of continuations (score), of tokens as the
// first behind a prompt, and the hidden state a probe reads. All are asks at positions of a tree of prompts.
import { distributions, mostRows, normed } from './vocabulary.ts'
import { prefixTree, type Sequence } from './prefix-tree.ts'
import { walk } from './walk.ts'
import { checkLength, checkPrompt } from './check.ts'
import type { Answering } from './answering.ts'
import type { Score, Scored } from '../engine.ts'

/** See Engine.score. */
export async function score(
  answering: Answering,
  requests: readonly Score[],
  signal?: AbortSignal,
): Promise<readonly (readonly Float32Array[])[]> {
  const { results, sequences } = continuationsOf(answering, requests)
  await tell(answering, sequences, signal)
  return results
}

/** See Engine.scoreWithState. */
export async function scoreWithState(
  answering: Answering,
  requests: readonly Score[],
  signal?: AbortSignal,
): Promise<readonly Scored[]> {
  const { results, sequences } = continuationsOf(answering, requests)
  const states: Float32Array[] = []
  const prompts = requests.map(({ prompt }, request): Sequence<Asked> => {
    const keep = (state: Float32Array): void => void (states[request] = state)
    return { tokens: prompt, asks: [{ position: prompt.length - 1, of: { keep } }] }
  })
  await tell(answering, [...prompts, ...sequences], signal)
  return results.map((continuations, request) => ({ continuations, state: states[request] as Float32Array }))
}

/** A sequence for each continuation, and where its log-probabilities go. */
function continuationsOf(
  answering: Answering,
  requests: readonly Score[],
): {
  readonly results: readonly (readonly Float32Array[])[]
  readonly sequences: readonly Sequence<Asked>[]
} {
  const results = requests.map(({ continuations }) =>
    continuations.map(({ length }) => new Float32Array(length)),
  )
  const sequences = requests.flatMap(({ prompt, continuations }, request) => {
    checkPrompt(answering, prompt, request)
    return continuations.map((continuation, option): Sequence<Asked> => {
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
  return { results, sequences }
}

/** See Engine.nextToken. */
export async function nextToken(
  answering: Answering,
  prompts: readonly Int32Array[],
  tokens: readonly number[],
  signal?: AbortSignal,
): Promise<readonly Float32Array[]> {
  const results = prompts.map(() => new Float32Array(tokens.length))
  const sequences = prompts.map((prompt, request): Sequence<Asked> => {
    checkPrompt(answering, prompt, request)
    const into = results[request] as Float32Array
    const asks = tokens.map((token, place) => ({ position: prompt.length - 1, of: { token, into, place } }))
    return { tokens: prompt, asks }
  })
  await tell(answering, sequences, signal)
  return results
}

/** A token whose log-probability is written into a place. */
interface AskedToken {
  readonly token: number
  readonly into: Float32Array
  readonly place: number
}

/** Takes the last norm's output, which becomes its own. */
interface AskedState {
  keep(state: Float32Array): void
}

type Asked = AskedToken | AskedState

/** Rows of the walk are gathered, so that the head runs on many at once. */
async function tell(
  answering: Answering,
  sequences: readonly Sequence<Asked>[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const { weights } = answering
  const { config } = weights
  const most = mostRows(config)
  const waiting: { readonly hidden: Float32Array; readonly asked: readonly AskedToken[] }[] = []
  const tellTokens = async (): Promise<void> => {
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
      if ('token' in of && !(of.token >= 0 && of.token < config.vocabulary))
        throw new Error(`token ${of.token} is none of the model's ${config.vocabulary}`)
  for await (const { asks, hidden } of walk(answering, prefixTree(sequences), { signal })) {
    asks.forEach(({ of }, place) => {
      const row = hidden[place] as Float32Array
      const asked: AskedToken[] = []
      for (const one of of) {
        if ('token' in one) asked.push(one)
        else one.keep(normed(weights, row))
      }
      if (asked.length > 0) waiting.push({ hidden: row.slice(), asked })
    })
    while (waiting.length >= most) await tellTokens()
  }
  while (waiting.length > 0) await tellTokens()
}
