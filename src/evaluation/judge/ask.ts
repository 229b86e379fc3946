// Asks a judge model: one call, read, as data that a journal keeps. A failed call is one with its reason; only what
// no call can succeed at (no access, no such model, the budget is spent) ends the judging.
import { messageOf } from '../../kit/errors.ts'
import { refusePointless } from '../pointless.ts'
import type { Message, Model } from '../../models/model.ts'
import type { JudgeMethod } from '../../records/judgement.ts'
import { readProbabilities, readSample, type Labels, type Reading } from './reading.ts'

/** What a call gave. */
export interface JudgeCall {
  /** "failed": nothing came back. */
  readonly reading: Reading | { readonly kind: 'failed'; readonly reason: string; readonly mass?: undefined }
  readonly output: string
  readonly inputTokens?: number
  readonly outputTokens?: number
}

export interface JudgeRequest extends Labels {
  readonly messages: readonly Message[]
  readonly method: JudgeMethod
  /** Which of several samples. */
  readonly sample: number
  readonly seed: number
  readonly maxOutputTokens: number
  readonly signal?: AbortSignal
}

export async function askJudge(model: Model, request: JudgeRequest): Promise<JudgeCall> {
  const { messages, method, sample, seed, maxOutputTokens, signal } = request
  const how =
    method.kind === 'samples'
      ? { temperature: method.temperature, topP: method.topP }
      : { temperature: 0, alternatives: method.alternatives }
  try {
    const generation = await model.generate({
      messages,
      maxOutputTokens,
      ...how,
      seed: seed + sample,
      repeat: sample,
      ...(signal === undefined ? {} : { signal }),
    })
    const { text, inputTokens, outputTokens } = generation
    return {
      reading:
        method.kind === 'samples'
          ? readSample(generation, request)
          : readProbabilities(generation, request, method.leastMass),
      output: text,
      ...(inputTokens === undefined ? {} : { inputTokens }),
      ...(outputTokens === undefined ? {} : { outputTokens }),
    }
  } catch (error) {
    if (signal?.aborted) throw error
    refusePointless(model, error, 'Nothing more was asked.')
    return { reading: { kind: 'failed', reason: `the call failed: ${messageOf(error)}` }, output: '' }
  }
}
