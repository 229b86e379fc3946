// A model around a model that lets so many calls run at a time, however many are asked for: agents and votes ask
// several at once for each of several items. Those that wait are served in the order in which they came.
import { ModelError, type Model } from '../models/model.ts'

export function atMost(model: Model, calls: number): Model {
  const waiting: (() => void)[] = []
  let free = calls
  const release = (): void => {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }
  return {
    id: model.id,
    endpoint: model.endpoint,
    capabilities: model.capabilities,
    generate: async (request) => {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        if (request.signal?.aborted) throw new ModelError('stopped', { retryable: false })
        return await model.generate(request)
      } finally {
        release()
      }
    },
  }
}
