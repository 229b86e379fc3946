// `train` as its user runs it: killed and run again it ends in the same bytes; what it is given wrongly it refuses in a
// line, and leaves nothing half-written.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeTrainingBenchmark } from '../src/training/fixture.ts'
import { tinyRecipe, writeTinyBase } from '../src/training/fixture-base.ts'
import { run, start } from './run-command.ts'

const home = mkdtempSync(join(tmpdir(), 'behaviorbench-train-'))
const bench = join(home, 'bench')
const base = join(home, 'base')
const recipe = join(home, 'recipe.json')
beforeAll(async () => {
  ;(await writeTrainingBenchmark(bench)).close()
  await writeTinyBase(base)
  writeFileSync(
    recipe,
    JSON.stringify({
      ...tinyRecipe,
      epochs: 1,
      batch: 1,
      length: 1000,
      validationTasks: 10,
      validateEvery: 10,
    }),
  )
}, 120_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

const flags = ['--base', base, '--recipe', recipe, '--examples', '60', '--precision', 'float32']
const train = (output: string, ...more: string[]) =>
  run('train', bench, ...flags, '-o', join(home, output), ...more)

describe('behaviorbench train', () => {
  it('ends in the same bytes when it is killed on the way, and its curves are drawn', async () => {
    const straight = await train('straight', '--json')
    expect(straight.errors).not.toContain('behaviorbench:')
    expect(straight.status).toBe(0)
    expect(JSON.parse(straight.output)).toMatchObject({ kind: 'finished' })
    const steps = join(home, 'killed', 'steps.jsonl')
    const { child, ended } = start('train', bench, ...flags, '-o', join(home, 'killed'))
    const written = (): number => (existsSync(steps) ? readFileSync(steps, 'utf8').split('\n').length - 1 : 0)
    while (written() < 3 && child.exitCode === null) await sleep(20)
    child.kill('SIGKILL')
    await ended
    expect(existsSync(join(home, 'killed', 'adapter'))).toBe(false)
    const again = await train('killed')
    expect(again.errors).toContain('going on behind step')
    expect(again.status).toBe(0)
    for (const name of readdirSync(join(home, 'straight', 'adapter'))) {
      const [one, other] = ['straight', 'killed'].map((folder) =>
        readFileSync(join(home, folder, 'adapter', name)),
      )
      expect(one?.equals(other as Buffer)).toBe(true)
    }
    for (const name of ['curves.json', 'recipe.json', 'examples.jsonl']) {
      expect(readFileSync(join(home, 'killed', name), 'utf8')).toBe(
        readFileSync(join(home, 'straight', name), 'utf8'),
      )
    }
  }, 300_000)

  it('shows an example, its mask and what it will take, and trains nothing; the folder is then of that training', async () => {
    const { status, output } = await train('looked-at', '--doctor')
    expect(status).toBe(0)
    for (const part of [/not trained, \d+ tokens/, /trained, weight 1, 1 token\n<(?:re|pro)active>/]) {
      expect(output).toMatch(part)
    }
    expect(output).toMatch(/end of a reply: trained in (\d+) of \1 targets/)
    expect(output).toMatch(/added tokens: 2; the nearest two rows are \d/)
    expect(output).toMatch(/memory: about .* GB/)
    expect(output).toMatch(/time: about .* tokens\/s/)
    expect(output).toContain('Nothing stands against training.')
    expect(existsSync(join(home, 'looked-at', 'steps.jsonl'))).toBe(false)
    const other = await train('looked-at', '--seed', '2')
    expect(other.status).toBe(1)
    expect(other.errors).toMatch(/holds another training: seed differ/)
  }, 120_000)

  it('refuses what cannot be trained in one line', async () => {
    const broken = join(home, 'broken')
    await cp(base, broken, { recursive: true })
    truncateSync(join(broken, 'model.safetensors'), 1000)
    const output = join(home, 'refused')
    const refused = (folder: string, ...more: string[]) =>
      run('train', bench, '--base', folder, '-o', output, ...more)
    const cases = await Promise.all([
      refused(join(home, 'nowhere')),
      refused(broken),
      refused(base, '--method', 'general', '--mark', 'text'),
      refused(base, '--length', '50'),
    ])
    const expected = [
      [1, /no such folder/],
      [1, /safetensors/],
      [2, /--mark text belongs to --method behavior/],
      [1, /gives no example of at most 50 tokens for training/],
    ] as const
    for (const [place, [status, words]] of expected.entries()) {
      expect(cases[place]?.errors).toMatch(words)
      expect(cases[place]?.errors.trim().split('\n')).toHaveLength(1)
      expect(cases[place]?.status).toBe(status)
    }
    expect(existsSync(join(output, 'recipe.json'))).toBe(false)
  }, 120_000)
})
