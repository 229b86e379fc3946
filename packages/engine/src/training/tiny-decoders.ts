// Decoders small enough to be differentiated by hand, of each architecture, with weights drawn by a seed: for tests.
import { elementsOf } from '../graph/graph.ts'
import { linears, tensorShapes, type DecoderConfig } from '../decoder/config.ts'
import { randomFrom } from '../generation/sampling.ts'
import type { Example, LoraTraining } from '../engine.ts'
import type { TensorSource } from '../decoder/tensor.ts'

const tiny: DecoderConfig = {
  architecture: 'qwen2',
  vocabulary: 23,
  hidden: 16,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  headSize: 8,
  intermediate: 24,
  epsilon: 1e-6,
  rotary: { theta: 10_000 },
  tied: true,
  attentionBias: true,
  queryKeyNorm: false,
  positions: 64,
}

export const tinyDecoders: Readonly<Record<'qwen2' | 'qwen3' | 'llama', DecoderConfig>> = {
  qwen2: tiny,
  qwen3: { ...tiny, architecture: 'qwen3', attentionBias: false, queryKeyNorm: true, tied: false },
  llama: {
    ...tiny,
    architecture: 'llama',
    attentionBias: false,
    tied: false,
    rotary: {
      theta: 500,
      scaling: { factor: 4, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalPositions: 16 },
    },
  },
}

/** Near to what initialised weights look like, but norms and biases differ from 1 and 0. */
export function tinyWeights(config: DecoderConfig, seed = 1): TensorSource {
  const shapes = tensorShapes(config)
  return {
    names: [...shapes.keys()],
    read: async (name) => {
      const shape = shapes.get(name) as readonly number[]
      const random = randomFrom(seed + [...shapes.keys()].indexOf(name) * 1000)
      const [middle, spread] = name.includes('norm') ? [1, 0.3] : [0, 0.35]
      const data = Float32Array.from(
        { length: elementsOf(shape) },
        () => middle + (2 * random() - 1) * spread,
      )
      return { shape, data }
    },
  }
}

/** Weights of 1 from `from` on, and 0 before. */
export function tinyExample(length: number, seed: number, from = 1, vocabulary = tiny.vocabulary): Example {
  const random = randomFrom(seed)
  return {
    tokens: Int32Array.from({ length }, () => Math.floor(random() * vocabulary)),
    weights: Float32Array.from({ length }, (_, place) => (place >= from ? 1 + (place % 3) / 2 : 0)),
  }
}

/** Every linear map, and two added tokens that occur in the examples. */
export function tinyLora(config: DecoderConfig): LoraTraining {
  const random = randomFrom(7)
  const rows = (): { readonly shape: readonly number[]; readonly data: Float32Array } => ({
    shape: [2, config.hidden],
    data: Float32Array.from({ length: 2 * config.hidden }, () => random() - 0.5),
  })
  return {
    kind: 'lora',
    rank: 3,
    alpha: 6,
    targets: linears,
    rows: { tokens: [4, 21], embedding: rows(), ...(config.tied ? {} : { head: rows() }) },
  }
}

/** For openEngine: the module that an engine's thread loads. */
export default async function tinyModel({
  architecture,
  seed,
}: {
  readonly architecture: keyof typeof tinyDecoders
  readonly seed?: number
}): Promise<{ readonly config: DecoderConfig; readonly tensors: TensorSource }> {
  const config = tinyDecoders[architecture]
  return { config, tensors: tinyWeights(config, seed) }
}
