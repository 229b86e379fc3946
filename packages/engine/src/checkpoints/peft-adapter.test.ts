import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixtureModels, fixturePath } from './fixture-files.ts'
import { mergedTensors } from './merged.ts'
import { openModelFolder } from './model-folder.ts'
import { writeOneHotAdapter } from './one-hot-rows.ts'
import { readAdapter, writeAdapter } from './peft-adapter.ts'
import { openSafetensors, readTensor } from './safetensors.ts'
import type { Adapter } from '../decoder/adapter.ts'
import { linearPath, linears, linearShape, type DecoderConfig } from '../decoder/config.ts'
import type { Tensor } from '../decoder/tensor.ts'

let folder: string
let number = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adapter-'))
})
afterAll(() => rm(folder, { recursive: true }))
const fresh = (): string => join(folder, String(number++))

const tiny: DecoderConfig = {
  architecture: 'llama',
  vocabulary: 10,
  hidden: 4,
  layers: 2,
  heads: 2,
  keyValueHeads: 1,
  headSize: 3,
  intermediate: 5,
  epsilon: 1e-6,
  rotary: { theta: 10000 },
  tied: false,
  attentionBias: false,
  queryKeyNorm: false,
  positions: 8,
}

const tensorOf = (...shape: number[]): fc.Arbitrary<Tensor> => {
  const length = shape.reduce((a, b) => a * b, 1)
  const numbers = fc.array(fc.float({ noNaN: true }), { minLength: length, maxLength: length })
  return numbers.map((values) => ({ shape, data: Float32Array.from(values) }))
}

const paths = [0, 1].flatMap((layer) =>
  linears.map((name) => ({ path: linearPath(layer, name), shape: linearShape(tiny, name) })),
)

const adapters = fc
  .record({
    rank: fc.integer({ min: 1, max: 3 }),
    alpha: fc.double({ min: 0.5, max: 64, noNaN: true }),
    targets: fc.subarray(paths),
    tokens: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
    tied: fc.boolean(),
  })
  .chain(({ rank, alpha, targets, tokens, tied }) =>
    fc
      .record({
        pairs: fc.tuple(
          ...targets.map(({ path, shape: [outputs, inputs] }) =>
            fc
              .record({ a: tensorOf(rank, inputs), b: tensorOf(outputs, rank) })
              .map((pair) => [path, pair] as const),
          ),
        ),
        embedding: tensorOf(tokens.length, tiny.hidden),
        head: tensorOf(tokens.length, tiny.hidden),
      })
      .map(({ pairs, embedding, head }) => {
        const rows = {
          tokens: tokens.toSorted((a, b) => a - b),
          embedding,
          ...(tied ? {} : { head }),
        }
        const adapter: Adapter = {
          rank,
          alpha,
          pairs: new Map(pairs),
          ...(tokens.length === 0 ? {} : { rows }),
        }
        return { adapter, config: { ...tiny, tied } }
      }),
  )

describe('an adapter in the format of PEFT', () => {
  it('comes back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(adapters, async ({ adapter, config }) => {
        const path = fresh()
        await writeAdapter(path, { adapter, config, base: 'tiny' })
        expect(await readAdapter(path, config)).toEqual(adapter)
      }),
      { numRuns: 40 },
    )
  })

  it.each(fixtureModels)('of PEFT for %s is read, and written with the same names', async (name) => {
    const { config } = await openModelFolder(fixturePath(`${name}/model`))
    for (const kind of ['lora', 'rows']) {
      const from = fixturePath(`${name}/${kind}`)
      const adapter = await readAdapter(from, config)
      expect(adapter.pairs.size).toBe(config.layers * (kind === 'lora' ? 7 : 2))
      expect(adapter.rows?.tokens).toEqual(kind === 'lora' ? undefined : [94, 95])
      expect(adapter.rows?.head === undefined).toBe(kind === 'lora' || name !== 'llama')
      const path = fresh()
      await writeAdapter(path, { adapter, config, base: name })
      const [theirs, ours] = await Promise.all(
        [from, path].map((where) => openSafetensors(join(where, 'adapter_model.safetensors'))),
      )
      expect([...ours!.tensors.keys()].sort()).toEqual([...theirs!.tensors.keys()].sort())
      for (const tensor of ours!.tensors.keys())
        expect(await readTensor(ours!, tensor)).toEqual(await readTensor(theirs!, tensor))
      const [theirConfig, ourConfig] = (await Promise.all(
        [from, path].map(async (where) =>
          JSON.parse(await readFile(join(where, 'adapter_config.json'), 'utf8')),
        ),
      )) as [Record<string, unknown>, Record<string, unknown>]
      const sorted = (value: unknown): unknown => (value as string[]).toSorted()
      expect(sorted(ourConfig['target_modules'])).toEqual(sorted(theirConfig['target_modules']))
      for (const field of ['peft_type', 'r', 'lora_alpha', 'use_rslora', 'bias'])
        expect(ourConfig[field]).toEqual(theirConfig[field])
      expect(ourConfig['trainable_token_indices'] ?? null).toEqual(
        theirConfig['trainable_token_indices'] ?? null,
      )
    }
  })

  it('is refused in words where it does not fit', async () => {
    const { config } = await openModelFolder(fixturePath('llama/model'))
    const other = { ...config, hidden: 48 }
    await expect(readAdapter(fixturePath('llama/lora'), other)).rejects.toThrow('belongs to another model')
    const shallow = { ...config, layers: 1 }
    await expect(readAdapter(fixturePath('llama/lora'), shallow)).rejects.toThrow('no part of an adapter')
    const small = { ...config, vocabulary: 95 }
    await expect(readAdapter(fixturePath('llama/rows'), small)).rejects.toThrow('a row for token 95')
    await expect(readAdapter(join(folder, 'none'), config)).rejects.toThrow('no such file')
    const path = fresh()
    await cp(fixturePath('llama/lora'), path, { recursive: true })
    const text = await readFile(join(path, 'adapter_config.json'), 'utf8')
    for (const [fields, what] of [
      [{ use_dora: true }, '"use_dora"'],
      [{ modules_to_save: ['lm_head'] }, '"modules_to_save"'],
      [{ rank_pattern: { q_proj: 8 } }, '"rank_pattern"'],
      [{ peft_type: 'IA3' }, 'the type "IA3"'],
      [{ bias: 'all' }, 'biases'],
      [{ r: null }, '"r" is missing'],
      [{ r: 3 }, 'this model asks for'],
      [{ trainable_token_indices: [1] }, 'rows of model.embed_tokens are missing'],
    ] as const) {
      await writeFile(
        join(path, 'adapter_config.json'),
        JSON.stringify({ ...(JSON.parse(text) as object), ...fields }),
      )
      await expect(readAdapter(path, config)).rejects.toThrow(what)
    }
  })

  it('scales by the root of the rank where it says so', async () => {
    const { config } = await openModelFolder(fixturePath('llama/model'))
    const path = fresh()
    await cp(fixturePath('llama/lora'), path, { recursive: true })
    const text = await readFile(join(path, 'adapter_config.json'), 'utf8')
    await writeFile(
      join(path, 'adapter_config.json'),
      text.replace('"use_rslora": false', '"use_rslora": true'),
    )
    const { alpha, rank } = await readAdapter(path, config)
    expect(alpha / rank).toBeCloseTo(6 / Math.sqrt(4))
  })
})

