// Gradients on WebGPU are those of the CPU; computed in software, where BEHAVIORBENCH_SWIFTSHADER names a folder with
// that driver and a loader of Vulkan (Debian's chromium-common has both). It takes a minute, most of it for shaders.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const folder = process.env['BEHAVIORBENCH_SWIFTSHADER'] ?? ''
const driver = join(folder, 'vk_swiftshader_icd.json')
const script = join(import.meta.dirname, 'gradients-of-provider.ts')

async function gradients(provider: string, architecture: string): Promise<Record<string, number[]>> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', script, provider, architecture],
    { env: { ...process.env, LD_LIBRARY_PATH: folder, VK_ICD_FILENAMES: driver }, maxBuffer: 2 ** 26 },
  )
  return JSON.parse(stdout) as Record<string, number[]>
}

describe('on WebGPU', () => {
  it.skipIf(folder === '')('losses and gradients are those of the CPU', { timeout: 300_000 }, async () => {
    const expected = await gradients('cpu', 'qwen3')
    const found = await gradients('webgpu', 'qwen3')
    const far = Object.entries(expected).flatMap(([name, numbers]) => {
      const largest = Math.max(...numbers.map(Math.abs))
      const apart = Math.max(...numbers.map((number, at) => Math.abs(number - (found[name]?.[at] as number))))
      return largest > 0 && apart < 1e-4 * largest ? [] : [{ name, apart, largest }]
    })
    expect(far).toEqual([])
  })
})
