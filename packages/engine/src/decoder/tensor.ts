// Numbers with their shape, outside of any graph: weights, adapters, gradients.

export interface Tensor {
  readonly shape: readonly number[]
  /** Row-major. */
  readonly data: Float32Array
}

/** A frozen weight as it is kept and fed: as float32, as the upper half of float32 (bf16), or as int8 rows with factors. */
export type FrozenTensor =
  | { readonly kind: 'float32'; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly kind: 'bfloat16'; readonly shape: readonly number[]; readonly data: Uint16Array }
  | {
      readonly kind: 'int8'
      readonly shape: readonly [number, number]
      readonly data: Int8Array
      /** One per row. */
      readonly factors: Float32Array
    }

export type Precision = FrozenTensor['kind']

/** The tensors of a checkpoint, read one at a time so that no second copy of a large model is held. */
export interface TensorSource {
  readonly names: readonly string[]
  /** Throws where there is no such tensor, or where its file is damaged. */
  read(name: string): Promise<Tensor>
}
