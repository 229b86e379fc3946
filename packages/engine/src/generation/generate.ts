// New tokens behind prompts. Prompts are computed one behind another along their tree, each becomes a row, and all
// rows go on together; a row that ends makes room for the next prompt. What a request is answered with does not depend
// on the others: its draws are its own.
import { randomInt } from 'node:crypto'
import { cacheBytes } from './key-value-cache.ts'
import { checkPrompt } from './check.ts'
import { createDecodingRows, type DecodingRow } from './decoding-rows.ts'
import { distributions, mostRows } from './vocabulary.ts'
import { likeliestTokens, randomFrom, sample } from './sampling.ts'
import { prefixTree, type Sequence } from './prefix-tree.ts'
import { walk } from './walk.ts'
import type { Answering } from './answering.ts'
import type { Generate, GenerateControls, Generated } from '../engine.ts'

interface Answer {
  readonly request: Generate
  /** At most so many tokens, by the request and by the model. */
  readonly most: number
  readonly random: () => number
  readonly tokens: number[]
  readonly logProbabilities: number[]
  readonly alternatives: (readonly (readonly [number, number])[])[]
  finish: Generated['finish'] | undefined
}

/** See Engine.generate. */
export async function generate(
  answering: Answering,
  requests: readonly Generate[],
  controls: GenerateControls = {},
): Promise<readonly Generated[]> {
  const { signal, onToken } = controls
  const answers = requests.map((request, place) => emptyAnswer(answering, request, place))
  const sequences = answers.flatMap((answer, place): Sequence<number>[] => {
    const { prompt } = answer.request
    return answer.most === 0 ? [] : [{ tokens: prompt, asks: [{ position: prompt.length - 1, of: place }] }]
  })
  const prompts = walk(answering, prefixTree(sequences), { signal, onPath: true })
  const rows = createDecodingRows<number>(answering)
  const answerOf = (place: number): Answer => answers[place] as Answer
  /** Takes the next token of an answer; whether it goes on. */
  const take = (place: number, logits: Float32Array, logSum: number): boolean => {
    const token = nextOf(answerOf(place), logits, logSum)
    onToken?.(place, token)
    return answerOf(place).finish === undefined
  }

  /** Requests whose prompt is the path, and what may follow it. */
  let waiting:
    | { readonly places: number[]; readonly logits: Float32Array; readonly logSum: number }
    | undefined
  let isDone = false
  const admit = async (): Promise<void> => {
    for (;;) {
      signal?.throwIfAborted()
      if (waiting === undefined) {
        if (!rows.hasRoom(0)) return
        const next = await prompts.next()
        isDone = next.done === true
        if (next.done === true) return
        const found = await distributions(answering, next.value.hidden)
        const places = next.value.asks.flatMap(({ of }) => of)
        waiting = { places, logits: found.logits(0).slice(), logSum: found.logSum(0) }
      }
      const [place] = waiting.places
      if (place === undefined) {
        waiting = undefined
        continue
      }
      const { request, most, tokens } = answerOf(place)
      const positions = request.prompt.length + most
      if (!rows.hasRoom(positions)) return
      waiting.places.shift()
      if (take(place, waiting.logits, waiting.logSum)) rows.add(place, tokens.at(-1) as number, positions)
    }
  }

  try {
    for (;;) {
      if (!isDone) await admit()
      if (rows.rows.length === 0) break
      signal?.throwIfAborted()
      const hidden = (await rows.step()).map((row) => row.slice())
      const ended: DecodingRow<number>[] = []
      const atOnce = mostRows(answering.weights.config)
      const stepped = [...rows.rows]
      for (let start = 0; start < stepped.length; start += atOnce) {
        const found = await distributions(answering, hidden.slice(start, start + atOnce))
        stepped.slice(start, start + atOnce).forEach((row, place) => {
          if (!take(row.of, found.logits(place), found.logSum(place))) ended.push(row)
          else row.next = answerOf(row.of).tokens.at(-1) as number
        })
      }
      rows.remove(ended)
    }
  } finally {
    await prompts.return(undefined)
  }
  return answers.map(finished)
}

function emptyAnswer(answering: Answering, request: Generate, place: number): Answer {
  checkPrompt(answering, request.prompt, place)
  const { config } = answering.weights
  const { length } = request.prompt
  if (length === config.positions && request.tokens > 0)
    throw new Error(`prompt ${place} takes all ${length} positions of the model, and an answer has none`)
  const most = Math.min(request.tokens, config.positions - length)
  const needed = cacheBytes(config, 1, length + most)
  if (needed > answering.cacheLimit)
    throw new Error(
      `prompt ${place} with ${most} new tokens needs ${needed} bytes of keys and values, and the engine may hold ${answering.cacheLimit}`,
    )
  return {
    request,
    most,
    random: randomFrom(request.seed ?? randomInt(2 ** 32)),
    tokens: [],
    logProbabilities: [],
    alternatives: [],
    finish: most === 0 ? 'length' : undefined,
  }
}

function nextOf(answer: Answer, logits: Float32Array, logSum: number): number {
  const { request, most, tokens } = answer
  if (Number.isNaN(logSum))
    throw new Error('the model gives no numbers: its weights or its adapter are damaged')
  const token = sample(logits, request, answer.random)
  tokens.push(token)
  answer.logProbabilities.push((logits[token] as number) - logSum)
  if (request.alternatives !== undefined)
    answer.alternatives.push(
      likeliestTokens(logits, request.alternatives).map((other) => [
        other,
        (logits[other] as number) - logSum,
      ]),
    )
  if (request.stop.includes(token)) answer.finish = 'stop'
  else if (tokens.length === most) answer.finish = 'length'
  return token
}

function finished({ request, tokens, logProbabilities, alternatives, finish }: Answer): Generated {
  if (finish === undefined) throw new Error('an answer has no end')
  return {
    tokens: Int32Array.from(tokens),
    finish,
    logProbabilities: Float32Array.from(logProbabilities),
    ...(request.alternatives === undefined ? {} : { alternatives }),
  }
}
