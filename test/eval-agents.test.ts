// Agents and votes as their user meets them, against a server of our own: runs, their report, what may not go
// together, and what is refused.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerTo, askedOf, type Answers } from '../src/evaluation/agents/fixture-clinic.ts'
import type { GenerateRequest } from '../src/models/model.ts'
import { startServer, type TestServer } from '../src/models/test-server.ts'
import { predictionSchema, type Prediction } from '../src/records/prediction.ts'
import { runSchema, type Run } from '../src/records/run.ts'
import { runScoresSchema, type RunScores } from '../src/records/score.ts'
import { root, run, start } from './run-command.ts'

const waivers = ['--waive', 'fact_retrieval', 'ddx_reasoning', 'treatment_decision', 'timeline_sequence']

let folder: string
let benchmark: string
let server: TestServer
let base: string
let calls: number

/** Every third prompt is complex, by its length; a plain prompt is answered by the seed of the call. */
const answers: Answers = {
  complexity: ({ text }) => `Complexity: ${['low', 'moderate', 'high'][text.length % 3]}`,
  'first-opinion': ({ expert }) => `Opinion of ${expert}.\nAnswer: ${'AB'[expert % 2]}`,
  participation: ({ expert }) => (expert === 1 ? 'Talk to: 2' : 'Talk to: nobody'),
}

function reply(request: GenerateRequest): string {
  const prompt = request.messages[0]?.content ?? ''
  if (prompt.startsWith('You are a medical assistant who takes part'))
    return `Answer: ${'ABC'[request.seed % 3]}`
  const said = answerTo(askedOf(request), answers)
  return typeof said === 'string' ? said : said.text
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-eval-agents-'))
  benchmark = join(folder, 'benchmark')
  const cases = join(folder, 'cases.jsonl')
  expect((await run('import', join(root, 'cases'), '-o', cases)).status).toBe(0)
  const built = await run('build', cases, '-o', benchmark, '--name', 'b', '--splits', '60/10/30', ...waivers)
  expect(built.status).toBe(0)
  server = await startServer((_, text, response) => {
    calls += 1
    const content = reply(JSON.parse(text) as GenerateRequest)
    response.writeHead(200, { 'content-type': 'application/json' })
    const usage = { prompt_tokens: 100, completion_tokens: 10 }
    response.end(JSON.stringify({ choices: [{ message: { content }, finish_reason: 'stop' }], usage }))
  })
  base = `${server.address}/v1`
}, 300_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

function evaluate(...flags: string[]): ReturnType<typeof run> {
  calls = 0
  return run('eval', benchmark, '--model', 'mock', '--base-url', base, '--limit', '6', ...flags)
}

const runFolder = (name: string): string => join(benchmark, 'runs', name)

function readRun(name: string): { header: Run; predictions: Prediction[]; scores: RunScores } {
  const text = (file: string): string => readFileSync(join(runFolder(name), file), 'utf8')
  return {
    header: runSchema.parse(JSON.parse(text('run.json'))),
    predictions: text('predictions.jsonl')
      .trim()
      .split('\n')
      .map((line) => predictionSchema.parse(JSON.parse(line))),
    scores: runScoresSchema.parse(JSON.parse(text('scores.json'))),
  }
}

const medAgents = ['--agent', 'medagents', '--set', 'rounds=2']
const mdAgents = ['--agent', 'mdagents', '--shots-from', 'mixed', '--set', 'experts=3', '--set', 'turns=1']

