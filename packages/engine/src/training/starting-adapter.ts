// The adapter that training begins with: the one that is loaded, or a new one, whose products are zero (B is), so
// that the model is what it was before.
import { linearPath, linearShape, linears } from '../decoder/config.ts'
import type { Adapter, LoraPair } from '../decoder/adapter.ts'
import type { LoraTraining } from '../engine.ts'
import type { ModelWeights } from '../decoder/model-weights.ts'
import type { Tensor } from '../decoder/tensor.ts'
import { randomFrom } from '../generation/sampling.ts'

/** Throws where an adapter is loaded and is another than the training's. */
export function startingAdapter(weights: ModelWeights, method: LoraTraining, seed: number): Adapter {
  const fresh = newAdapter(weights, method, seed)
  const loaded = weights.adapter()
  if (loaded === undefined) return fresh
  if (shapeOf(loaded) !== shapeOf(fresh))
    throw new Error(
      'training cannot go on from the loaded adapter, for its rank, alpha, targets or added tokens are others: ' +
        'take it off first, or train with its settings',
    )
  return copyOfAdapter(loaded)
}

export function copyOfAdapter({ rank, alpha, pairs, rows }: Adapter): Adapter {
  return {
    rank,
    alpha,
    pairs: new Map([...pairs].map(([path, { a, b }]) => [path, { a: copyOf(a), b: copyOf(b) }])),
    ...(rows === undefined ? {} : { rows: copyOfRows(rows) }),
  }
}

/** A is uniform within ± 1 / √(in), as PEFT draws it. */
function newAdapter({ config }: ModelWeights, method: LoraTraining, seed: number): Adapter {
  const { rank, alpha, targets, rows } = method
  if (!Number.isInteger(rank) || rank < 1)
    throw new Error(`an adapter of rank ${rank}: it has to be 1 or more`)
  const random = randomFrom(seed)
  const pairs = new Map<string, LoraPair>()
  for (let layer = 0; layer < config.layers; layer++)
    for (const name of linears.filter((some) => targets.includes(some))) {
      const [outer, inner] = linearShape(config, name)
      const bound = 1 / Math.sqrt(inner)
      const a = Float32Array.from({ length: rank * inner }, () => (2 * random() - 1) * bound)
      pairs.set(linearPath(layer, name), {
        a: { shape: [rank, inner], data: a },
        b: { shape: [outer, rank], data: new Float32Array(outer * rank) },
      })
    }
  return { rank, alpha, pairs, ...(rows === undefined ? {} : { rows: copyOfRows(rows) }) }
}

function copyOfRows({ tokens, embedding, head }: NonNullable<Adapter['rows']>): NonNullable<Adapter['rows']> {
  return {
    tokens: [...tokens],
    embedding: copyOf(embedding),
    ...(head === undefined ? {} : { head: copyOf(head) }),
  }
}

function copyOf({ shape, data }: Tensor): Tensor {
  return { shape, data: data.slice() }
}

function shapeOf({ rank, alpha, pairs, rows }: Adapter): string {
  const head = rows?.head !== undefined
  return JSON.stringify([rank, alpha, [...pairs.keys()].toSorted(), rows?.tokens, head])
}
