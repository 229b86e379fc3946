import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixturePath } from '@behaviorbench/engine/checkpoints/fixture-files.ts'
import { openSafetensors } from '@behaviorbench/engine/checkpoints/safetensors.ts'
import { convertAdapter } from './convert-adapter.ts'
import { openEmbedded } from './open-embedded.ts'

let folder: string
const base = (): string => join(folder, 'base')
const adapter = fixturePath('llama/rows')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'convert-'))
  await cp(fixturePath('llama/model'), base(), { recursive: true })
  await cp(fixturePath('tokenizer'), base(), { recursive: true })
})
afterAll(() => rm(folder, { recursive: true }))

/** Log-probabilities of every token behind a prompt that holds the added ones. */
async function answers(model: string, own?: string): Promise<readonly number[]> {
  const embedded = await openEmbedded({ folder: model, ...(own === undefined ? {} : { adapter: own }) })
  try {
    const { engine } = embedded
    // 94 and 95 have rows in the adapter.
    const prompt = Int32Array.from([5, 60, 94, 95, 7])
    const all = Array.from({ length: engine.config.vocabulary }, (_, token) => token)
    const [first] = await engine.nextToken([prompt], all)
    return [...(first as Float32Array)]
  } finally {
    await embedded.close()
  }
}

function furthest(some: readonly number[], others: readonly number[]): number {
  return Math.max(...some.map((value, at) => Math.abs(value - (others[at] as number))))
}

describe('an adapter in other forms', () => {
  it('answers as it did beside its base', { timeout: 60_000 }, async () => {
    const expected = await answers(base(), adapter)
    expect(furthest(await answers(base()), expected)).toBeGreaterThan(0.01)

    const merged = join(folder, 'merged')
    await convertAdapter({ base: base(), adapter, form: 'merged', output: merged })
    expect(furthest(await answers(merged), expected)).toBeLessThan(1e-4)
    expect(existsSync(join(merged, 'tokenizer.json'))).toBe(true)

    const patched = join(folder, 'patched')
    await convertAdapter({ base: base(), adapter, form: 'patched', output: patched })
    expect(furthest(await answers(join(patched, 'base'), join(patched, 'adapter')), expected)).toBeLessThan(
      1e-4,
    )

    // The engine reads rows as PEFT keeps them; that these give the same logits is shown by PEFT (parity.test.ts).
    const oneHot = join(folder, 'one-hot')
    await convertAdapter({ base: base(), adapter, form: 'one-hot', output: oneHot })
    const { tensors } = await openSafetensors(join(oneHot, 'adapter_model.safetensors'))
    expect(
      [...tensors.keys()].filter((name) => !/\.lora_(?:embedding_)?[AB](?:\.weight)?$/.test(name)),
    ).toEqual([])
  })

  it('is written in the precision that is asked for, and never over what is there', async () => {
    const output = join(folder, 'narrow')
    await convertAdapter({ base: base(), adapter, form: 'merged', precision: 'bfloat16', output })
    expect(JSON.parse(await readFile(join(output, 'config.json'), 'utf8'))).toMatchObject({
      dtype: 'bfloat16',
    })
    await expect(convertAdapter({ base: base(), adapter, form: 'patched', output })).rejects.toThrow(
      'It exists already; nothing was written.',
    )
    const plain = fixturePath('llama/lora')
    await expect(
      convertAdapter({ base: base(), adapter: plain, form: 'one-hot', output: join(folder, 'none') }),
    ).rejects.toThrow('so it is a plain LoRA as it is')
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })
})
