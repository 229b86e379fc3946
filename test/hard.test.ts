// The Hard subset from end to end: trivial solvers as the models through the command line, and models whose errors
// are known, so that what must be in the subset is known as well.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decisionColumns } from '../src/benchmark/hard/decisions.ts'
import { openBenchmark, type OpenBenchmark } from '../src/benchmark/open-benchmark.ts'
import type { Answerer } from '../src/evaluation/answerer.ts'
import {
  mineHard,
  type DoubtfulTask,
  type MineControls,
  type MineInput,
} from '../src/evaluation/hard/mine.ts'
import { evaluate } from '../src/evaluation/run.ts'
import { solverAnswerer } from '../src/evaluation/solver-answerer.ts'
import { sha256 } from '../src/kit/hash.ts'
import type { Hard, HardSettings, MinedRow } from '../src/records/hard.ts'
import type { Letter, Task } from '../src/records/task.ts'
import { categoryOf } from '../src/taxonomy/task-types.ts'
import { writeReview } from '../src/reports/hard-review/write.ts'
import { solvers } from '../src/verification/shortcuts/index.ts'
import { folderBytes } from './folder-bytes.ts'

const root = resolve(import.meta.dirname, '..')
const command = join(root, 'bin', 'behaviorbench.js')

let home: string
let bench: string
let benchmark: OpenBenchmark

function run(...parameters: string[]): { status: number | null; output: string; errors: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...parameters], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { status, output: stdout, errors: stderr }
}

/** Wrong on the tasks that `fails` says, with a letter that the model's name and the seed choose. */
function flawed(
  name: string,
  fails: (task: Task, seed: number) => boolean | 'alike' | 'call failed' | 'unreadable',
): Answerer {
  return {
    id: name,
    endpoint: 'test',
    asks: { regime: 'zero-shot', promptHash: 'hash' },
    parameters: {},
    reply: (task, _, { seed, repeat }) => {
      const how = fails(task, seed + repeat)
      if (how === 'call failed')
        return Promise.resolve({ answer: null, outcome: 'failed', output: '', failure: '503' })
      if (how === 'unreadable') return Promise.resolve({ answer: null, outcome: 'unparseable', output: '?' })
      const others = task.options.map(({ letter }) => letter).filter((letter) => letter !== task.gold)
      const place = how === 'alike' ? 0 : Number.parseInt(sha256(name + seed + task.id).slice(0, 6), 16)
      const answer = how === false ? task.gold : (others[place % others.length] as Letter)
      return Promise.resolve({ answer, outcome: 'answered', output: answer })
    },
  }
}

async function runOf(answerer: Answerer, seed: number, repeats: number, name: string): Promise<string> {
  const folder = join(home, 'runs', name)
  if (existsSync(folder)) return folder
  const plan = { split: 'all', tasks: benchmark.tasks, seed, repeats }
  await evaluate(benchmark, answerer, plan, folder, { concurrency: 4 })
  return folder
}

const plain: HardSettings = {
  failedSeeds: 'majority',
  failingModels: 2,
  triples: 'members',
  doubtful: 'keep',
  balance: null,
  seed: 1,
}

function mine(
  runs: readonly string[],
  output: string,
  changed: Partial<HardSettings> = {},
  input: Partial<MineInput> = {},
  controls: Partial<MineControls> = {},
) {
  return mineHard(
    {
      benchmark: bench,
      runs,
      heldOut: [],
      reviewed: [],
      output: join(home, output),
      name: 'hard',
      settings: { ...plain, ...changed },
      mixedPrompts: false,
      carryRuns: false,
      list: 'doubtful',
      writeList: async (tasks: readonly DoubtfulTask[]) =>
        void (await writeReview(input.benchmark ?? bench, 'hard', tasks, join(home, output, 'review'))),
      ...input,
    },
    { concurrency: 1, ...controls },
  )
}

function idsIn(folder: string): Set<string> {
  const lines = readFileSync(join(home, folder, 'tasks.jsonl'), 'utf8')
    .trim()
    .split('\n')
  return new Set(lines.map((line) => (JSON.parse(line) as Task).id))
}

