// Folders written here give the fixtures' logits in transformers and PEFT; where BEHAVIORBENCH_PYTHON names a Python
// with python/requirements.lock.
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { addTokens } from './added-tokens.ts'
import { fixtureModels, fixturePath } from './fixture-files.ts'
import { mergedTensors, withRows } from './merged.ts'
import { openModelFolder } from './model-folder.ts'
import { writeModelFolder } from './model-folder-writer.ts'
import { writeOneHotAdapter } from './one-hot-rows.ts'
import { readAdapter, writeAdapter } from './peft-adapter.ts'
import { openSafetensors, readTensor } from './safetensors.ts'
import { readTokenizerFiles } from './tokenizer-files.ts'

const python = process.env['BEHAVIORBENCH_PYTHON']
const script = fileURLToPath(new URL('../../../../python/parity.py', import.meta.url))

interface Job {
  readonly model: string
  readonly adapter?: string
  readonly tokens: readonly (readonly number[])[]
  readonly output: string
  /** Of the fixture: which logits are expected. */
  readonly fixture: string
  readonly kind: string
}

describe('transformers and PEFT', () => {
  it.skipIf(python === undefined)('read what is written here', { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parity-'))
    try {
      const jobs = (await Promise.all(fixtureModels.map((name) => writeJobs(folder, name)))).flat()
      const texts = await writeTokenizerJob(folder)
      await writeFile(join(folder, 'jobs.json'), JSON.stringify([...jobs, texts]))
      execFileSync(python as string, ['-B', script, join(folder, 'jobs.json')], { stdio: 'pipe' })
      const far: unknown[] = []
      for (const { output, fixture, kind } of jobs) {
        const [theirs, expected] = await Promise.all(
          [output, fixturePath(`${fixture}/logits.safetensors`)].map(openSafetensors),
        )
        for (const example of ['0', '1']) {
          const found = await readTensor(theirs!, example)
          const wanted = await readTensor(expected!, `${kind}.${example}`)
          const largest = found.data.reduce(
            (most, value, at) => Math.max(most, Math.abs(value - wanted.data[at]!)),
            0,
          )
          if (!(largest < 2e-5)) far.push({ output, example, largest })
        }
      }
      expect(jobs).toHaveLength(21)
      expect(far).toEqual([])
      expect(JSON.parse(await readFile(texts.output, 'utf8'))).toEqual(texts.expected)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

async function writeJobs(folder: string, fixture: string): Promise<readonly Job[]> {
  const model = fixturePath(`${fixture}/model`)
  const { config, tensors } = await openModelFolder(model)
  const { examples } = JSON.parse(await readFile(fixturePath(`${fixture}/examples.json`), 'utf8')) as {
    examples: readonly { tokens: readonly number[] }[]
  }
  const tokens = examples.map((example) => example.tokens)
  const path = (name: string): string => join(folder, `${fixture}-${name}`)
  const job = (name: string, kind: string, place: { model: string; adapter?: string }): Job => ({
    ...place,
    tokens,
    output: path(`${name}.safetensors`),
    fixture,
    kind,
  })
  const jobs: Job[] = []

  await writeModelFolder(path('base'), { config, tensors, format: 'F32', stop: [1] })
  jobs.push(job('base', 'base', { model: path('base') }))
  for (const kind of ['lora', 'rows']) {
    const adapter = await readAdapter(fixturePath(`${fixture}/${kind}`), config)
    await writeAdapter(path(`${kind}-native`), { adapter, config, base: fixture })
    jobs.push(job(`${kind}-native`, kind, { model, adapter: path(`${kind}-native`) }))
    const merged = mergedTensors(tensors, adapter)
    await writeModelFolder(path(`${kind}-merged`), { config, tensors: merged, format: 'F32', from: model })
    jobs.push(job(`${kind}-merged`, kind, { model: path(`${kind}-merged`) }))
    if (adapter.rows === undefined) continue
    await writeOneHotAdapter(path('one-hot'), { adapter, config, base: fixture }, tensors)
    jobs.push(job('one-hot', kind, { model, adapter: path('one-hot') }))
    const { rows, ...plain } = adapter
    await writeModelFolder(path('patched'), {
      config,
      tensors: withRows(tensors, rows),
      format: 'F32',
      from: model,
    })
    await writeAdapter(path('plain'), { adapter: plain, config, base: fixture })
    jobs.push(job('patched', kind, { model: path('patched'), adapter: path('plain') }))
  }
  return jobs
}

/** A tokenizer with two tokens more. */
async function writeTokenizerJob(
  folder: string,
): Promise<{ model: string; texts: readonly string[]; output: string; expected: readonly number[][] }> {
  const model = join(folder, 'tokenizer')
  const from = fixturePath('tokenizer')
  const { files } = addTokens(from, await readTokenizerFiles(from), ['<reactive>', '<proactive>'], 384)
  await mkdir(model)
  for (const [name, text] of Object.entries(files)) await writeFile(join(model, name), text)
  const { added } = JSON.parse(await readFile(join(from, 'expected.json'), 'utf8')) as {
    added: readonly { text: string; ids: number[] }[]
  }
  return {
    model,
    texts: added.map(({ text }) => text),
    output: join(folder, 'texts.json'),
    expected: added.map(({ ids }) => ids),
  }
}
