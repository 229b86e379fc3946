// Models by what they are for: made when they are first needed, and kept while they are used. Shapes are fixed, so
// there is one for each shape; those not used for longest are let go, because a session holds the memory that its
// runs take.
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import type { OnnxModel } from '../graph/onnx.ts'
import type { Value } from '../graph/graph.ts'
import type { OpenSession } from './session.ts'

export interface Model {
  /** By name and shape: where `results` are for. */
  readonly outputs: readonly Value[]
  /** What is given in `results` is written to. */
  run(feeds: Readonly<Record<string, Tensor>>, results: Readonly<Record<string, Tensor>>): Promise<void>
}

export interface Models {
  get(key: string, make: () => OnnxModel): Promise<Model>
  close(): Promise<void>
}

const mostKept = 48

export function createModels(open: OpenSession): Models {
  // A Map keeps the order in which keys were set: the first was not used for longest.
  const kept = new Map<string, Kept>()
  return {
    async get(key, make) {
      const found = kept.get(key) ?? (await opened(open, make()))
      kept.delete(key)
      kept.set(key, found)
      for (const [other, old] of kept) {
        if (kept.size <= mostKept) break
        kept.delete(other)
        await old.session.release()
      }
      return found
    },
    async close() {
      const all = [...kept.values()]
      kept.clear()
      for (const { session } of all) await session.release()
    },
  }
}

interface Kept extends Model {
  readonly session: InferenceSession
}

async function opened(open: OpenSession, { bytes, outputs }: OnnxModel): Promise<Kept> {
  const session = await open(bytes)
  return {
    session,
    outputs,
    async run(feeds, results) {
      await session.run(feeds, results)
    },
  }
}
