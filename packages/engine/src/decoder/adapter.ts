// What fine-tuning adds to a frozen model: low-rank pairs on linear maps (LoRA, Hu et al. 2021), and whole rows of
// the embedding and the head for added tokens. How it is kept on disk (PEFT's format) stands in checkpoints/.
import type { Tensor } from './tensor.ts'

export interface LoraPair {
  /** [rank × in]. */
  readonly a: Tensor
  /** [out × rank]. */
  readonly b: Tensor
}

export interface Adapter {
  readonly rank: number
  /** The product of a pair is scaled by alpha / rank. */
  readonly alpha: number
  /** By the linear map's path: "model.layers.0.self_attn.q_proj". */
  readonly pairs: ReadonlyMap<string, LoraPair>
  /** Rows that stand in for those of the base. */
  readonly rows?: AddedRows
}

export interface AddedRows {
  /** Token numbers, ascending. */
  readonly tokens: readonly number[]
  /** [tokens × hidden], of the embedding. */
  readonly embedding: Tensor
  /** The same of an untied head; a tied head has the embedding's. */
  readonly head?: Tensor
}