describe('eval', () => {
  it('runs MedAgents and writes down every call', async () => {
    const { status, errors } = await evaluate(...medAgents)
    expect(errors).not.toMatch(/behaviorbench:/)
    expect(status).toBe(0)
    const { header, predictions, scores } = readRun('mock_medagents')
    expect(header).toMatchObject({
      regime: 'medagents',
      parameters: { questionExperts: 5, optionExperts: 2, rounds: 2, temperature: 0 },
    })
    expect(predictions).toHaveLength(6)
    for (const prediction of predictions) {
      expect(prediction).toMatchObject({
        outcome: 'answered',
        answer: 'B',
        calls: 18,
        rounds: 1,
        agreed: true,
        inputTokens: 1800,
        outputTokens: 180,
        promptHash: header.promptHash,
      })
    }
    expect(calls).toBe(6 * 18)
    expect(scores.effort).toMatchObject({ count: 6, calls: { mean: 18, least: 18, most: 18 } })
    // The same again asks nothing.
    expect((await evaluate(...medAgents)).status).toBe(0)
    expect(calls).toBe(0)
  }, 300_000)

  it('asks no finished call again after a kill in the midst of a task', async () => {
    calls = 0
    const asked = ['eval', benchmark, '--model', 'mock', '--base-url', base, '--limit', '6', ...medAgents]
    const flags = ['--concurrency', '2', '-o', runFolder('killed')]
    const { child, ended } = start(...asked, ...flags)
    while (calls < 25) await new Promise((done) => setTimeout(done, 5))
    child.kill('SIGKILL')
    await ended
    expect((await run(...asked, ...flags)).status).toBe(0)
    // Those on their way at the kill were never heard.
    expect(calls).toBeGreaterThanOrEqual(6 * 18)
    expect(calls).toBeLessThanOrEqual(6 * 18 + 3)
    expect(readRun('killed').predictions).toEqual(readRun('mock_medagents').predictions)
  }, 300_000)

  it('runs MDAgents, the same at any concurrency', async () => {
    expect((await evaluate(...mdAgents, '--concurrency', '1')).status).toBe(0)
    const first = readRun('mock_mdagents_3_mixed')
    const counted = first.predictions.map((prediction) => prediction.calls ?? 0)
    expect(calls).toBe(counted.reduce((sum, count) => sum + count, 0))
    expect(first.predictions.map(({ outcome }) => outcome)).toEqual(first.predictions.map(() => 'answered'))
    for (const { path, calls: own } of first.predictions) {
      if (path === 'low') expect(own).toBe(2)
      // One of three speaks in each round, and all agree after the first.
      else if (path === 'moderate') expect(own).toBe(2 + 3 + 4 + 3 + 1)
      else expect(own).toBe(2 + 3 * 4 + 1)
    }
    expect((await evaluate(...mdAgents, '--concurrency', '8', '-o', runFolder('again'))).status).toBe(0)
    for (const file of ['run.json', 'predictions.jsonl', 'scores.json']) {
      const [one, other] = ['mock_mdagents_3_mixed', 'again'].map((name) =>
        readFileSync(join(runFolder(name), file), 'utf8'),
      )
      expect(other).toBe(one)
    }
  }, 300_000)

  it('takes the letter that most samples name', async () => {
    expect((await evaluate('--votes', '3', '--temperature', '0.7', '--ties', 'first')).status).toBe(0)
    const { header, predictions } = readRun('mock_zero-shot_vote_of_3_samples')
    expect(header).toMatchObject({
      regime: 'zero-shot',
      vote: { over: 'samples', voices: 3, ties: 'first' },
      parameters: { temperature: 0.7 },
    })
    expect(calls).toBe(18)
    for (const { votes, tied, answer } of predictions) {
      // Three seeds in a row name three letters.
      expect(new Set(votes?.map((ballot) => ballot.answer)).size).toBe(3)
      expect(tied).toEqual(['A', 'B', 'C'])
      expect(answer).toBe(votes?.[0]?.answer)
    }
  }, 300_000)
})

