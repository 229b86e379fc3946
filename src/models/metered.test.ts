import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMeter, metered } from './metered.ts'
import { testModel } from './model-contract.ts'
import { ModelError, type GenerateRequest } from './model.ts'
import { scriptedModel } from './scripted.ts'
import { costOf, noUsage } from './usage.ts'

const request: GenerateRequest = {
  messages: [{ role: 'user', content: 'x'.repeat(300) }],
  maxOutputTokens: 50,
  temperature: 0,
  seed: 1,
}
const prices = { input: 2, output: 10, cachedInput: 0.5 }

describe('costs', () => {
  it('are of fresh input, cached input and all output', () => {
    const usage = {
      inputTokens: 1_000_000,
      cachedInputTokens: 400_000,
      outputTokens: 100_000,
      reasoningTokens: 90_000,
    }
    expect(costOf(usage, prices)).toBeCloseTo(0.6 * 2 + 0.4 * 0.5 + 0.1 * 10, 12)
    expect(costOf(usage, { input: 2, output: 10 })).toBeCloseTo(2 + 1, 12)
    expect(costOf(noUsage, prices)).toBe(0)
  })
})

describe('a metered model', () => {
  testModel({
    working: () =>
      metered(
        scriptedModel(() => 'B'),
        createMeter(),
      ),
    failing: () =>
      metered(
        scriptedModel(() => {
          throw new ModelError('no', { retryable: false })
        }),
        createMeter(),
      ),
  })

  it('never spends more than the budget, whatever calls take and however many are on their way', async () => {
    const call = fc.record({ output: fc.integer({ min: 0, max: 50 }), fails: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(
        fc.array(call, { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0, max: 0.02, noNaN: true }),
        fc.integer({ min: 1, max: 8 }),
        async (calls, budget, lanes) => {
          const meter = createMeter({ prices, budget })
          const model = metered(
            scriptedModel(async (_, index) => {
              await Promise.resolve()
              const { output, fails } = calls[index % calls.length] as (typeof calls)[number]
              if (fails) throw new ModelError('no', { retryable: true })
              return { text: 'B', finish: 'stop', inputTokens: 100, outputTokens: output }
            }),
            meter,
          )
          let left = calls.length
          const lane = async (): Promise<void> => {
            while (left-- > 0) await model.generate(request).catch(() => {})
          }
          await Promise.all(Array.from({ length: lanes }, lane))
          expect(meter.cost).toBeLessThanOrEqual(budget + 1e-9)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('stops with what to do, counts earlier starts, and goes on with more', async () => {
    const answer = { text: 'B', finish: 'stop', inputTokens: 100, outputTokens: 50 } as const
    const meter = createMeter({ prices, budget: 0.0015 })
    const model = metered(
      scriptedModel(() => answer),
      meter,
    )
    expect(await model.generate(request)).toEqual(answer)
    expect(await model.generate(request)).toEqual(answer)
    await expect(model.generate(request)).rejects.toMatchObject({
      pointless: true,
      message: expect.stringMatching(/the budget of 0\.0015 .*0\.0014 is spent.*--budget/) as string,
    })
    const again = createMeter({ prices, budget: 0.0022 })
    again.count(meter.usage)
    const more = metered(
      scriptedModel(() => answer),
      again,
    )
    await more.generate(request)
    await expect(more.generate(request)).rejects.toThrow(/budget/)
    expect(again.usage).toEqual({ ...noUsage, inputTokens: 300, outputTokens: 150 })
  })

  it('holds no budget where the endpoint counts nothing', async () => {
    const model = metered(
      scriptedModel(() => 'B'),
      createMeter({ prices, budget: 1 }),
    )
    await expect(model.generate(request)).rejects.toMatchObject({ pointless: true })
    expect(
      (
        await metered(
          scriptedModel(() => 'B'),
          createMeter(),
        ).generate(request)
      ).text,
    ).toBe('B')
  })
})
