// `judge` as its user meets it, against a server of our own: a run with reasons is rated and compared, killed and
// gone on with, and what may not be judged is refused in one line.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostile, writeBenchmark, writeRun } from '../src/reports/fixture.ts'
import { writeWordyRun } from '../src/reports/fixture-judged.ts'
import {
  judgementSchema,
  judgingSchema,
  pairJudgementSchema,
  type Judgement,
  type PairJudgement,
} from '../src/records/judgement.ts'
import { startServer, type TestServer } from '../src/models/test-server.ts'
import { run, start } from './run-command.ts'

let folder: string
let one: string
let other: string
let letters: string
let server: TestServer
let base: string
/** Every request that a judge was sent. */
let asked: string[] = []

interface Sent {
  readonly model: string
  readonly seed?: number
  readonly messages: readonly { readonly content: string }[]
}

function answerTo({ model, seed, messages }: Sent): string {
  const prompt = messages.at(-1)?.content ?? ''
  if (prompt.includes('You rate a reply')) {
    asked.push(`${seed} ${prompt}`)
    const digest = createHash('sha256').update(`${seed} ${prompt}`).digest()
    return String(1 + ((digest[0] ?? 0) % 5))
  }
  if (prompt.includes('You compare two replies')) {
    asked.push(`${seed} ${prompt}`)
    return /<<< REPLY 1 \w+\nI looked at the potassium/.test(prompt) ? '1' : '2'
  }
  throw new Error(`nobody is to be asked this: ${model}`)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-judge-'))
  server = await startServer((_, text, response) => {
    const message = { content: answerTo(JSON.parse(text) as Sent) }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] }))
  })
  base = `${server.address}/v1`
  const benchmark = (await writeBenchmark(join(folder, 'benchmark'), 4, 4)).folder
  one = await writeWordyRun(benchmark, join(benchmark, 'runs', 'one'))
  other = await writeWordyRun(benchmark, join(benchmark, 'runs', 'other'))
  letters = await writeRun(benchmark, join(benchmark, 'runs', 'letters'))
  const path = join(other, 'predictions.jsonl')
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replaceAll('I looked at the potassium', 'Something may be high'),
  )
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

function judge(judged: string, ...flags: string[]): string[] {
  return ['judge', judged, '--model', 'a-judge', '--base-url', base, '--method', 'samples', ...flags]
}

function rows<T>(path: string, schema: { parse(row: unknown): T }): T[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)))
}

