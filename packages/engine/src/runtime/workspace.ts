// Arrays that passes write into, kept from pass to pass: by name, as long as the longest that was asked for.
import { Tensor } from 'onnxruntime-node'
import { elementsOf, type Shape } from '../graph/graph.ts'

export interface Workspace {
  /** What is in it is what the last user of this name left. */
  tensor(name: string, shape: Shape): FloatTensor
}

export interface FloatTensor {
  readonly tensor: Tensor
  readonly data: Float32Array
}

export function createWorkspace(): Workspace {
  const arrays = new Map<string, Float32Array>()
  return {
    tensor(name, shape) {
      const length = elementsOf(shape)
      let array = arrays.get(name)
      if (array === undefined || array.length < length) {
        array = new Float32Array(length)
        arrays.set(name, array)
      }
      const data = array.subarray(0, length)
      return { data, tensor: new Tensor('float32', data, shape) }
    },
  }
}
