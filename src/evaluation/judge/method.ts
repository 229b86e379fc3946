// How ratings are read: from log-probabilities where the judge gives them, else from samples. Decided once for a
// whole judging, so that all its scores are of one kind. G-Eval (Liu et al. 2023): 20 samples at temperature 1 and
// top_p 1 where a model has no log-probabilities.
import { Failure, messageOf } from '../../kit/errors.ts'
import type { Model } from '../../models/model.ts'
import type { JudgeMethod } from '../../records/judgement.ts'
import { refusePointless } from '../pointless.ts'

export const methodNames = ['auto', 'log-probabilities', 'samples'] as const
export type MethodName = (typeof methodNames)[number]

/** G-Eval's number. */
export const usualSamples = 20

const logProbabilities: JudgeMethod = { kind: 'log_probabilities', alternatives: 20, leastMass: 0.8 }

/** At least half must be readable. */
export function sampling(samples: number): JudgeMethod {
  return { kind: 'samples', samples, temperature: 1, topP: 1, leastParsed: Math.ceil(samples / 2) }
}

/** With `auto` a model that says it gives log-probabilities is asked for one first: not every endpoint keeps it. */
export async function methodOf(
  model: Model,
  name: MethodName,
  samples: number,
  signal?: AbortSignal,
): Promise<JudgeMethod> {
  if (name === 'samples') return sampling(samples)
  if (name === 'log-probabilities') {
    if (model.capabilities.logProbabilities) return logProbabilities
    throw new Failure({
      subject: model.id,
      what: 'gives no log-probabilities.',
      remedy: 'Use --method samples, or a model that gives them.',
    })
  }
  return model.capabilities.logProbabilities && (await givesTokens(model, signal))
    ? logProbabilities
    : sampling(samples)
}

async function givesTokens(model: Model, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    const { tokens } = await model.generate({
      messages: [{ role: 'user', content: 'Write the digit 3 and nothing else.' }],
      maxOutputTokens: 16,
      temperature: 0,
      seed: 1,
      alternatives: 20,
      ...(signal === undefined ? {} : { signal }),
    })
    return tokens !== undefined && tokens.length > 0
  } catch (error) {
    refusePointless(model, error, 'Nothing more was asked.')
    throw new Failure(
      { subject: model.id, what: `did not answer a first call: ${messageOf(error)}.` },
      { cause: error },
    )
  }
}
