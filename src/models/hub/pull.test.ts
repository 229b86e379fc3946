import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHub } from './hub.ts'
import { pullModel, type PullControls, type PullSettings } from './pull.ts'
import { startHub, testCommit, type TestHub } from './test-hub.ts'

const bytes = (length: number, seed: number): Buffer =>
  Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8) * 7 + seed) & 255))

const needed = {
  'config.json': Buffer.from('{"model_type":"qwen2"}'),
  'README.md': Buffer.from('# A model\n'),
  'tokenizer.json': bytes(70_000, 1),
  'model-00001-of-00002.safetensors': bytes(300_000, 2),
  'model-00002-of-00002.safetensors': bytes(200_001, 3),
  'model.safetensors.index.json': Buffer.from('{}'),
}
const files = {
  ...needed,
  'pytorch_model.bin': bytes(10, 4),
  'onnx/model.onnx': bytes(10, 5),
  'original/consolidated.safetensors': bytes(10, 6),
  'model.safetensors': bytes(10, 7),
}
const large = 'model-00001-of-00002.safetensors'

let hub: TestHub
let folder: string
beforeEach(async () => {
  hub = await startHub('owner/model', files)
  folder = await mkdtemp(join(tmpdir(), 'pull-'))
})
afterEach(async () => {
  await hub.close()
  await rm(folder, { recursive: true })
})

const output = (): string => join(folder, 'model')
const pull = (
  settings: Partial<PullSettings> & { readonly token?: string } = {},
  controls: PullControls = {},
): ReturnType<typeof pullModel> =>
  pullModel(
    {
      hub: createHub({
        endpoint: hub.endpoint,
        ...(settings.token === undefined ? {} : { token: settings.token }),
      }),
      model: 'owner/model',
      revision: 'main',
      folder: output(),
      retries: { attempts: 3, firstDelayMs: 1, maximumDelayMs: 2 },
      ...settings,
    },
    {
      ...controls,
      onBytes: (count, file) => {
        controls.onBytes?.(count, file)
        hub.arrived(count, file)
      },
    },
  )

async function expectWhole(): Promise<void> {
  expect((await readdir(output())).sort()).toEqual([...Object.keys(needed), 'pulled.json'].sort())
  for (const [name, content] of Object.entries(needed))
    expect((await readFile(join(output(), name))).equals(content)).toBe(true)
  expect(await readdir(folder)).toEqual(['model'])
}

