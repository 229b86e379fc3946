// What answering needs, held together: weights, models, and the path: the cache of the prompt that was computed
// last, so that what the next one shares with it is not computed again. Not safe for two calls at once: whoever
// holds it lets one end before the next begins.
import { cacheBytes, capacityFor, createCache, gatherRows, type KeyValueCache } from './key-value-cache.ts'
import { createModels, type Models } from '../runtime/models.ts'
import { createWorkspace, type Workspace } from '../runtime/workspace.ts'
import type { OpenSession } from '../runtime/session.ts'
import { createPositions, type Positions } from './positions.ts'
import type { ModelWeights } from '../decoder/model-weights.ts'

export interface Answering {
  readonly weights: ModelWeights
  readonly models: Models
  /** What models write into. */
  readonly workspace: Workspace
  readonly positions: Positions
  /** Bytes of keys and values, at most. */
  readonly cacheLimit: number
  readonly path: Path
  /** To be called when weights or the adapter have changed: what was computed is no longer true. */
  forget(): void
  close(): Promise<void>
}

/** One prompt and what it was computed to. */
export interface Path {
  cache: KeyValueCache
  /** Those whose keys and values stand in the cache. */
  tokens: number[]
}

const defaultCacheLimit = 2 ** 30

export function createAnswering(
  weights: ModelWeights,
  open: OpenSession,
  cacheLimit: number = defaultCacheLimit,
): Answering {
  const empty = (): KeyValueCache => createCache(weights.config, 1, 0)
  const path: Path = { cache: empty(), tokens: [] }
  const models = createModels(open)
  const forget = (): void => {
    path.cache = empty()
    path.tokens = []
  }
  return {
    weights,
    models,
    workspace: createWorkspace(),
    positions: createPositions(weights.config),
    cacheLimit,
    path,
    forget,
    async close() {
      forget()
      await models.close()
    },
  }
}

/** Shortens the path to `length` tokens, and gives it room for `positions`. */
export function holdPath({ weights, path, cacheLimit }: Answering, length: number, positions: number): void {
  const { config } = weights
  const needed = cacheBytes(config, 1, positions)
  if (needed > cacheLimit)
    throw new Error(
      `${positions} tokens need ${megabytes(needed)} of keys and values, and the engine may hold ${megabytes(cacheLimit)}`,
    )
  path.tokens.length = length
  const capacity = capacityFor(positions)
  // Room that is never used again costs time: all of it is looked at.
  if (path.cache.capacity >= capacity && path.cache.capacity <= 2 * capacity + 512) return
  path.cache = gatherRows(config, [{ cache: path.cache, row: 0, length }], positions)
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`
}
