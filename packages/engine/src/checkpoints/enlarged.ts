// A model with more rows in its embedding and head, for added tokens that its matrices have no room for. The rows
// behind its own are the mean of all, so that they are neither likely nor unlike any other.
import type { ModelFolder } from './model-folder.ts'
import { embeddingPath, headPath, type DecoderConfig } from '../decoder/config.ts'
import type { Tensor, TensorSource } from '../decoder/tensor.ts'

export function enlarged(
  { config, tensors }: Pick<ModelFolder, 'config' | 'tensors'>,
  rows: number,
): { readonly config: DecoderConfig; readonly tensors: TensorSource } {
  const matrices = [`${embeddingPath}.weight`, `${headPath}.weight`]
  return {
    config: { ...config, vocabulary: rows },
    tensors: {
      names: tensors.names,
      read: async (name) => {
        const weight = await tensors.read(name)
        return matrices.includes(name) ? withMeanRows(weight, rows) : weight
      },
    },
  }
}

function withMeanRows({ shape, data }: Tensor, rows: number): Tensor {
  const [count, width] = shape as [number, number]
  if (rows < count) throw new Error(`a matrix of ${count} rows cannot be made ${rows}`)
  const all = new Float32Array(rows * width)
  all.set(data)
  const mean = new Float64Array(width)
  data.forEach((value, at) => void (mean[at % width]! += value / count))
  for (let row = count; row < rows; row++) all.set(mean, row * width)
  return { shape: [rows, width], data: all }
}
