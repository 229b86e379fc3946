// What a folder of a model is, in numbers, for a person who is about to use it.
import { tensorShapes } from '../decoder/config.ts'
import type { ModelFolder } from './model-folder.ts'

export interface ModelSizes {
  readonly parameters: number
  /** Of the frozen weights in memory, in bytes. */
  readonly bytes: { readonly float32: number; readonly bfloat16: number; readonly int8: number }
}

export function modelSizes({ config }: Pick<ModelFolder, 'config'>): ModelSizes {
  let parameters = 0
  let int8 = 0
  let small = 0
  for (const shape of tensorShapes(config).values()) {
    const numbers = shape.reduce((product, size) => product * size, 1)
    parameters += numbers
    // A matrix has a factor for each row; norms and biases stay as they are.
    if (shape.length === 2) int8 += numbers + 4 * (shape[0] as number)
    else small += numbers
  }
  return {
    parameters,
    bytes: {
      float32: 4 * parameters,
      bfloat16: 2 * (parameters - small) + 4 * small,
      int8: int8 + 4 * small,
    },
  }
}
