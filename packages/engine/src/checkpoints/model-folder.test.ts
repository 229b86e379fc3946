import { cp, mkdtemp, readFile, readdir, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixtureModels, fixturePath } from './fixture-files.ts'
import { parseModelConfig } from './model-config.ts'
import { openModelFolder } from './model-folder.ts'
import { writeModelFolder } from './model-folder-writer.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('the folder of a model', () => {
  it.each(fixtureModels)('of %s is opened, and written again with the same weights', async (name) => {
    const model = await openModelFolder(fixturePath(`${name}/model`))
    expect(model.config.architecture).toBe(name)
    expect(model.tensors.bfloat16).toBe(name !== 'llama')
    const path = join(folder, name)
    // The weights are bfloat16 numbers, so neither format loses any.
    for (const format of ['F32', 'BF16'] as const) {
      await writeModelFolder(path, { ...model, format, stop: [1] })
      const again = await openModelFolder(path)
      expect(again.config).toEqual(model.config)
      expect(again.tensors.bfloat16).toBe(format === 'BF16')
      for (const tensor of model.tensors.names)
        expect(await again.tensors.read(tensor)).toEqual(await model.tensors.read(tensor))
      await expect(writeModelFolder(path, { ...model, format })).rejects.toThrow('exists already')
      await rm(path, { recursive: true })
    }
  })

  it('leaves nothing behind where it cannot be written whole', async () => {
    const { config, tensors } = await openModelFolder(fixturePath('llama/model'))
    const failing = {
      names: tensors.names,
      read: async (name: string) => {
        if (name === 'lm_head.weight') throw new Error('the disk is gone')
        return tensors.read(name)
      },
    }
    const below = await mkdtemp(join(folder, 'failing-'))
    await expect(
      writeModelFolder(join(below, 'out'), { config, tensors: failing, format: 'F32' }),
    ).rejects.toThrow('the disk is gone')
    expect(await readdir(below)).toEqual([])
  })

  it('is refused in words where something is missing', async () => {
    const path = join(folder, 'damaged')
    await expect(openModelFolder(path)).rejects.toThrow('no such folder')
    await expect(openModelFolder(folder)).rejects.toThrow('no config.json')
    await cp(fixturePath('qwen3/model'), path, { recursive: true })
    await unlink(join(path, 'model-00002-of-00002.safetensors'))
    await expect(openModelFolder(path)).rejects.toThrow(
      /model-00002-of-00002\.safetensors: This shard is missing; .* asks for 2/,
    )
    await writeFile(join(path, 'model.safetensors.index.json'), '{"weight_map":{"a":"../../a"}}')
    await expect(openModelFolder(path)).rejects.toThrow('names no shards')
    await rm(join(path, 'model.safetensors.index.json'))
    await expect(openModelFolder(path)).rejects.toThrow('neither model.safetensors nor')
    await cp(join(path, 'model-00001-of-00002.safetensors'), join(path, 'model.safetensors'))
    await expect(openModelFolder(path)).rejects.toThrow(/The tensor ".*" is missing/)
    await cp(fixturePath('qwen2/model/model.safetensors'), join(path, 'model.safetensors'))
    await expect(openModelFolder(path)).rejects.toThrow(/is \[.*\], but config.json makes it \[/)
    await cp(fixturePath('qwen2/model/config.json'), join(path, 'config.json'))
    const weights = await readFile(join(path, 'model.safetensors'), 'latin1')
    await writeFile(join(path, 'model.safetensors'), weights.replaceAll('"BF16"', '"FP16"'), 'latin1')
    await expect(openModelFolder(path)).rejects.toThrow('holds numbers of the type FP16')
  })
})

describe('config.json', () => {
  const change = async (fields: Record<string, unknown>): Promise<() => unknown> => {
    const text = await readFile(fixturePath('llama/model/config.json'), 'utf8')
    const changed = JSON.stringify({ ...(JSON.parse(text) as object), ...fields })
    return () => parseModelConfig('config.json', changed)
  }

  it('is read in its older spelling as in the newer one', async () => {
    const now = (await change({}))()
    const { rope_parameters: parameters } = JSON.parse(
      await readFile(fixturePath('llama/model/config.json'), 'utf8'),
    ) as { rope_parameters: Record<string, unknown> }
    const { rope_theta: theta, ...scaling } = parameters
    const older = await change({ rope_parameters: undefined, rope_scaling: scaling, rope_theta: theta })
    expect(older()).toEqual(now)
  })

  it.each([
    [{ model_type: 'mamba' }, 'Models of the type "mamba" are not supported. Supported are qwen2'],
    [{ quantization_config: { bits: 4 } }, 'is quantised'],
    [{ use_sliding_window: true }, 'sliding windows'],
    [{ layer_types: ['full_attention', 'sliding_attention'] }, 'sliding windows'],
    [{ rope_parameters: { rope_type: 'yarn', rope_theta: 1 } }, 'type "yarn" are not supported'],
    [{ rope_parameters: null, rope_scaling: { type: 'linear', factor: 2 } }, 'type "linear" are not'],
    [{ rope_parameters: { rope_type: 'llama3', rope_theta: 1 } }, '"factor" is missing'],
    [{ attention_bias: true }, 'Biases'],
    [{ hidden_act: 'gelu' }, 'activation "gelu"'],
    [{ hidden_size: undefined }, '"hidden_size" is missing'],
    [{ vocab_size: '96' }, '"vocab_size" is no number'],
    [{ num_hidden_layers: 1.5 }, 'not a whole number'],
    [{ num_key_value_heads: 3 }, 'cannot share'],
  ])('with %j is refused', async (fields, what) => {
    expect(await change(fields)).toThrow(what)
  })

  it('that is no JSON is refused', () => {
    expect(() => parseModelConfig('here/config.json', '{')).toThrow('here/config.json: It is no JSON object')
  })
})