describe('an adapter without rows of its own', () => {
  it.each(fixtureModels)('for %s says the same: merged, and as one-hot LoRA', async (name) => {
    const { config, tensors } = await openModelFolder(fixturePath(`${name}/model`))
    const adapter = await readAdapter(fixturePath(`${name}/rows`), config)
    const rows = adapter.rows!
    const merged = mergedTensors(tensors, adapter)
    const embedding = await merged.read('model.embed_tokens.weight')
    expect(embedding.data.subarray(94 * config.hidden, 96 * config.hidden)).toEqual(rows.embedding.data)
    const untouched = 'model.layers.0.self_attn.k_proj.weight'
    expect(await merged.read(untouched)).toEqual(await tensors.read(untouched))

    const path = fresh()
    await writeOneHotAdapter(path, { adapter, config, base: name }, tensors)
    const file = await openSafetensors(join(path, 'adapter_model.safetensors'))
    const { r, lora_alpha: alpha } = JSON.parse(
      await readFile(join(path, 'adapter_config.json'), 'utf8'),
    ) as {
      r: number
      lora_alpha: number
    }
    const read = (tensor: string): Promise<Tensor> => readTensor(file, `base_model.model.${tensor}`)
    const changed = async (base: string, b: string, a: string, transpose: boolean): Promise<Float32Array> => {
      const weight = await tensors.read(base)
      return addProduct(weight, await read(b), await read(a), alpha / r, transpose)
    }
    const expectClose = (one: Float32Array, other: Float32Array): void => {
      const largest = one.reduce((most, value, at) => Math.max(most, Math.abs(value - other[at]!)), 0)
      expect(largest).toBeLessThan(1e-6)
    }
    const part = 'model.embed_tokens'
    expectClose(
      await changed(`${part}.weight`, `${part}.lora_embedding_B`, `${part}.lora_embedding_A`, true),
      embedding.data,
    )
    const headName = config.tied ? 'model.embed_tokens.weight' : 'lm_head.weight'
    expectClose(
      await changed(headName, 'lm_head.lora_B.weight', 'lm_head.lora_A.weight', false),
      (await merged.read(headName)).data,
    )
    const query = 'model.layers.1.self_attn.q_proj'
    expectClose(
      await changed(`${query}.weight`, `${query}.lora_B.weight`, `${query}.lora_A.weight`, false),
      (await merged.read(`${query}.weight`)).data,
    )
  })
})

/** W + scale · B · A, or its transpose's, written out. */
function addProduct(weight: Tensor, b: Tensor, a: Tensor, scale: number, transpose: boolean): Float32Array {
  const columns = weight.shape[1] as number
  return weight.data.map((value, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns]
    const [out, into] = transpose ? [column, row] : [row, column]
    let sum = value
    for (let r = 0; r < b.shape[1]!; r++)
      sum += scale * b.data[out * b.shape[1]! + r]! * a.data[r * a.shape[1]! + into]!
    return sum
  })
}
