// The exports in the tools themselves, where this machine has them: set the variables below to their programs
// (docs/exports.md says how to install them apart). Each tool asks the same mock model, and what it counts, and
// what we make of its log, must be what we count ourselves.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeExportFixture } from './fixture.ts'

const variables = {
  'lm-eval': 'BEHAVIORBENCH_LM_EVAL',
  inspect: 'BEHAVIORBENCH_INSPECT',
  promptfoo: 'BEHAVIORBENCH_PROMPTFOO',
  python: 'BEHAVIORBENCH_PYTHON',
} as const
const bench = resolve(import.meta.dirname, '../../../bench/export-parity.ts')
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-tools-'))
  await writeExportFixture(join(folder, 'bench'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function parity(tool: keyof typeof variables): string {
  const parameters = [
    '--import',
    'tsx',
    bench,
    join(folder, 'bench'),
    `--${tool}`,
    process.env[variables[tool]] ?? '',
  ]
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return stdout
}

describe.each(['lm-eval', 'inspect', 'promptfoo'] as const)('%s', (tool) => {
  const there = process.env[variables[tool]] !== undefined
  it.skipIf(!there)(
    `counts what we count (skipped unless ${variables[tool]} names it)`,
    { timeout: 600_000 },
    () => {
      const rows = parity(tool)
        .split('\n')
        .map((line) => line.split('|').map((cell) => cell.trim()))
      const row = (name: string, replies: string): string[] =>
        rows.find(([, first, second]) => first === name && second === replies) ?? []
      for (const replies of ['plain', 'varied']) {
        expect(row(tool, replies)[4]).toBe(row('behaviorbench eval', replies)[3])
      }
      expect(row(tool, 'plain')[3]).toBe(row('behaviorbench eval', 'plain')[3])
    },
  )
})

describe('the Hugging Face folder', () => {
  const there = process.env[variables.python] !== undefined
  it.skipIf(!there)(
    `is read by datasets, pyarrow and mlcroissant (skipped unless ${variables.python} names a Python that has them)`,
    { timeout: 600_000 },
    () => {
      const found = new Map(
        parity('python')
          .split('\n')
          .filter((line) => /^(datasets|pyarrow|mlcroissant): /.test(line))
          .map((line) => {
            const at = line.indexOf(': ')
            return [line.slice(0, at), JSON.parse(line.slice(at + 2)) as Record<string, unknown>] as const
          }),
      )
      expect(found.get('datasets')).toMatchObject({
        tasks: { train: 8, validation: 4, test: 12 },
        images: { train: 2, validation: 1, test: 3 },
        gold_is_offered: true,
        ids: 24,
      })
      expect(found.get('pyarrow')).toMatchObject({ rows: 24 })
      expect(found.get('mlcroissant')).toMatchObject({ errors: [], ids: 24, pictures: 6 })
    },
  )
})