/** One of so many parts of the tasks, by their ids. */
const part = (task: Pick<Task, 'id'>, of: number): number =>
  Number.parseInt(sha256(task.id).slice(0, 6), 16) % of

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'behaviorbench-hard-'))
  bench = join(home, 'bench')
  const cases = join(home, 'cases.jsonl')
  expect(run('import', join(root, 'cases'), '-o', cases).status).toBe(0)
  const waivers = ['fact_retrieval', 'ddx_reasoning', 'treatment_decision', 'timeline_sequence']
  expect(run('build', cases, '-o', bench, '--tasks', '160', '--waive', ...waivers).status).toBe(0)
  benchmark = await openBenchmark(bench)
}, 600_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('through the command line, with trivial solvers as models', () => {
  it('mines a benchmark that other commands take', async () => {
    const solve = (name: string, seed: number, repeats: number): Promise<string> => {
      const solver = solvers.find((one) => one.name === name)
      if (solver === undefined) throw new Error(`no solver ${name}`)
      return runOf(solverAnswerer(solver, benchmark, seed), seed, repeats, `${name}-${seed}`)
    }
    // Seeds as runs, as repeats, and mixed.
    const runs = [
      await solve('random', 1, 1),
      await solve('random', 2, 1),
      await solve('random', 3, 1),
      await solve('longest-option', 1, 3),
      await solve('shortest-option', 1, 2),
      await solve('shortest-option', 2, 1),
    ]
    const heldOut = await solve('lexical-overlap', 1, 1)
    const output = join(home, 'by-solvers')
    const flags = ['--held-out', heldOut, '--doubtful', 'keep', '--concurrency', '1', '--json', '-o', output]
    const { status, output: printed, errors } = run('hard', bench, ...runs, ...flags)
    expect(errors).not.toContain('behaviorbench:')
    expect(status).toBe(0)
    const { tasks, hard } = JSON.parse(printed) as { readonly tasks: number; readonly hard: Hard }
    expect(hard.models.map(({ model, seeds }) => [model, seeds.length])).toEqual([
      ['solver:longest-option', 3],
      ['solver:random', 3],
      ['solver:shortest-option', 3],
    ])
    expect(hard.counts.asked).toBe(benchmark.tasks.length)
    expect(hard.counts.kept).toBe(tasks)
    for (const { wished, kept } of hard.balance)
      expect(Math.abs(kept - tasks * (wished ?? 0))).toBeLessThan(1)
    const kinds = hard.drop.map(({ kind }) => kind)
    expect(kinds.slice(0, 3)).toEqual(['mined', 'mined', 'mined'])
    expect(kinds.at(-1)).toBe('held out')

    const again = run('eval', output, '--model', 'solver:random', '--split', 'all', '-o', join(home, 'again'))
    expect(again.status).toBe(0)
    const own = [join(output, 'runs', 'solver_random_seed_1'), join(output, 'runs', 'solver_random_seed_2')]
    expect(run('report', output, ...own, join(home, 'again'), '-o', join(home, 'report')).status).toBe(0)
    const report = readFileSync(join(home, 'report', 'report.md'), 'utf8')
    expect(report).toContain('### How the Hard subset was mined')
    expect(report).toMatch(/\*\*Models that had no part in the choice\*\*.*\n\| solver:lexical-overlap/)
    // Seed 1 again is the same asking, not a third seed.
    expect(report).toMatch(/\| solver:random \| none \| 1, 2 \|/)
    expect(readFileSync(join(output, 'README.md'), 'utf8')).toContain('>2 models failed')

    const nothing = run('hard', bench, ...runs, ...flags)
    expect(nothing.status).toBe(0)
    expect(JSON.parse(nothing.output)).toMatchObject({ already: true, tasks })
    await expect(mine(runs, 'by-solvers')).rejects.toThrow(/already holds a benchmark made from other runs/)
  }, 600_000)
})