describe('judging', () => {
  it('rates each reply by each criterion, with twenty samples, and prints scores', async () => {
    asked = []
    const { status, output, errors } = await run(...judge(one, '--json', '--limit', '8'))
    expect({ status, errors }).toEqual({
      status: 0,
      errors: expect.stringContaining(
        '8 replies by 4 criteria, by the mean of 20 samples: 640 calls',
      ) as string,
    })
    const scores = JSON.parse(output) as { folder: string; byCriterion: Record<string, { judged: number }> }
    expect(Object.keys(scores.byCriterion)).toEqual([
      'utility',
      'safety',
      'clarity',
      'behavioral_appropriateness',
    ])
    expect(scores.folder).toBe(join(one, 'judgements', 'a-judge'))
    expect(asked).toHaveLength(640)
    const judgements: Judgement[] = rows(join(scores.folder, 'judgements.jsonl'), judgementSchema)
    expect(judgements).toHaveLength(32)
    for (const { outcome, parsed, score, outputs } of judgements) {
      expect({ outcome, parsed }).toEqual({ outcome: 'judged', parsed: 20 })
      const mean = outputs.reduce((sum, text) => sum + Number(text), 0) / outputs.length
      expect(score).toBeCloseTo((mean - 1) / 4, 12)
    }
    const header = judgingSchema.parse(JSON.parse(readFileSync(join(scores.folder, 'judge.json'), 'utf8')))
    expect(header).toMatchObject({
      kinship: 'none',
      method: { kind: 'samples', samples: 20 },
      run: { model: `spoken ${hostile}` },
    })
  }, 60_000)

  it('goes on after a kill and after Ctrl-C, to the same bytes, and asks nothing twice', async () => {
    const flags = ['--criteria', 'utility,safety', '--samples', '10', '--limit', '8']
    const whole = join(folder, 'whole')
    expect((await run(...judge(one, ...flags, '-o', whole, '--concurrency', '1'))).status).toBe(0)
    const broken = join(folder, 'broken')
    const journal = join(broken, 'journal.jsonl')
    asked = []
    for (const [signal, bytes] of [
      ['SIGKILL', 200],
      ['SIGINT', 3000],
    ] as const) {
      const { child, ended } = start(...judge(one, ...flags, '-o', broken, '--concurrency', '2'))
      const timer = setInterval(() => {
        if (existsSync(journal) && statSync(journal).size > bytes) child.kill(signal)
      }, 2)
      const { status, errors } = await ended
      clearInterval(timer)
      expect(status).toBe(signal === 'SIGKILL' ? null : 130)
      if (signal === 'SIGINT') expect(errors).toContain('the same command goes on from here')
    }
    expect((await run(...judge(one, ...flags, '-o', broken, '--concurrency', '8'))).status).toBe(0)
    for (const file of ['judge.json', 'judgements.jsonl', 'scores.json']) {
      expect(readFileSync(join(broken, file), 'utf8')).toBe(readFileSync(join(whole, file), 'utf8'))
    }
    // Besides the 160 calls only what was in flight at a stop was asked again.
    expect(asked.length).toBeLessThanOrEqual(164)
    const before = asked.length
    expect((await run(...judge(one, ...flags, '-o', broken))).status).toBe(0)
    expect(asked).toHaveLength(before)
  }, 180_000)

  it('compares two runs in both orders', async () => {
    const flags = ['--criteria', 'clarity', '--samples', '4', '--against', other]
    const { status, output } = await run(...judge(one, ...flags))
    expect(status).toBe(0)
    expect(output).toMatch(/Clarity +1\.00 \(1\.00–1\.00\) +0\.50/)
    const path = join(one, 'judgements', 'a-judge_against_other', 'pairs.jsonl')
    const pairs: PairJudgement[] = rows(path, pairJudgementSchema)
    expect(pairs).toHaveLength(32)
    for (const { preference, consistent } of pairs)
      expect({ preference, consistent }).toEqual({ preference: 1, consistent: true })
  }, 60_000)

  it('takes a criterion of the user', async () => {
    const path = join(folder, 'empathy.md')
    const sections = [
      'Definition\nIs it kind?',
      'Told\n- nothing',
      'Evaluation steps\n1. Read it.',
      'Ratings\n- 1: cold',
    ]
    writeFileSync(path, `# Empathy\n\n${sections.map((text) => `## ${text}`).join('\n\n')}\n`)
    asked = []
    const flags = ['--criteria', path, '--samples', '1', '--limit', '2', '-o', join(folder, 'empathy')]
    expect((await run(...judge(one, ...flags))).status).toBe(0)
    expect(asked).toHaveLength(2)
    expect(asked[0]).toContain('# Criterion: Empathy')
  }, 60_000)
})

describe('what may not be judged is refused in one line', () => {
  it('a judge of itself, unless it is said', async () => {
    const own = ['judge', one, '--model', `spoken ${hostile}`, '--base-url', base, '--method', 'samples']
    const refused = await run(...own)
    expect(refused.status).toBe(2)
    expect(refused.errors).toContain('is the model that it would judge')
    expect(refused.errors).toContain('--judge-itself')
    const flags = ['--judge-itself', '--criteria', 'clarity', '--limit', '1', '--samples', '1']
    expect((await run(...own, ...flags, '-o', join(folder, 'itself'))).status).toBe(0)
    const header = JSON.parse(readFileSync(join(folder, 'itself', 'judge.json'), 'utf8')) as {
      kinship: string
    }
    expect(header.kinship).toBe('same_model')
  }, 60_000)

  it('letters, and a folder that holds another judging', async () => {
    const cases: [string[], RegExp][] = [
      [judge(letters), /has no reply with words of its own: a letter/],
      [
        judge(one, '--limit', '8', '--criteria', 'utility'),
        /holds another judging: criteria differ\. Choose another/,
      ],
    ]
    for (const [parameters, message] of cases) {
      const { status, errors } = await run(...parameters)
      expect(errors).toMatch(message)
      expect(errors).not.toContain('    at ')
      expect(status).toBe(1)
    }
  }, 60_000)
})