describe('a model that is pulled', () => {
  it('arrives with the files that a text model needs, and says where from', async () => {
    let announced = 0
    let came = 0
    const pulled = await pull(
      {},
      { onStart: (all) => (announced = all), onBytes: (count) => (came += count) },
    )
    await expectWhole()
    expect(came).toBe(announced)
    expect(came).toBe(Object.values(needed).reduce((sum, { length }) => sum + length, 0))
    expect(pulled).toMatchObject({ commit: testCommit, already: false })
    expect(JSON.parse(await readFile(join(output(), 'pulled.json'), 'utf8'))).toMatchObject({
      model: 'owner/model',
      commit: testCommit,
      endpoint: hub.endpoint.origin,
    })
    const requests = hub.seen.length
    expect(await pull()).toMatchObject({ already: true })
    expect(hub.seen).toHaveLength(requests + 1)
  })

  it('goes on after a connection that broke, from where it broke', async () => {
    hub.faults.set(large, [{ dropAfter: 100_000 }, { dropAfter: 50_000 }, { status: 503 }])
    hub.faults.set('listing', [{ status: 500 }])
    await pull()
    await expectWhole()
    const ranges = hub.seen.filter(({ host, path }) => host === 'storage' && path.endsWith(large))
    expect(ranges.map(({ range }) => range)).toEqual([
      undefined,
      'bytes=100000-',
      'bytes=150000-',
      'bytes=150000-',
    ])
  })

  it('begins a file anew where the hub cannot skip', async () => {
    hub.faults.set(large, [{ dropAfter: 100_000 }, 'no ranges'])
    await pull()
    await expectWhole()
  })

  it('is given up after some tries that bring nothing, and keeps what is there', async () => {
    hub.faults.set(large, [{ dropAfter: 100_000 }, ...[502, 502, 502].map((status) => ({ status }))])
    await expect(pull()).rejects.toThrow(/answers 502\. Run the same command again/)
    expect((await stat(join(`${output()}.part`, `${large}.part`))).size).toBe(100_000)
    hub.faults.clear()
    await pull()
    await expectWhole()
  })

  it('is fetched once more where its bytes are not those of the hub, and refused the second time', async () => {
    hub.faults.set(large, ['damage'])
    hub.faults.set('tokenizer.json', ['damage'])
    await pull()
    await expectWhole()
    await rm(output(), { recursive: true })
    for (const name of [large, 'tokenizer.json']) {
      hub.faults.set(name, ['damage', 'damage'])
      await expect(pull()).rejects.toThrow(`${name}: it arrived twice with another content`)
      expect(await readdir(folder)).toEqual(['model.part'])
      await rm(`${output()}.part`, { recursive: true })
    }
  })

  it('stops when asked to, and goes on with what it has', async () => {
    const controller = new AbortController()
    let came = 0
    const first = await pull(
      {},
      {
        signal: controller.signal,
        onBytes: (count, file) => {
          came += count
          if (file === large) controller.abort()
        },
      },
    )
    expect(first).toBeUndefined()
    await expect(stat(output())).rejects.toThrow('ENOENT')
    let rest = 0
    await pull({}, { onBytes: (count) => (rest += count) })
    await expectWhole()
    expect(came + rest).toBe(Object.values(needed).reduce((sum, { length }) => sum + length, 0))
  })

  it('sends the token to the hub and to nobody else', async () => {
    await hub.close()
    hub = await startHub('owner/model', files, 'hf_secret')
    await expect(pull()).rejects.toThrow('put a token into HF_TOKEN')
    await expect(pull({ token: 'hf_wrong' })).rejects.toThrow('your token gives no access')
    await pull({ token: 'hf_secret' })
    await expectWhole()
    const atStorage = hub.seen.filter(({ host }) => host === 'storage')
    expect(atStorage.length).toBeGreaterThan(0)
    expect(atStorage.filter(({ token }) => token !== undefined)).toEqual([])
  })

  it('is refused in words: no such model, no name, a folder that is taken', async () => {
    await expect(pull({ model: 'owner/other' })).rejects.toThrow('/owner/other: there is no such model')
    await expect(pull({ revision: 'v2' })).rejects.toThrow('no revision "v2"')
    await expect(pull({ model: '../x' })).rejects.toThrow('no name of a model')
    await expect(pull({ folder })).rejects.toThrow('exists already, and was not fetched')
    const endpoint = new URL('http://127.0.0.1:9/')
    await expect(pull({ hub: createHub({ endpoint }) })).rejects.toThrow('nothing listens there')
  })

  it('is left alone where its config.json shows that it is of no use', async () => {
    const check = (): Promise<void> => Promise.reject(new Error('not supported'))
    await expect(pull({ check })).rejects.toThrow('not supported')
    expect(await readdir(folder)).toEqual([])
    expect(hub.seen.filter(({ path }) => path.includes('safetensors'))).toEqual([])
  })

  it('without weights that can be read is refused', async () => {
    for (const [names, what] of [
      [['README.md'], 'no config.json'],
      [['config.json', 'pytorch_model.bin'], 'no weights as safetensors'],
      [['config.json', 'model.gguf'], 'a GGUF conversion'],
    ] as const) {
      const other = await startHub('a/b', Object.fromEntries(names.map((name) => [name, Buffer.from('x')])))
      await expect(pull({ model: 'a/b', hub: createHub({ endpoint: other.endpoint }) })).rejects.toThrow(what)
      await other.close()
    }
  })
})
