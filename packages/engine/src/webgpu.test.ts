// What WebGPU computes is what the CPU computes: gradients and answers. In software, by the driver that Debian's
// chromium-common brings with a loader of Vulkan; BEHAVIORBENCH_SWIFTSHADER names another folder with both. Skipped
// where there is none. Most of the time goes into making shaders.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const folder = process.env['BEHAVIORBENCH_SWIFTSHADER'] ?? '/usr/lib/chromium'
const driver = join(folder, 'vk_swiftshader_icd.json')

async function printed(script: string, provider: string): Promise<Record<string, number[]>> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, script), provider, 'qwen3'],
    { env: { ...process.env, LD_LIBRARY_PATH: folder, VK_ICD_FILENAMES: driver }, maxBuffer: 2 ** 26 },
  )
  return JSON.parse(stdout) as Record<string, number[]>
}

/** Names of arrays that are further apart than `share` of their largest number. */
async function differing(script: string, share: number): Promise<unknown[]> {
  const [expected, found] = [await printed(script, 'cpu'), await printed(script, 'webgpu')]
  return Object.entries(expected).flatMap(([name, numbers]) => {
    const largest = Math.max(...numbers.map(Math.abs))
    const apart = Math.max(...numbers.map((number, at) => Math.abs(number - (found[name]?.[at] as number))))
    return largest > 0 && apart < share * largest ? [] : [{ name, apart, largest }]
  })
}

describe.skipIf(!existsSync(driver))('on WebGPU', { timeout: 300_000 }, () => {
  it('losses and gradients are those of the CPU', async () => {
    expect(await differing('training/gradients-of-provider.ts', 1e-4)).toEqual([])
  })

  it('answers are those of the CPU, written ones to the token', async () => {
    expect(await differing('generation/answers-of-provider.ts', 1e-4)).toEqual([])
  })
})
