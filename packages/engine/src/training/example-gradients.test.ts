// Gradients of whole decoders against finite differences, and what must not change them: passes, packing, chunks,
// threads.
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createExampleGradients, type TrainingLimits } from './example-gradients.ts'
import { createModels } from '../runtime/models.ts'
import { randomFrom } from '../generation/sampling.ts'
import { loadWeights } from '../decoder/model-weights.ts'
import { parametersOfAdapter, parametersOfModel, type Parameter } from './parameters.ts'
import { sessionOpener } from '../runtime/session.ts'
import { startingAdapter } from './starting-adapter.ts'
import { tinyDecoders, tinyExample, tinyLora, tinyWeights } from './tiny-decoders.ts'
import type { Adapter } from '../decoder/adapter.ts'
import type { DecoderConfig } from '../decoder/config.ts'
import type { Example } from '../engine.ts'

const models = new Map<string, ReturnType<typeof createModels>>()
afterAll(async () => {
  for (const each of models.values()) await each.close()
})

async function setUp(
  config: DecoderConfig,
  trained: 'lora' | 'all',
  limits: TrainingLimits = {},
  threads = 1,
) {
  const weights = await loadWeights(config, tinyWeights(config), 'float32')
  if (trained === 'lora') {
    const adapter = startingAdapter(weights, tinyLora(config), 5)
    const random = randomFrom(9)
    // Of B = 0 the gradient of A would be 0.
    for (const { b } of adapter.pairs.values()) b.data.forEach((_, at) => (b.data[at] = random() - 0.5))
    weights.setAdapter(adapter)
  }
  const parameters =
    trained === 'lora' ? parametersOfAdapter(weights.adapter() as Adapter) : parametersOfModel(weights)
  // Models are of one configuration and one way of training.
  const key = JSON.stringify([config, trained, limits.chunk, threads])
  const own = models.get(key) ?? createModels(sessionOpener({ provider: 'cpu', threads }))
  models.set(key, own)
  return { parameters, gradients: createExampleGradients(weights, own, trained, parameters, limits) }
}

function copyOf(parameters: readonly Parameter[]): readonly Float32Array[] {
  return parameters.map(({ gradient }) => gradient.slice())
}

function meanOf(losses: readonly Float32Array[], examples: readonly Example[]): number {
  const weights = examples.flatMap((example) => [...example.weights].filter((weight) => weight !== 0))
  const products = losses.flatMap((array) => [...array]).map((loss, at) => loss * (weights[at] as number))
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
  return sum(products) / sum(weights)
}

/** The largest difference relative to the largest number. */
function difference(some: readonly Float32Array[], others: readonly Float32Array[]): number {
  let [apart, largest] = [0, 0]
  some.forEach((array, at) =>
    array.forEach((number, place) => {
      apart = Math.max(apart, Math.abs(number - (others[at]?.[place] as number)))
      largest = Math.max(largest, Math.abs(number))
    }),
  )
  return apart / largest
}

describe('gradients of a decoder', () => {
  const examples = [tinyExample(9, 1, 3), tinyExample(14, 2, 6)]
  for (const [architecture, config] of Object.entries(tinyDecoders))
    for (const trained of ['lora', 'all'] as const)
      it(`${architecture}, ${trained}: are the slopes of finite differences`, async () => {
        const { parameters, gradients } = await setUp(config, trained)
        await gradients.compute(examples)
        const found = copyOf(parameters)
        const wrong: unknown[] = []
        for (const [at, { name, data }] of parameters.entries()) {
          // Along the gradient the slope is its norm.
          const gradient = found[at] as Float32Array
          const norm = Math.hypot(...gradient)
          const before = data.slice()
          const moved = async (by: number): Promise<number> => {
            gradient.forEach(
              (slope, place) => (data[place] = (before[place] as number) + (slope / norm) * by),
            )
            return meanOf(await gradients.losses(examples), examples)
          }
          const near = (await moved(0.01)) - (await moved(-0.01))
          const far = (await moved(0.02)) - (await moved(-0.02))
          const slope = (8 * near - far) / 0.12
          data.set(before)
          if (!(norm > 1e-5 && Math.abs(slope - norm) < 0.01 * norm + 2e-4)) wrong.push({ name, norm, slope })
        }
        expect(wrong).toEqual([])
      })
})