describe('with models whose errors are known', () => {
  const [first, second, third] = [
    flawed('first', (task) => part(task, 4) === 0 || part(task, 4) === 1),
    flawed('second', (task, seed) => part(task, 4) === 0 || (part(task, 4) === 2 && seed !== 3)),
    flawed('third', (task, seed) => part(task, 4) === 2 || (part(task, 4) === 3 && seed === 1)),
  ] as const
  let runs: string[]
  beforeAll(async () => {
    runs = [
      await runOf(first, 1, 3, 'first'),
      await runOf(second, 1, 1, 'second-1'),
      await runOf(second, 2, 2, 'second-2'),
      ...(await Promise.all([1, 2, 3].map((seed) => runOf(third, seed, 1, `third-${seed}`)))),
    ]
  }, 600_000)

  it('has exactly the tasks that two of three fail in most of their seeds', async () => {
    const mined = await mine(runs, 'exact')
    const wished = benchmark.tasks.filter((task) => [0, 2].includes(part(task, 4))).map(({ id }) => id)
    expect(idsIn('exact')).toEqual(new Set(wished))
    expect(mined?.hard.counts.companions).toBe(0)
    expect(mined?.hard.models.map(({ alike }) => alike)).toEqual([true, false, false])
    // The third alone is left without a vote where both others must fail: part 0.
    const drop = mined?.hard.drop.find(({ kind, model }) => kind === 'without its vote' && model === 'third')
    expect(drop?.hard.accuracy).toBe(1)
    expect(drop?.accuracyDrop.value ?? 0).toBeGreaterThan(0)
  }, 600_000)

  it('has the same bytes for runs in any order', async () => {
    const changed: Partial<HardSettings> = {
      triples: 'whole',
      balance: { by: 'category', weights: { proactive: 1, reactive: 1 } },
    }
    await mine(runs, 'forth', changed, { carryRuns: true })
    await mine(runs.toReversed(), 'back', changed, { carryRuns: true })
    const bytes = folderBytes(join(home, 'forth'))
    expect(Object.keys(bytes)).toContain(join('runs', 'first_seed_1', 'scores.json'))
    expect(folderBytes(join(home, 'back'))).toEqual(bytes)
    const kept = [...idsIn('forth')].map((id) => benchmark.task(id))
    const proactive = kept.filter(({ type }) => categoryOf(type) === 'proactive').length
    expect(Math.abs(proactive - kept.length / 2)).toBeLessThan(1)
    // Triples are whole: each planted triple that is in has its three members.
    const members = new Map<string, number>()
    for (const { type, challenge } of kept)
      if (challenge?.origin === 'planted')
        members.set(`${type} ${challenge.triple}`, (members.get(`${type} ${challenge.triple}`) ?? 0) + 1)
    expect([...members.values()].filter((count) => count !== 3)).toEqual([])
  }, 600_000)

  it('goes on where it was stopped, to the same bytes', async () => {
    const controller = new AbortController()
    const stopped = await mine(
      runs,
      'stopped',
      {},
      {},
      {
        signal: controller.signal,
        onProgress: (stage, done) => {
          if (stage.startsWith('second check') && done === 2) controller.abort()
        },
      },
    )
    expect(stopped).toBeUndefined()
    expect(existsSync(join(home, 'stopped', 'benchmark.json'))).toBe(false)
    const checked = readFileSync(join(home, 'stopped', '.work', 'rechecked.jsonl'), 'utf8')
      .trim()
      .split('\n')
    expect(checked.length).toBeGreaterThanOrEqual(2)
    await mine(runs, 'stopped')
    await mine(runs, 'unstopped')
    expect(folderBytes(join(home, 'stopped'))).toEqual(folderBytes(join(home, 'unstopped')))
  }, 600_000)

  it('takes no failed call for a wrong answer', async () => {
    const broken = flawed('broken', (task) =>
      part(task, 4) === 0 ? 'call failed' : part(task, 4) === 2 && 'unreadable',
    )
    const folder = await runOf(broken, 1, 3, 'broken')
    const mined = await mine([runs[0] as string, folder], 'calls', { failingModels: 1 })
    const sizes = [0, 1, 2].map((wished) => benchmark.tasks.filter((task) => part(task, 4) === wished).length)
    expect(mined?.hard.models.find(({ model }) => model === 'broken')).toMatchObject({
      undecided: sizes[0],
      failed: sizes[2],
      failedCalls: 3 * (sizes[0] ?? 0),
    })
    const both = await mine([runs[0] as string, folder], 'both').catch((error: Error) => error.message)
    expect(both).toMatch(/has no Hard task/)
  }, 600_000)

  it('refuses runs that say something else', async () => {
    const other = { ...flawed('other', () => true), asks: { regime: 'cot', promptHash: 'other' } }
    const cot = await runOf(other, 1, 1, 'cot')
    const [one = '', two = ''] = runs
    await expect(mine([one, cot], 'no')).rejects.toThrow(/were asked with different prompts/)
    const changed = await runOf({ ...first, parameters: { temperature: 1 } }, 9, 1, 'warm')
    await expect(mine([one, two, changed], 'no')).rejects.toThrow(/differ in parameters of sampling/)
    await expect(mine([one, two, two], 'no')).rejects.toThrow(/with seed 1: the same asking counts once/)
    const overlapping = await runOf(first, 3, 1, 'overlapping')
    await expect(mine([one, two, overlapping], 'no')).rejects.toThrow(/with seed 3: the same asking/)
    const cut = join(home, 'runs', 'cut')
    cpSync(two, cut, { recursive: true })
    const predictions = readFileSync(join(cut, 'predictions.jsonl'), 'utf8').split('\n')
    writeFileSync(join(cut, 'predictions.jsonl'), predictions.slice(3).join('\n'))
    await expect(mine([one, cut], 'no')).rejects.toThrow(/answers, but its run.json speaks of/)
    expect(existsSync(join(home, 'no'))).toBe(false)
  }, 600_000)
})

