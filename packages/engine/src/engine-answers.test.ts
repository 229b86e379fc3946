// Answers through the thread: the adapter that is on, tokens as they come, and a call that nobody wants any more.
import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { fixturePath } from './checkpoints/fixture-files.ts'
import { openEngine } from './open-engine.ts'
import { openSafetensors, readTensor } from './checkpoints/safetensors.ts'
import { readAdapter } from './checkpoints/peft-adapter.ts'
import type { Generate } from './engine.ts'

const engine = await openEngine(fixturePath('qwen3/model'), { precision: 'bfloat16', threads: 1 })
afterAll(async () => engine.close())

const { examples } = JSON.parse(await readFile(fixturePath('qwen3/examples.json'), 'utf8')) as {
  examples: readonly { tokens: readonly number[] }[]
}
const prompts = examples.map(({ tokens }) => Int32Array.from(tokens))
const request = (tokens: number): Generate => ({
  prompt: prompts[0] as Int32Array,
  tokens,
  stop: [],
  temperature: 0.8,
  seed: 4,
})

describe('answers of the engine', () => {
  it('are those of the adapter that is on', async () => {
    const logits = await openSafetensors(fixturePath('qwen3/logits.safetensors'))
    const { vocabulary } = engine.config
    const all = Array.from({ length: vocabulary }, (_, token) => token)
    for (const kind of ['base', 'lora', 'rows', 'base']) {
      const path = fixturePath(`qwen3/${kind}`)
      await engine.setAdapter(kind === 'base' ? undefined : await readAdapter(path, engine.config))
      const found = await engine.nextToken(prompts, all)
      for (const [place, row] of found.entries()) {
        const last = (await readTensor(logits, `${kind}.${place}`)).data.slice(-vocabulary)
        const sum = Math.log(last.reduce((total, logit) => total + Math.exp(logit), 0))
        row.forEach((value, token) =>
          expect(Math.abs(value - (last[token] as number) + sum)).toBeLessThan(1e-4),
        )
      }
    }
  })

  it('come token by token, and end where nobody wants them any more', async () => {
    const told: number[] = []
    const [answer] = await engine.generate([request(20)], { onToken: (_, token) => told.push(token) })
    expect(told).toEqual([...(answer?.tokens ?? [])])
    const abort = new AbortController()
    let count = 0
    const onToken = (): void => {
      count++
      if (count === 3) abort.abort(new Error('enough'))
    }
    const long = engine.generate([request(100)], { signal: abort.signal, onToken })
    const next = engine.generate([request(20)])
    await expect(long).rejects.toThrow('enough')
    expect((await next)[0]?.tokens).toEqual(answer?.tokens)
    expect(count).toBe(3)
  })

  it('of several kinds may be asked for at once', async () => {
    const [[scored], [scores], [next]] = await Promise.all([
      engine.scoreWithState(prompts.map((prompt) => ({ prompt, continuations: [] }))),
      engine.score([{ prompt: prompts[0] as Int32Array, continuations: [Int32Array.of(7)] }]),
      engine.nextToken(prompts.slice(0, 1), [7]),
    ])
    expect(scored?.state.length).toBe(engine.config.hidden)
    expect(Math.abs((scores?.[0]?.[0] as number) - (next?.[0] as number))).toBeLessThan(1e-5)
  })
})