describe('the mean over passes', () => {
  const lengths = fc.array(fc.integer({ min: 3, max: 20 }), { minLength: 2, maxLength: 6 })
  const alone = async (config: DecoderConfig, trained: 'lora' | 'all', examples: readonly Example[]) => {
    const { parameters, gradients } = await setUp(config, trained, { positions: 1 })
    const { loss, losses } = await gradients.compute(examples)
    return { loss, losses, found: copyOf(parameters) }
  }
  for (const trained of ['lora', 'all'] as const)
    it(`${trained}: is that of the examples alone, packed or in batches`, async () => {
      await fc.assert(
        fc.asyncProperty(lengths, fc.constantFrom(24, 64, 1000), async (sizes, positions) => {
          const examples = sizes.map((size, at) => tinyExample(size, at, 1 + (at % 2)))
          const expected = await alone(tinyDecoders.qwen2, trained, examples)
          const { parameters, gradients } = await setUp(tinyDecoders.qwen2, trained, { positions })
          const { loss, losses } = await gradients.compute(examples)
          expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5)
          expect(difference(losses, expected.losses)).toBeLessThan(1e-5)
          expect(difference(copyOf(parameters), expected.found)).toBeLessThan(2e-5)
          expect(difference(await gradients.losses(examples), expected.losses)).toBeLessThan(1e-5)
        }),
        { numRuns: 4 },
      )
    })

  for (const trained of ['lora', 'all'] as const)
    it(`${trained}: is that of the examples alone where they share beginnings`, async () => {
      const cuts = fc.array(fc.record({ from: fc.nat(3), keep: fc.integer({ min: 8, max: 14 }) }), {
        minLength: 2,
        maxLength: 5,
      })
      await fc.assert(
        fc.asyncProperty(cuts, fc.constantFrom(20, 64, 1000), async (rows, positions) => {
          const examples = [tinyExample(16, 1, 5)]
          for (const [at, { from, keep }] of rows.entries()) {
            const before = examples[from % examples.length] as Example
            const own = tinyExample(16, at + 2, 5 + (at % 3))
            own.tokens.set(before.tokens.subarray(0, keep))
            examples.push(own)
          }
          const expected = await alone(tinyDecoders.qwen3, trained, examples)
          const { parameters, gradients } = await setUp(tinyDecoders.qwen3, trained, { positions })
          const { loss, losses } = await gradients.compute(examples)
          expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5)
          expect(difference(losses, expected.losses)).toBeLessThan(1e-5)
          expect(difference(copyOf(parameters), expected.found)).toBeLessThan(2e-5)
        }),
        { numRuns: 4 },
      )
    })

  it('does not depend on chunks of queries and of logits', async () => {
    const examples = [tinyExample(30, 1), tinyExample(8, 2), tinyExample(15, 3)]
    const whole = await setUp(tinyDecoders.qwen3, 'all')
    await whole.gradients.compute(examples)
    const chunked = await setUp(tinyDecoders.qwen3, 'all', { chunk: 7, logits: 200 })
    await chunked.gradients.compute(examples)
    expect(difference(copyOf(chunked.parameters), copyOf(whole.parameters))).toBeLessThan(2e-5)
  })

  it('is the same to the bit when it is computed again, in other sessions, with other threads', async () => {
    const examples = [tinyExample(30, 1), tinyExample(8, 2)]
    const some = await setUp(tinyDecoders.llama, 'all')
    await some.gradients.compute(examples)
    const found = copyOf(some.parameters)
    await some.gradients.compute(examples)
    expect(copyOf(some.parameters)).toEqual(found)
    const others = await setUp(tinyDecoders.llama, 'all', {}, 2)
    await others.gradients.compute(examples)
    expect(copyOf(others.parameters)).toEqual(found)
  })
})
