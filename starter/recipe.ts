// Everything the starter model is made by, as data: its shape, its corpus, its training. Changing a number here makes
// another model; starter/make.ts makes it again.
import type { DecoderConfig } from '../packages/engine/src/decoder/config.ts'
import type { CorpusSize } from './corpus.ts'

export const seed = 1

/**
 * Rows of the embedding. The tokenizer's vocabulary, its special tokens, and rows to spare, so that tokens can be
 * added without another shape of the matrix.
 */
export const vocabulary = 4096
export const specialTokens = ['<|pad|>', '<|start|>', '<|end|>'] as const
export const spareRows = 29
export const learntTokens = vocabulary - specialTokens.length - spareRows

/** Qwen2's shape at 3 million parameters; heads of 32 suit the runtime's operators. */
export const shape: DecoderConfig = {
  architecture: 'qwen2',
  vocabulary,
  hidden: 192,
  layers: 6,
  heads: 6,
  keyValueHeads: 2,
  headSize: 32,
  intermediate: 512,
  epsilon: 1e-6,
  rotary: { theta: 10_000 },
  tied: true,
  attentionBias: true,
  queryKeyNorm: false,
  positions: 4096,
}

export const corpus: CorpusSize = { trained: 3000, heldOutCases: 60, heldOutConditions: 60 }

/** One phase of pre-training. */
export interface Phase {
  readonly steps: number
  /** Tokens of a window of a document, and windows in a step. */
  readonly window: number
  readonly windows: number
}

// Most of what a model learns of a language it learns from short windows, which cost a fraction; only then whole
// documents, so that the record is written with the conversation in view.
export const phases: readonly Phase[] = [
  { steps: 2000, window: 256, windows: 8 },
  { steps: 160, window: 3072, windows: 1 },
]

export const optimizer = { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1, maxNorm: 1 } as const
export const peakRate = 3e-3
export const warmUpSteps = 100
/** The cosine ends at this share of the peak. */
export const lastShare = 0.05
