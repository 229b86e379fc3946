// An embedded model as a model: chat messages in, text out, with streaming, alternatives and a given beginning. Calls
// that wait together are generated together.
import type { Generate, Generated } from '@behaviorbench/engine/engine.ts'
import { messageOf } from '../kit/errors.ts'
import { together } from '../kit/together.ts'
import { chatPrompt } from './chat-prompt.ts'
import {
  ModelError,
  type GenerateRequest,
  type Generation,
  type Message,
  type Model,
  type TokenChoice,
} from './model.ts'
import type { Embedded } from './open-embedded.ts'

/** Prompts of one group. */
const most = 16
/** Room that is kept for a reply where a prompt can be made shorter. */
const replyRoom = 256

export function engineModel({ id, endpoint, engine, tokenizer }: Embedded): Model {
  const { positions } = engine.config

  function promptOf({ messages, prefill }: Pick<GenerateRequest, 'messages' | 'prefill'>): Int32Array {
    const prompt = chatPrompt(tokenizer, messages)
    return prefill === undefined ? prompt : joined(prompt, tokenizer.encode(prefill))
  }

  function requestOf(request: GenerateRequest): Generate {
    const prompt = promptOf(request)
    const room = positions - prompt.length
    if (room < 1) {
      throw new ModelError(
        `${id}: the prompt has ${prompt.length} tokens, and the model reads ${positions}`,
        { retryable: false },
      )
    }
    const { maxOutputTokens, temperature, topP, seed, alternatives } = request
    return {
      prompt,
      tokens: Math.min(maxOutputTokens, room),
      stop: tokenizer.stop,
      temperature,
      seed,
      ...(topP === undefined ? {} : { topP }),
      ...(alternatives === undefined ? {} : { alternatives }),
    }
  }

  function generationOf({ stop = [] }: GenerateRequest, asked: Generate, generated: Generated): Generation {
    const ended = generated.finish === 'stop'
    // What ends a reply is no part of its text.
    const count = generated.tokens.length - (ended ? 1 : 0)
    const whole = tokenizer.decode(generated.tokens.subarray(0, count))
    const text = cutAt(whole, stop)
    const choices = choicesOf(generated, count)
    return {
      text,
      finish: ended || text.length < whole.length ? 'stop' : 'length',
      inputTokens: asked.prompt.length,
      outputTokens: generated.tokens.length,
      ...(choices === undefined ? {} : { tokens: choices }),
    }
  }

  function choicesOf(
    { tokens, logProbabilities, alternatives }: Generated,
    count: number,
  ): TokenChoice[] | undefined {
    return alternatives?.slice(0, count).map((listed, place) => ({
      token: tokenizer.decode([tokens[place] as number]),
      logProbability: logProbabilities[place] as number,
      alternatives: listed.map(([token, logProbability]) => ({
        token: tokenizer.decode([token]),
        logProbability,
      })),
    }))
  }

  const generateTogether = together(
    async (items: readonly { asked: Generate; signal: AbortSignal | undefined }[]) => {
      const [first] = items
      // Those of one run share their signal.
      const signal = items.every((item) => item.signal === first?.signal) ? first?.signal : undefined
      return engine.generate(
        items.map(({ asked }) => asked),
        signal === undefined ? {} : { signal },
      )
    },
    most,
  )

  return {
    id,
    endpoint,
    capabilities: { images: false, logProbabilities: true, jsonSchema: false, prefill: true },
    reads: (messages: readonly Message[], maxOutputTokens: number) =>
      promptOf({ messages }).length + Math.min(maxOutputTokens, replyRoom) <= positions,
    generate: async (request) => {
      if (request.signal?.aborted === true) throw new ModelError('stopped', { retryable: false })
      const asked = requestOf(request)
      const generated = await explained(id, () => generateTogether({ asked, signal: request.signal }))
      return generationOf(request, asked, generated)
    },
    stream: async (request, onText) => {
      if (request.signal?.aborted === true) throw new ModelError('stopped', { retryable: false })
      const asked = requestOf(request)
      const text = tokenizer.stream()
      const ends = new Set(tokenizer.stop)
      const onToken = (_: number, token: number): void => {
        const piece = ends.has(token) ? '' : text.push(token)
        if (piece !== '') onText(piece)
      }
      const [generated] = await explained(id, () =>
        engine.generate([asked], {
          onToken,
          ...(request.signal === undefined ? {} : { signal: request.signal }),
        }),
      )
      const rest = text.end()
      if (rest !== '') onText(rest)
      return generationOf(request, asked, generated as Generated)
    },
  }
}

/** Whatever goes wrong inside would go wrong again. */
async function explained<T>(id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new ModelError(`${id}: ${messageOf(error)}`, { retryable: false })
  }
}

function joined(first: Int32Array, second: Int32Array): Int32Array {
  const both = new Int32Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

function cutAt(text: string, stops: readonly string[]): string {
  const places = stops.map((stop) => text.indexOf(stop)).filter((place) => place >= 0)
  return places.length === 0 ? text : text.slice(0, Math.min(...places))
}
