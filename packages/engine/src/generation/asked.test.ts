// Log-probabilities and hidden states against plain loops over whole sequences, for arbitrary shared beginnings.
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import {
  fixtureAdapter,
  fixtureAnswering,
  fixtureConfigs,
  fixtureWeights,
  plainForward,
} from './fixture-decoder.ts'
import { nextToken, score, scoreWithState } from './asked.ts'
import type { Answering } from './answering.ts'
import type { Score, Scored } from '../engine.ts'

const opened: Answering[] = []
const open = (answering: Answering): Answering => {
  opened.push(answering)
  return answering
}
afterAll(async () => Promise.all(opened.map(async (one) => one.close())))

/** Few different tokens, so that beginnings are shared by chance. */
const tokens = (most: number, least = 1): fc.Arbitrary<Int32Array> =>
  fc
    .array(fc.constantFrom(1, 2, 3), { minLength: least, maxLength: most })
    .map((numbers) => Int32Array.from(numbers))

const requests: fc.Arbitrary<Score[]> = fc
  .tuple(
    tokens(40),
    fc.array(fc.tuple(tokens(6, 0), fc.boolean(), fc.array(tokens(5, 0), { maxLength: 4 })), {
      maxLength: 6,
    }),
  )
  .map(([beginning, ends]) =>
    ends.map(([end, isLong, continuations]) => ({
      prompt: Int32Array.from(isLong || end.length === 0 ? [...beginning, ...end] : end),
      continuations,
    })),
  )

function plainScores(answering: Answering, { prompt, continuations }: Score): number[][] {
  return continuations.map((continuation) => {
    const all = [...prompt, ...continuation]
    const { logProbabilities } = plainForward(answering.weights, all)
    return Array.from(
      continuation,
      (token, place) => logProbabilities[prompt.length + place - 1]?.[token] as number,
    )
  })
}

function expectClose(found: ArrayLike<number>, asked: ArrayLike<number>, within = 1e-5): void {
  expect(found.length).toBe(asked.length)
  for (let place = 0; place < asked.length; place++)
    expect(Math.abs((found[place] as number) - (asked[place] as number))).toBeLessThan(within)
}

const kinds = Object.entries(fixtureConfigs).flatMap(([name, config]) =>
  (name === 'qwen2' ? (['float32', 'bfloat16', 'int8'] as const) : (['float32'] as const)).map(
    (precision) => ({ name: `${name}, ${precision}`, config, precision }),
  ),
)

describe('score', () => {
  for (const { name, config, precision } of kinds)
    it(`says what whole sequences say, with and without an adapter: ${name}`, async () => {
      const answering = open(fixtureAnswering(await fixtureWeights(config, precision)))
      for (const adapter of [undefined, fixtureAdapter(config)]) {
        answering.weights.setAdapter(adapter)
        answering.forget()
        await fc.assert(
          fc.asyncProperty(requests, async (all) => {
            const found = await score(answering, all)
            expect(found.length).toBe(all.length)
            all.forEach((request, place) => {
              plainScores(answering, request).forEach((asked, option) =>
                expectClose(found[place]?.[option] as Float32Array, asked),
              )
            })
          }),
          { numRuns: 6 },
        )
      }
    })
})