describe('items that fail because they are wrong', () => {
  it('are refused by the second check where the key was changed', async () => {
    const damaged = join(home, 'damaged')
    cpSync(bench, damaged, { recursive: true })
    const path = join(damaged, 'tasks.jsonl')
    const lines = readFileSync(path, 'utf8').trim().split('\n')
    const place = lines.findIndex((line) => (JSON.parse(line) as Task).type === 'fact_retrieval')
    const task = JSON.parse(lines[place] as string) as Task
    const wrong = task.options.find(({ letter }) => letter !== task.gold)?.letter as Letter
    lines[place] = JSON.stringify({ ...task, gold: wrong })
    writeFileSync(path, `${lines.join('\n')}\n`)
    const rules = (own: Task): boolean => own.id === task.id || part(own, 8) === 0
    const runs = [
      await runOf(
        flawed('a', (own) => rules(own) && own.id !== task.id),
        1,
        1,
        'a',
      ),
      await runOf(
        flawed('b', (own) => rules(own) && own.id !== task.id),
        1,
        1,
        'b',
      ),
    ]
    const mined = await mine(runs, 'mended', {}, { benchmark: damaged })
    expect(mined?.hard.counts.refuted).toBe(1)
    expect(idsIn('mended').has(task.id)).toBe(false)
    const rejected = readFileSync(join(home, 'mended', 'rejected.jsonl'), 'utf8')
    expect(rejected).toContain(task.id)
    expect(rejected).toContain('second check')
  }, 600_000)

  it('are held back where everyone agrees on another letter, until physicians decide', async () => {
    const doubtful = (task: Task) => (part(task, 8) === 0 ? 'alike' : part(task, 8) === 1)
    const runs = [
      await runOf(flawed('c', doubtful), 1, 1, 'c'),
      await runOf(flawed('d', doubtful), 1, 1, 'd'),
    ]
    const mined = await mine(runs, 'held', { doubtful: 'hold' })
    const inDoubt = benchmark.tasks.filter((task) => part(task, 8) === 0).map(({ id }) => id)
    expect(mined?.hard.counts.held).toBeGreaterThanOrEqual(inDoubt.length)
    for (const id of inDoubt) expect(idsIn('held').has(id)).toBe(false)
    const rows = readFileSync(join(home, 'held', 'mined.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as MinedRow)
    expect(rows.filter(({ agreedOn }) => agreedOn !== undefined).length).toBe(mined?.hard.counts.doubtful)

    // The list names them and shows each, with key and answers folded away.
    const csv = join(home, 'held', 'review', 'review.csv')
    const [head, ...listed] = readFileSync(csv, 'utf8').trim().split('\n')
    expect(head).toBe(decisionColumns.join(','))
    expect(listed.length).toBe(mined?.listed)
    const page = readFileSync(join(home, 'held', 'review', 'review-1.html'), 'utf8')
    const [one = '', two = ''] = listed.map((line) => line.split(',')[0])
    expect(page).toContain(`id="${one}"`)
    expect(page.indexOf('The key is')).toBeGreaterThan(page.indexOf('<details class="task">'))
    expect(page).not.toContain('<details open')

    const filled = listed.map((line, index) =>
      index === 0
        ? line.replace(/,,,,$/, ',,keep,Dr A,')
        : index === 1
          ? line.replace(/,,,,$/, ',,drop,Dr A,no')
          : line,
    )
    const reviewed = join(home, 'reviewed.csv')
    writeFileSync(reviewed, `${[head, ...filled].join('\n')}\n`)
    const after = await mine(runs, 'decided', { doubtful: 'hold' }, { reviewed: [reviewed] })
    expect(idsIn('decided').has(one)).toBe(true)
    expect(idsIn('decided').has(two)).toBe(false)
    expect(after?.hard.counts).toMatchObject({ confirmed: 1, dropped: 1 })
    expect(after?.open).toBe(listed.length - 2)
    expect(after?.listed).toBe(listed.length - 2)
    // Whoever takes them all the same has them listed as well.
    await mine(runs, 'all-the-same', { doubtful: 'keep' })
    expect(idsIn('all-the-same').has(two)).toBe(true)
  }, 600_000)
})