describe('vote', () => {
  beforeAll(async () => {
    for (const seed of ['1', '2', '4']) {
      expect((await evaluate('--seed', seed, '-o', runFolder(`seed-${seed}`))).status).toBe(0)
    }
    expect((await evaluate('--limit', '5', '-o', runFolder('shorter'))).status).toBe(0)
  }, 300_000)

  const members = (...seeds: number[]): string[] => seeds.map((seed) => runFolder(`seed-${seed}`))

  it('makes a run of runs, with weights where they are given', async () => {
    const voted = await run('vote', ...members(2, 1, 4), '-o', runFolder('voted'))
    expect(voted.errors).not.toMatch(/behaviorbench:/)
    expect(voted.status).toBe(0)
    expect(voted.output).toContain('3 runs voted; ties: 0, abstentions: 0')
    const { header, predictions } = readRun('voted')
    expect(header).toMatchObject({ endpoint: 'embedded', vote: { over: 'runs', voices: 3, ties: 'seeded' } })
    expect(header.vote?.members?.map(({ seed }) => seed)).toEqual([2, 1, 4])
    // Seeds 1 and 4 name the same letter.
    expect(predictions.map(({ answer }) => answer)).toEqual(
      readRun('seed-1').predictions.map(({ answer }) => answer),
    )
    const weighed = await run('vote', ...members(2, 1, 4), '--weights', '3,1,1', '-o', runFolder('weighed'))
    expect(weighed.status).toBe(0)
    expect(readRun('weighed').predictions.map(({ answer }) => answer)).toEqual(
      readRun('seed-2').predictions.map(({ answer }) => answer),
    )
  }, 300_000)

  it('is reported as any other run, beside agents', async () => {
    const names = ['mock_medagents', 'mock_mdagents_3_mixed', 'voted', 'seed-1']
    const output = join(folder, 'report')
    // What is there already is not asked again.
    expect((await evaluate(...medAgents)).status).toBe(0)
    expect((await evaluate(...mdAgents)).status).toBe(0)
    expect((await run('vote', ...members(2, 1, 4), '-o', runFolder('voted'))).status).toBe(0)
    const reported = await run('report', benchmark, ...names.map(runFolder), '-o', output)
    expect(reported.errors).not.toMatch(/behaviorbench:/)
    expect(reported.status).toBe(0)
    const markdown = readFileSync(join(output, 'report.md'), 'utf8')
    const table = markdown.slice(markdown.indexOf('Agents and votes'))
    expect(table).toMatch(
      /\| mock, medagents \| medagents \| 6 \| 18\.0 \| 18 \| 18 \| 1,800\.0 \| 180\.0 \| 1\.0 \| 100\.0 \|/,
    )
    expect(table).toMatch(/\| vote of [^|]+ \| zero-shot, vote of 3 runs \| 6 \| 3\.0 \|/)
  }, 300_000)

  it.each([
    [() => members(1), 2, /vote: name two runs or more/],
    [() => [...members(1, 2, 1)], 2, /seed-1 is named twice/],
    [() => [...members(1, 2), '--weights', '1'], 2, /--weights 1: write 2 numbers above 0/],
    [() => [...members(1), runFolder('shorter')], 1, /shorter: lacks 1 answers that .*seed-1 has, and has 0/],
    [() => [...members(1), benchmark], 1, /is not a finished run folder \(no run\.json\)/],
    [() => [...members(1, 2), '--benchmark', folder], 1, /is not a benchmark folder/],
  ])('says in one line what is wrong with %s', async (parameters, expected, message) => {
    const { status, errors } = await run('vote', ...parameters(), '-o', join(folder, 'refused'))
    expect(errors).toMatch(message)
    expect(errors).not.toContain('    at ')
    expect(status).toBe(expected)
  })

  it('needs to know the benchmark where the runs lie elsewhere, and notices members that changed', async () => {
    for (const seed of [1, 2])
      cpSync(runFolder(`seed-${seed}`), join(folder, `copy-${seed}`), { recursive: true })
    const copies = [join(folder, 'copy-1'), join(folder, 'copy-2'), '-o', join(folder, 'far')]
    const lost = await run('vote', ...copies)
    expect(lost.errors).toMatch(
      /copy-1 does not lie in a benchmark’s runs\/: name the benchmark with --benchmark/,
    )
    expect(lost.status).toBe(2)
    expect((await run('vote', ...copies, '--benchmark', benchmark)).status).toBe(0)
    const path = join(folder, 'copy-2', 'predictions.jsonl')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"answer":"C"', '"answer":"D"'))
    const changed = await run('vote', ...copies, '--benchmark', benchmark)
    expect(changed.errors).toMatch(/holds another run: vote, promptHash differ/)
    expect(changed.status).toBe(1)
  }, 300_000)
})

describe('used wrongly', () => {
  it.each([
    [
      ['--agent', 'medagents', '--regime', 'explicit'],
      2,
      /--regime with --agent medagents: the agent has prompts/,
    ],
    [['--agent', 'medagents', '--shots', '3'], 2, /--shots with --agent medagents/],
    [
      ['--agent', 'medagents', '--set', 'turns=3'],
      2,
      /--set turns=3: medagents has questionExperts, optionExperts, rounds/,
    ],
    [['--agent', 'medagents', '--set', 'constructor=3'], 2, /--set constructor=3: medagents has/],
    [
      ['--agent', 'mdagents', '--set', 'experts=1'],
      2,
      /--set experts=1: experts of a discussion, from 2 to 20/,
    ],
    [['--agent', 'mdagents', '--shots', '99'], 1, /the training split holds only \d+/],
    [['--set', 'rounds=3'], 2, /--set belongs to --agent/],
    [['--votes', '3'], 2, /--votes 3 at temperature 0 asks for the same answer 3 times/],
    [['--ties', 'first'], 2, /--ties belongs to --votes/],
    [
      ['--model', 'solver:random', '--agent', 'medagents'],
      2,
      /--agent with --model solver:random: a solver asks no model/,
    ],
  ])('%j is refused in one line before anything is asked', async (flags, expected, message) => {
    const { status, errors } = await evaluate(...flags, '-o', join(folder, 'refused'))
    expect(errors).toMatch(message)
    expect(errors).not.toContain('    at ')
    expect(status).toBe(expected)
    expect(calls).toBe(0)
  })
})
