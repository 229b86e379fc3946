// Makes the fixtures again and compares, where BEHAVIORBENCH_PYTHON names a Python with python/requirements.lock.
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { fixturePath } from './fixture-files.ts'
import { openSafetensors, readTensor } from './safetensors.ts'

const python = process.env['BEHAVIORBENCH_PYTHON']
const script = fileURLToPath(new URL('../../../../python/make_fixtures.py', import.meta.url))

describe('the fixtures', () => {
  it.skipIf(python === undefined)('are what the script makes', { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fixtures-'))
    try {
      execFileSync(python as string, ['-B', script, folder], { stdio: 'pipe' })
      const files = await filesBelow(fixturePath('.'))
      expect(await filesBelow(folder)).toEqual(files.filter((name) => name !== 'README.md'))
      for (const name of files) {
        if (name.endsWith('.safetensors')) await expectSameTensors(fixturePath(name), join(folder, name))
        else if (name.endsWith('tokenizer.json') || name.endsWith('expected.json'))
          expect(await readFile(join(folder, name), 'utf8')).toBe(await readFile(fixturePath(name), 'utf8'))
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('take less than a megabyte', async () => {
    const files = await filesBelow(fixturePath('.'))
    const sizes = await Promise.all(files.map(async (name) => (await readFile(fixturePath(name))).length))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_000_000)
  })
})

/** Other processors add in another order. */
async function expectSameTensors(path: string, other: string): Promise<void> {
  const [ours, theirs] = await Promise.all([openSafetensors(path), openSafetensors(other)])
  expect([...theirs.tensors.keys()]).toEqual([...ours.tensors.keys()])
  for (const name of ours.tensors.keys()) {
    const [one, two] = await Promise.all([readTensor(ours, name), readTensor(theirs, name)])
    expect(two.shape).toEqual(one.shape)
    const largest = one.data.reduce((most, value, at) => Math.max(most, Math.abs(value - two.data[at]!)), 0)
    expect({ path, name, close: largest < 2e-4 }).toEqual({ path, name, close: true })
  }
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replace(/^\//, ''))
    .sort()
}
