// Frozen weights in each precision, and added rows in their place.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tensorShapes, type DecoderConfig } from './config.ts'
import { freeze, readRow } from './frozen.ts'
import { loadWeights } from './model-weights.ts'
import type { TensorSource } from './tensor.ts'

const config: DecoderConfig = {
  architecture: 'qwen2',
  vocabulary: 6,
  hidden: 4,
  layers: 2,
  heads: 2,
  keyValueHeads: 1,
  headSize: 2,
  intermediate: 8,
  epsilon: 1e-6,
  rotary: { theta: 10_000 },
  tied: true,
  attentionBias: true,
  queryKeyNorm: false,
  positions: 32,
}

const source: TensorSource = {
  names: [...tensorShapes(config).keys()],
  read: async (name) => {
    const shape = tensorShapes(config).get(name) as readonly number[]
    const length = shape.reduce((product, size) => product * size, 1)
    return { shape, data: Float32Array.from({ length }, (_, place) => place + 1) }
  },
}

const ones = (...shape: readonly number[]): { shape: readonly number[]; data: Float32Array } => ({
  shape,
  data: new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(1),
})

describe('frozen weights', () => {
  it('are close to what they were: exactly in float32, to 2⁻⁸ in bfloat16, to half a step in int8', () => {
    const numbers = fc.float32Array({
      minLength: 6,
      maxLength: 6,
      noNaN: true,
      min: -(2 ** 99),
      max: 2 ** 99,
    })
    fc.assert(
      fc.property(numbers, (data) => {
        for (const precision of ['float32', 'bfloat16', 'int8'] as const) {
          const found = new Float32Array(7)
          readRow(freeze({ shape: [2, 3], data }, precision), 1, found, 2)
          const largest = Math.max(...data.subarray(3).map(Math.abs))
          data.subarray(3).forEach((number, place) => {
            const bound = {
              float32: 0,
              bfloat16: Math.abs(number) / 256 + 1e-40,
              int8: largest / 253 + 1e-40,
            }
            expect(Math.abs((found[place + 2] as number) - number)).toBeLessThanOrEqual(bound[precision])
          })
        }
      }),
    )
  })

  it('feed a layer by the names of its inputs', async () => {
    const weights = await loadWeights(config, source, 'int8')
    expect(weights.loraOf(1)).toBeUndefined()
    expect(weights.feedsOfLayer(1)['q_proj.weight']?.type).toBe('int8')
    weights.setAdapter({
      rank: 2,
      alpha: 4,
      pairs: new Map([['model.layers.1.mlp.down_proj', { a: ones(2, 8), b: ones(4, 2) }]]),
    })
    expect(weights.loraOf(0)).toBeUndefined()
    expect(weights.loraOf(1)).toEqual({ rank: 2, scale: 2, targets: ['down_proj'] })
    expect(Object.keys(weights.feedsOfLayer(1))).toEqual(
      expect.arrayContaining([
        'q_proj.bias',
        'q_proj.weight.factors',
        'down_proj.lora_a',
        'down_proj.lora_b',
      ]),
    )
  })

  it('look up added rows in the place of the base', async () => {
    const weights = await loadWeights(config, source, 'float32')
    weights.setAdapter({
      rank: 1,
      alpha: 1,
      pairs: new Map(),
      rows: { tokens: [2], embedding: { shape: [1, 4], data: Float32Array.of(-1, -2, -3, -4) } },
    })
    expect([...weights.embeddingRows([1, 2])]).toEqual([5, 6, 7, 8, -1, -2, -3, -4])
    expect([...weights.headRows([2])]).toEqual([-1, -2, -3, -4])
    expect(() => weights.embeddingRows([6])).toThrow('token 6 is none')
  })

  it('refuse an adapter of another shape', async () => {
    const weights = await loadWeights(config, source, 'float32')
    const pair = { a: ones(1, 8), b: ones(4, 1) }
    const adapter = { rank: 2, alpha: 4, pairs: new Map([['model.layers.1.mlp.down_proj', pair]]) }
    expect(() => weights.setAdapter(adapter)).toThrow('down_proj, A is [1 × 8] and should be [2 × 8]')
  })
})
