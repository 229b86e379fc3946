// The weights of a model with an adapter worked in: W + alpha / rank · B · A, and the adapter's rows in place of the
// base's. Each is made when it is read, so that no second copy of the model is held.
import type { AddedRows, Adapter } from '../decoder/adapter.ts'
import { embeddingPath, headPath } from '../decoder/config.ts'
import type { Tensor, TensorSource } from '../decoder/tensor.ts'

/** An ordinary model that answers as the base does with the adapter. */
export function mergedTensors(base: TensorSource, adapter: Adapter): TensorSource {
  const rows = adapter.rows === undefined ? base : withRows(base, adapter.rows)
  return {
    names: rows.names,
    read: async (name) => {
      const weight = await rows.read(name)
      const pair = adapter.pairs.get(name.replace(/\.weight$/, ''))
      if (pair === undefined || !name.endsWith('.weight')) return weight
      return { shape: weight.shape, data: addProduct(weight, pair.b, pair.a, adapter.alpha / adapter.rank) }
    },
  }
}

/** The base with other rows for some tokens: what a plain LoRA adapter is then loaded onto. */
export function withRows(base: TensorSource, { tokens, embedding, head }: AddedRows): TensorSource {
  return {
    names: base.names,
    read: async (name) => {
      const rows =
        name === `${embeddingPath}.weight` ? embedding : name === `${headPath}.weight` ? head : undefined
      const weight = await base.read(name)
      if (rows === undefined) return weight
      const width = weight.shape[1] as number
      const data = weight.data.slice()
      tokens.forEach((token, at) => data.set(rows.data.subarray(at * width, (at + 1) * width), token * width))
      return { shape: weight.shape, data }
    },
  }
}

function addProduct(weight: Tensor, b: Tensor, a: Tensor, scale: number): Float32Array {
  const [outputs, inputs] = weight.shape as [number, number]
  const rank = a.shape[0] as number
  const sum = weight.data.slice()
  // In double precision, a row at a time: the sum is rounded once.
  const row = new Float64Array(inputs)
  for (let out = 0; out < outputs; out++) {
    row.fill(0)
    for (let r = 0; r < rank; r++) {
      const factor = scale * (b.data[out * rank + r] as number)
      for (let at = 0; at < inputs; at++) row[at]! += factor * (a.data[r * inputs + at] as number)
    }
    for (let at = 0; at < inputs; at++) sum[out * inputs + at]! += row[at] as number
  }
  return sum
}
