// Models on this machine, as their user fetches and looks at them.
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHub, type TestHub } from '../src/models/hub/test-hub.ts'
import { root, run, start } from './run-command.ts'

let hub: TestHub
let folder: string
beforeAll(async () => {
  const fixture = async (name: string): Promise<Buffer> =>
    readFile(join(root, 'packages', 'engine', 'fixtures', name))
  hub = await startHub('owner/tiny', {
    'config.json': await fixture('llama/model/config.json'),
    'model.safetensors': await fixture('llama/model/model.safetensors'),
    'tokenizer.json': await fixture('tokenizer/tokenizer.json'),
    'tokenizer_config.json': await fixture('tokenizer/tokenizer_config.json'),
    'chat_template.jinja': await fixture('tokenizer/chat_template.jinja'),
  })
  folder = await mkdtemp(join(tmpdir(), 'model-command-'))
})
afterAll(async () => {
  await hub.close()
  await rm(folder, { recursive: true })
})

describe('behaviorbench model', () => {
  it('pulls a model, goes on after Ctrl-C, and shows what it is', async () => {
    const output = join(folder, 'tiny')
    const pull = ['model', 'pull', 'owner/tiny', '--endpoint', hub.endpoint.href, '-o', output]
    // The connection is never ended: only Ctrl-C ends it.
    hub.faults.set('model.safetensors', [{ dropAfter: 50_000 }])
    const first = start(...pull)
    await hub.holding('model.safetensors')
    first.child.kill('SIGINT')
    const stopped = await first.ended
    expect(stopped.status).toBe(130)
    expect(stopped.errors).toContain('the same command goes on from here')
    expect(await readdir(folder)).toEqual(['tiny.part'])

    // A token for Hugging Face is not for this hub.
    process.env['HF_TOKEN'] = 'hf_secret'
    const pulled = await run(...pull)
    delete process.env['HF_TOKEN']
    expect(pulled.errors).toContain('HF_TOKEN is not sent to 127.0.0.1')
    expect(hub.seen.filter(({ token }) => token !== undefined)).toEqual([])
    expect(pulled.errors).toContain('MB to fetch')
    expect(pulled.output).toContain('fetched 5 files of owner/tiny')
    expect(pulled.status).toBe(0)
    expect(await readdir(folder)).toEqual(['tiny'])

    const shown = await run('model', 'show', output)
    expect(shown.output).toMatch(/^architecture +llama$/m)
    expect(shown.output).toMatch(/^room for more tokens +none: the tokenizer has more tokens/m)
    expect(shown.output).toMatch(/^stops at +<\|im_end\|>$/m)
    expect(shown.status).toBe(0)
  })
})
