// An embedded model evaluated and its rules of when to speak fitted, as one does it at the terminal.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { benchmarkFiles } from '../src/benchmark/folder.ts'
import { openBenchmark } from '../src/benchmark/open-benchmark.ts'
import { writeJsonl } from '../src/kit/jsonl.ts'
import { writeTinyModel } from '../src/models/fixture-embedded.ts'
import { decisionSchema, type Decision } from '../src/records/decision.ts'
import { predictionSchema } from '../src/records/prediction.ts'
import { writeBenchmark } from '../src/reports/fixture.ts'
import { run } from './run-command.ts'

let home: string
let benchmark: string
let model: string
const asked = ['--regime', 'behavior-token', '--likelihood', '--states']

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'behaviorbench-decide-'))
  benchmark = join(home, 'benchmark')
  await writeBenchmark(benchmark, 8, 2)
  const opened = await openBenchmark(benchmark)
  const { tasks } = opened
  opened.close()
  const half = new Set([...new Set(tasks.map(({ group }) => group))].slice(0, 4))
  await writeJsonl(
    join(benchmark, benchmarkFiles.splits),
    tasks.map(({ id, caseId, group }) => ({
      taskId: id,
      caseId,
      split: half.has(group) ? 'validation' : 'test',
    })),
  )
  model = `engine:${await writeTinyModel(join(home, 'tiny'))}`
}, 60_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('decide', () => {
  it('fits rules on one run of an embedded model and judges them on another', async () => {
    for (const split of ['validation', 'test']) {
      const done = await run(
        'eval',
        benchmark,
        '--model',
        model,
        ...asked,
        '--split',
        split,
        '-o',
        join(home, split),
      )
      expect(done).toMatchObject({ status: 0 })
    }
    const lines = readFileSync(join(home, 'test', 'predictions.jsonl'), 'utf8')
      .trim()
      .split('\n')
    const predictions = lines.map((line) => predictionSchema.parse(JSON.parse(line)))
    expect(predictions).toHaveLength(8)
    for (const { outcome, proactiveLogOdds } of predictions) {
      expect([outcome, typeof proactiveLogOdds]).toEqual(['answered', 'number'])
    }
    const again = ['decide', benchmark, join(home, 'test'), '--validation', join(home, 'validation')]
    const decided = await run(...again, '--costs', '4:1', '--bound', '0.3', '--json')
    expect(decided).toMatchObject({ status: 0 })
    const { folder, ...found } = JSON.parse(decided.output) as Decision & { folder: string }
    expect(folder).toBe(join(home, 'test'))
    const decision = decisionSchema.parse(found)
    expect(decision.costs).toEqual({ missedAlert: 4, falseAlert: 1 })
    expect(decision.scores.map(({ name }) => name)).toEqual(['token', 'probe'])
    const forced = ['--force-token', 'decided', '--decision', join(home, 'test'), '--method', 'bound']
    const routed = await run(
      'eval',
      benchmark,
      '--model',
      model,
      ...asked.slice(0, 3),
      ...forced,
      '--split',
      'test',
      '-o',
      join(home, 'routed'),
    )
    expect(routed).toMatchObject({ status: 0 })
    expect(readFileSync(join(home, 'routed', 'run.json'), 'utf8')).toContain('"method": "bound"')
  }, 300_000)

  it('refuses to judge rules on the cases that they were fitted on, in a line', async () => {
    const same = await run('decide', benchmark, join(home, 'test'), '--validation', join(home, 'test'))
    expect(same.status).toBe(1)
    expect(same.errors).toMatch(/4 cases or groups that .* has too/)
  }, 120_000)
})
