// A model around a model that keeps every answer in a journal, so that what makes several calls for one item
// (agents, judges, votes over samples) repeats no finished call after a kill, and so that a run can be replayed
// without the model. A call that is on its way is not made a second time. Failures are not kept.
import type { Journal } from '../kit/journal.ts'
import { callKey } from './call-key.ts'
import type { Capabilities, GenerateRequest, Generation, Model } from './model.ts'

/** What a line of the journal holds: an answer, or under modelKey() which model the answers are of. */
export interface RecordedModel {
  readonly id: string
  readonly endpoint: string
  readonly capabilities: Capabilities
}
export type RecordedCall = Generation | RecordedModel

export const modelKey = ({ id, endpoint }: Pick<Model, 'id' | 'endpoint'>): string =>
  `model ${id} ${endpoint}`

/** `onReused` hears of every answer that was not asked for again. */
export function remembered(
  model: Model,
  journal: Journal<RecordedCall>,
  onReused?: (generation: Generation) => void,
): Model {
  const { id, endpoint, capabilities } = model
  const onTheirWay = new Map<string, Promise<Generation>>()
  journal.add(modelKey(model), { id, endpoint, capabilities })

  async function once(request: GenerateRequest, call: () => Promise<Generation>): Promise<Generation> {
    const key = callKey(model, request)
    const known = journal.get(key) as Generation | undefined
    if (known !== undefined) {
      onReused?.(known)
      return known
    }
    const running = onTheirWay.get(key)
    if (running !== undefined) return running
    const promise = call()
      .then((generation) => {
        journal.add(key, generation)
        return generation
      })
      .finally(() => onTheirWay.delete(key))
    onTheirWay.set(key, promise)
    return promise
  }

  const stream = model.stream?.bind(model)
  return {
    ...model,
    generate: (request) => once(request, () => model.generate(request)),
    ...(stream === undefined
      ? {}
      : {
          stream: async (request: GenerateRequest, onText: (piece: string) => void) => {
            let streamed = false
            const generation = await once(request, () => {
              streamed = true
              return stream(request, onText)
            })
            if (!streamed) onText(generation.text)
            return generation
          },
        }),
  }
}
