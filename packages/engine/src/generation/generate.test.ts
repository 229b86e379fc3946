// Answers token by token against plain loops over the whole sequence so far, whoever else is answered at once.
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import {
  fixtureAdapter,
  fixtureAnswering,
  fixtureConfigs,
  fixtureWeights,
  plainForward,
} from './fixture-decoder.ts'
import { generate } from './generate.ts'
import type { Generate } from '../engine.ts'

const config = fixtureConfigs.qwen3
const weights = await fixtureWeights(config)
weights.setAdapter(fixtureAdapter(config))
const answering = fixtureAnswering(weights)
afterAll(async () => answering.close())

const request: fc.Arbitrary<Generate> = fc.record(
  {
    prompt: fc
      .array(fc.constantFrom(1, 2), { minLength: 1, maxLength: 12 })
      .map((tokens) => Int32Array.from(tokens)),
    tokens: fc.nat(6),
    stop: fc.array(fc.nat(36), { maxLength: 6 }),
    temperature: fc.constantFrom(0, 0, 0.7, 1.5),
    topP: fc.constantFrom(0.5, 0.9, 1),
    seed: fc.nat(),
    alternatives: fc.nat(3),
  },
  { requiredKeys: ['prompt', 'tokens', 'stop', 'temperature', 'seed'] },
)

describe('generate', () => {
  it('answers with the probabilities of whole sequences, the likeliest tokens at temperature 0', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 7 }), async (requests) => {
        const answers = await generate(answering, requests)
        expect(answers.length).toBe(requests.length)
        answers.forEach(({ tokens, finish, logProbabilities, alternatives }, place) => {
          const asked = requests[place] as Generate
          const plain = plainForward(weights, [...asked.prompt, ...tokens]).logProbabilities
          expect(alternatives?.length).toBe(asked.alternatives === undefined ? undefined : tokens.length)
          tokens.forEach((token, at) => {
            const next = plain[asked.prompt.length + at - 1] as readonly number[]
            expect(Math.abs((logProbabilities[at] as number) - (next[token] as number))).toBeLessThan(1e-5)
            if (asked.temperature === 0) expect(next[token]).toBeGreaterThan(Math.max(...next) - 1e-5)
            const best = next.toSorted((a, b) => b - a)
            alternatives?.[at]?.forEach(([other, value], rank) => {
              expect(Math.abs(value - (next[other] as number))).toBeLessThan(1e-5)
              expect(Math.abs(value - (best[rank] as number))).toBeLessThan(1e-5)
            })
          })
          const stopped = tokens.findIndex((token) => asked.stop.includes(token))
          expect(stopped).toBe(finish === 'stop' ? tokens.length - 1 : -1)
          if (finish === 'length') expect(tokens.length).toBe(asked.tokens)
        })
      }),
      { numRuns: 6 },
    )
  })

  it('gives a request the same tokens alone, again, and among others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 7 }), async (requests) => {
        const together = await generate(answering, requests)
        const [alone] = await generate(answering, requests.slice(-1))
        expect(together.at(-1)?.tokens).toEqual(alone?.tokens)
      }),
      { numRuns: 6 },
    )
  })

  it('answers many prompts within little memory, and says where one is too much', async () => {
    const prompts = Array.from({ length: 9 }, (_, place) =>
      Int32Array.from({ length: 60 + place }, () => place),
    )
    const requests = [...prompts, ...prompts].map((prompt, seed) => ({
      prompt,
      tokens: 9,
      stop: [],
      temperature: 1,
      seed,
    }))
    const tight = fixtureAnswering(weights, 250_000)
    const [few, many] = [await generate(tight, requests), await generate(answering, requests)]
    expect(few.map(({ tokens }) => tokens)).toEqual(many.map(({ tokens }) => tokens))
    const [first] = requests
    await expect(generate(tight, [{ ...(first as Generate), tokens: 900 }])).rejects.toThrow(
      'prompt 0 with 900',
    )
    await tight.close()
  })

  it('tells tokens as they come, and ends where it is told to', async () => {
    const requests = [5, 3].map((tokens) => ({
      prompt: Int32Array.of(1, 2),
      tokens,
      stop: [],
      temperature: 0,
    }))
    const told: number[][] = [[], []]
    const answers = await generate(answering, requests, {
      onToken: (place, token) => told[place]?.push(token),
    })
    expect(told).toEqual(answers.map(({ tokens }) => [...tokens]))
    const abort = new AbortController()
    let count = 0
    const onToken = (): void => {
      count++
      if (count === 4) abort.abort()
    }
    await expect(generate(answering, requests, { signal: abort.signal, onToken })).rejects.toThrow('aborted')
    expect(count).toBe(4)
    expect((await generate(answering, requests)).map(({ tokens }) => tokens)).toEqual(
      answers.map(({ tokens }) => tokens),
    )
  })

  it('ends where the model has no more positions', async () => {
    const prompt = new Int32Array(config.positions - 2)
    const [answer] = await generate(answering, [{ prompt, tokens: 9, stop: [], temperature: 0 }])
    expect(answer?.tokens.length).toBe(2)
    expect(answer?.finish).toBe('length')
    const full = { prompt: new Int32Array(config.positions), tokens: 1, stop: [], temperature: 0 }
    await expect(generate(answering, [full])).rejects.toThrow('an answer has none')
  })
})