describe('shared beginnings', () => {
  it('are computed once, and what the last call ended with not again', async () => {
    const weights = await fixtureWeights(fixtureConfigs.qwen2)
    let computed = 0
    const counting = {
      ...weights,
      embeddingRows: (numbers: ArrayLike<number>) => {
        computed += numbers.length
        return weights.embeddingRows(numbers)
      },
    }
    const answering = open(fixtureAnswering(counting))
    await fc.assert(
      fc.asyncProperty(fc.array(tokens(40), { minLength: 1, maxLength: 8 }), async (prompts) => {
        answering.forget()
        computed = 0
        await nextToken(answering, prompts, [1])
        const beginnings = prompts.flatMap((prompt) =>
          Array.from(prompt, (_, at) => prompt.subarray(0, at + 1).join()),
        )
        expect(computed).toBe(new Set(beginnings).size)
        const last = answering.path.tokens
        computed = 0
        if (last.length > 0) await nextToken(answering, [Int32Array.from([...last, 9])], [1])
        expect(computed).toBe(last.length > 0 ? 1 : 0)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a prompt', () => {
  it('says the same behind steps of any size: one longer than several of them', async () => {
    const answering = open(fixtureAnswering(await fixtureWeights(fixtureConfigs.qwen2)))
    const long = Int32Array.from({ length: 270 }, (_, place) => (place * place) % 37)
    const request = { prompt: long, continuations: [Int32Array.of(5, 6), Int32Array.of(5, 7)] }
    const short = { prompt: long.subarray(0, 20), continuations: [long.subarray(20, 265)] }
    const [found, inside] = await score(answering, [request, short])
    const { logProbabilities } = plainForward(answering.weights, [...long, 5])
    const said = (position: number, token: number): number =>
      logProbabilities[position - 1]?.[token] as number
    expectClose(found?.[0] as Float32Array, [said(270, 5), said(271, 6)])
    expectClose(found?.[1] as Float32Array, [said(270, 5), said(271, 7)])
    expectClose(
      inside?.[0] as Float32Array,
      Array.from(long.subarray(20, 265), (token, place) => said(20 + place, token)),
    )
  })

  it('gives next tokens and the hidden state that plain loops give, the same ones twice', async () => {
    const answering = open(fixtureAnswering(await fixtureWeights(fixtureConfigs.llama)))
    const prompts = [[4, 5, 6], [4, 5], [7], [4, 5, 6]].map((prompt) => Int32Array.from(prompt))
    const asked = [0, 9, 36]
    for (let again = 0; again < 2; again++) {
      const next = await nextToken(answering, prompts, asked)
      const states = await scoreWithState(
        answering,
        prompts.map((prompt, place) => ({ prompt, continuations: place === 1 ? [] : [Int32Array.of(9, 2)] })),
      )
      prompts.forEach((prompt, place) => {
        const plain = plainForward(answering.weights, prompt)
        const last = plain.logProbabilities.at(-1) as readonly number[]
        expectClose(
          next[place] as Float32Array,
          asked.map((token) => last[token] as number),
        )
        const { state, continuations } = states[place] as Scored
        expectClose(state, plain.hidden.at(-1) as readonly number[])
        expect(continuations.map((one) => one.length)).toEqual(place === 1 ? [] : [2])
        if (place !== 1) expectClose((continuations[0] as Float32Array).subarray(0, 1), [last[9] as number])
      })
    }
  })

  it('is computed anew where weights have changed', async () => {
    const config = fixtureConfigs.qwen2
    const answering = open(fixtureAnswering(await fixtureWeights(config)))
    const prompt = Int32Array.of(3, 1, 2)
    await nextToken(answering, [prompt], [1])
    answering.weights.setAdapter(fixtureAdapter(config))
    answering.forget()
    const [found] = await nextToken(answering, [prompt], [1])
    const plain = plainForward(answering.weights, prompt).logProbabilities.at(-1)
    expectClose(found as Float32Array, [plain?.[1] as number])
  })

  it('that cannot be answered is told with its number', async () => {
    const weights = await fixtureWeights(fixtureConfigs.qwen2)
    const answering = open(fixtureAnswering(weights))
    const long = new Int32Array(1025)
    const asked = [Int32Array.of(1), long].map((prompt) => ({ prompt, continuations: [] }))
    await expect(scoreWithState(answering, asked)).rejects.toThrow(
      'prompt 1 is 1025 tokens long, and the model knows 1024 positions',
    )
    await expect(
      score(answering, [{ prompt: long.subarray(1), continuations: [Int32Array.of(1)] }]),
    ).rejects.toThrow('prompt 0 with its continuation 0 is 1025 tokens long')
    await expect(nextToken(answering, [new Int32Array(0)], [1])).rejects.toThrow('prompt 0 has no token')
    await expect(nextToken(answering, [Int32Array.of(37)], [1])).rejects.toThrow('has token 37')
    await expect(nextToken(answering, [Int32Array.of(1)], [99])).rejects.toThrow('token 99')
    const tight = open(fixtureAnswering(weights, 100_000))
    await expect(nextToken(tight, [long.subarray(1)], [1])).rejects.toThrow('may hold 1 MB')
  })
})
