// A model that a test writes: each request is answered by a function, and every request is kept. For tests of
// whatever asks models (judges, agents, regimes); never a stand-in for a real one in a run.
import type { Capabilities, GenerateRequest, Generation, Model } from './model.ts'
import { ModelError } from './model.ts'

export interface ScriptedModel extends Model {
  /** In the order in which they were asked. */
  readonly requests: readonly GenerateRequest[]
}

/** `answer` gives a text (ends naturally), a whole generation, or throws. */
export function scriptedModel(
  answer: (request: GenerateRequest, call: number) => string | Generation | Promise<string | Generation>,
  settings: { readonly id?: string; readonly capabilities?: Partial<Capabilities> } = {},
): ScriptedModel {
  const requests: GenerateRequest[] = []
  return {
    id: settings.id ?? 'scripted',
    endpoint: 'test',
    capabilities: { images: false, logProbabilities: false, jsonSchema: false, ...settings.capabilities },
    requests,
    generate: async (request) => {
      if (request.signal?.aborted) throw new ModelError('stopped', { retryable: false })
      requests.push(request)
      const given = await answer(request, requests.length - 1)
      return typeof given === 'string' ? { text: given, finish: 'stop' } : given
    },
  }
}
