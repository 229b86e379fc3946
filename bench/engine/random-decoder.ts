// Decoders of the sizes that are measured, with random weights: the speed of a step does not depend on their values.
import { randomFrom } from '../../packages/engine/src/generation/sampling.ts'
import { tensorShapes, type DecoderConfig } from '../../packages/engine/src/decoder/config.ts'
import type { TensorSource } from '../../packages/engine/src/decoder/tensor.ts'

const small: DecoderConfig = {
  architecture: 'qwen2',
  vocabulary: 2048,
  hidden: 256,
  layers: 6,
  heads: 4,
  keyValueHeads: 2,
  headSize: 64,
  intermediate: 768,
  epsilon: 1e-6,
  rotary: { theta: 10_000 },
  tied: true,
  attentionBias: true,
  queryKeyNorm: false,
  positions: 4096,
}

export const sizes = {
  '5M': small,
  '24M': {
    ...small,
    vocabulary: 4096,
    hidden: 512,
    layers: 8,
    heads: 8,
    intermediate: 1408,
  },
  /** Qwen2.5-0.5B's config.json. */
  '0.5B': {
    ...small,
    vocabulary: 151_936,
    hidden: 896,
    layers: 24,
    heads: 14,
    intermediate: 4864,
    rotary: { theta: 1_000_000 },
  },
} as const satisfies Record<string, DecoderConfig>

export function parametersOf(config: DecoderConfig): number {
  return [...tensorShapes(config).values()].reduce(
    (sum, shape) => sum + shape.reduce((product, side) => product * side, 1),
    0,
  )
}

/** What the engine's thread loads. */
export default function randomDecoder(size: keyof typeof sizes): {
  readonly config: DecoderConfig
  readonly tensors: TensorSource
} {
  const config = sizes[size]
  const shapes = tensorShapes(config)
  const random = randomFrom(1)
  return {
    config,
    tensors: {
      names: [...shapes.keys()],
      read: async (name) => {
        const shape = shapes.get(name) as readonly number[]
        const length = shape.reduce((product, side) => product * side, 1)
        const middle = name.includes('norm') ? 1 : 0
        const data = new Float32Array(length)
        for (let place = 0; place < length; place++) data[place] = middle + (random() - 0.5) / 15
        return { shape, data }
      },
    },
  }
}
