import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engineModel } from './engine-model.ts'
import { writeTinyModel } from './fixture-embedded.ts'
import { testModel } from './model-contract.ts'
import type { GenerateRequest, Model } from './model.ts'
import { contentOf, openEmbedded, type Embedded } from './open-embedded.ts'

let home: string
let embedded: Embedded
let short: Embedded
let model: Model

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'behaviorbench-embedded-'))
  embedded = await openEmbedded({ folder: await writeTinyModel(join(home, 'tiny')), threads: 1 })
  // The same, as if it read next to nothing.
  short = { ...embedded, engine: { ...embedded.engine, config: { ...embedded.engine.config, positions: 8 } } }
  model = engineModel(embedded)
}, 60_000)
afterAll(async () => {
  await embedded.close()
  rmSync(home, { recursive: true, force: true })
})

const asking = (content: string, more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  messages: [{ role: 'user', content }],
  maxOutputTokens: 12,
  temperature: 0,
  seed: 1,
  ...more,
})

describe('an embedded model', () => {
  testModel({ working: () => model, failing: () => engineModel(short) })

  it('says the same alone, among others and piece by piece', async () => {
    const requests = ['One.', 'Two, which is longer.', 'Three?'].map((text) => asking(text))
    const grouped = await Promise.all(requests.map((request) => model.generate(request)))
    for (const [place, request] of requests.entries()) {
      expect(await model.generate(request)).toEqual(grouped[place])
      const pieces: string[] = []
      expect(await model.stream?.(request, (piece) => pieces.push(piece))).toEqual(grouped[place])
      expect(pieces.join('')).toBe(grouped[place]?.text)
    }
  })

  it('goes on from a given beginning as from its own words', async () => {
    const whole = await model.generate(asking('Go on.', { alternatives: 5 }))
    const beginning =
      whole.tokens
        ?.slice(0, 3)
        .map(({ token }) => token)
        .join('') ?? ''
    expect(whole.text.startsWith(beginning)).toBe(true)
    const rest = await model.generate(asking('Go on.', { prefill: beginning, maxOutputTokens: 9 }))
    // The tokenizer may cut a text otherwise than the model did, so only what it cuts alike can be compared.
    const own = embedded.tokenizer.encode(beginning)
    if (own.length === 3) expect(beginning + rest.text).toBe(whole.text)
    expect(rest.inputTokens).toBe((whole.inputTokens ?? 0) + own.length)
  })

  it('tells what else it might have said, and how likely', async () => {
    const { tokens = [] } = await model.generate(asking('Why?', { alternatives: 4 }))
    expect(tokens.length).toBeGreaterThan(0)
    for (const { token, logProbability, alternatives } of tokens) {
      expect(alternatives).toHaveLength(4)
      expect(alternatives[0]?.token).toBe(token)
      expect(alternatives[0]?.logProbability).toBeCloseTo(logProbability, 5)
      const mass = alternatives.reduce((sum, one) => sum + Math.exp(one.logProbability), 0)
      expect(mass).toBeLessThanOrEqual(1 + 1e-5)
    }
  })

  it('draws the same of the same seed, and stops before a text that ends it', async () => {
    const drawn = asking('Draw.', { temperature: 1.5, seed: 4 })
    const { text } = await model.generate(drawn)
    expect((await model.generate(drawn)).text).toBe(text)
    const end = text.slice(2, 3)
    const cut = await model.generate({ ...drawn, stop: [end] })
    expect(cut).toMatchObject({ text: text.slice(0, text.indexOf(end)), finish: 'stop' })
  })

  it('is named by what its weights are', async () => {
    const other = await writeTinyModel(join(home, 'other'), { seed: 2 })
    expect(embedded.endpoint).toContain(await contentOf([join(home, 'tiny')]))
    expect(embedded.endpoint).not.toContain(await contentOf([other]))
    await expect(openEmbedded({ folder: join(home, 'none') })).rejects.toThrow(/no such folder/)
  })
})
