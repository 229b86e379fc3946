// `eval` as its user meets it, against a server of our own: every regime and recipe, what may not go
// together, and runs that are kept apart.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../src/models/test-server.ts'
import { predictionSchema, type Prediction } from '../src/records/prediction.ts'
import { runSchema, type Run } from '../src/records/run.ts'
import { taskSchema, type Task } from '../src/records/task.ts'
import { paperRecipes } from '../src/taxonomy/recipes.ts'
import { root, run } from './run-command.ts'

const waivers = ['--waive', 'fact_retrieval', 'ddx_reasoning', 'treatment_decision', 'timeline_sequence']

let folder: string
let benchmark: string
let server: TestServer
let base: string
let prompts: string[]
let tasks: ReadonlyMap<string, Task>

/** Answers with the letter of the option whose text sorts first: the same option in whatever order it stands. */
function replyTo(prompt: string): string {
  const options = [...prompt.matchAll(/^([A-F])\. (.+)$/gm)].map((match) => ({
    letter: match[1],
    text: match[2] ?? '',
  }))
  const shown = options.slice(options.findLastIndex(({ letter }) => letter === 'A'))
  const chosen = shown.toSorted((a, b) => (a.text < b.text ? -1 : 1))[0]?.letter ?? '?'
  return `Behavior: <proactive> highly_proactive\nOption reasoning: it sorts first.\nAnswer: ${chosen}`
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-regimes-'))
  benchmark = join(folder, 'benchmark')
  const cases = join(folder, 'cases.jsonl')
  expect((await run('import', join(root, 'cases'), '-o', cases)).status).toBe(0)
  const built = await run('build', cases, '-o', benchmark, '--name', 'b', '--splits', '60/10/30', ...waivers)
  expect(built.status).toBe(0)
  tasks = new Map(rows(join(benchmark, 'tasks.jsonl'), taskSchema).map((task) => [task.id, task]))
  server = await startServer((_, text, response) => {
    const { messages } = JSON.parse(text) as { messages: { content: string }[] }
    const prompt = messages.at(-1)?.content ?? ''
    prompts.push(prompt)
    response.writeHead(200, { 'content-type': 'application/json' })
    const message = { content: replyTo(prompt) }
    response.end(JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] }))
  })
  base = `${server.address}/v1`
}, 120_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** `--limit` takes the types in turn, so that 13 tasks hold every type there is. */
function evaluate(...flags: string[]): ReturnType<typeof run> {
  prompts = []
  return run('eval', benchmark, '--model', 'mock', '--base-url', base, '--limit', '13', ...flags)
}

function rows<T>(path: string, schema: { parse(row: unknown): T }): T[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)))
}

function readRun(name: string): { header: Run; predictions: Prediction[] } {
  const path = join(benchmark, 'runs', name)
  return {
    header: runSchema.parse(JSON.parse(readFileSync(join(path, 'run.json'), 'utf8'))),
    predictions: rows(join(path, 'predictions.jsonl'), predictionSchema),
  }
}

const chosenText = ({ taskId, answer }: Prediction): string | undefined =>
  tasks.get(taskId)?.options.find(({ letter }) => letter === answer)?.text

/** The prompt that asks this task: some questions are asked of several cases in the same words. */
function promptOf({ question, options }: Task): string {
  const lines = options.map(({ letter, text }) => `${letter}. ${text}`).join('\n')
  return prompts.find((text) => text.slice(text.lastIndexOf(question)).includes(lines)) ?? ''
}

describe('every regime', () => {
  const ways: readonly (readonly [string, readonly string[]])[] = [
    ['mock', []],
    ['mock_chain-of-thought', ['--regime', 'chain-of-thought']],
    ['mock_explicit', ['--regime', 'explicit']],
    ['mock_few-shot_3_mixed', ['--regime', 'few-shot', '--shots-from', 'mixed']],
    ['mock_few-shot_2_mixed', ['--regime', 'few-shot', '--shots', '2', '--shots-from', 'mixed']],
    ['mock_behavior-token_paper', ['--regime', 'behavior-token']],
    ...paperRecipes.map(
      (recipe) =>
        [`mock_behavior-token_${recipe}`, ['--regime', 'behavior-token', '--recipe', recipe]] as const,
    ),
  ]
  it.each(ways)(
    'makes a run of its own, %s, whose predictions say how they were asked',
    async (name, flags) => {
      const { status, errors } = await evaluate(...flags)
      expect(errors).not.toMatch(/behaviorbench:/)
      expect(status).toBe(0)
      const { header, predictions } = readRun(name)
      expect(predictions).toHaveLength(13)
      for (const prediction of predictions) {
        const task = tasks.get(prediction.taskId) as Task
        expect(prediction).toMatchObject({
          outcome: 'answered',
          promptHash: header.promptHash,
          regime: header.regime,
        })
        expect(prediction.recipe).toBe(header.recipe)
        const prompt = promptOf(task)
        expect(prompt).not.toBe('')
        expect(prompts.map(({ length }) => length)).toContain(prediction.promptCharacters)
        expect(prediction.token).toBe(header.regime === 'behavior-token' ? '<proactive>' : undefined)
        expect(prediction.behaviorClass).toBe(
          header.regime === 'behavior-token' ? 'highly_proactive' : undefined,
        )
        expect(prediction.shots?.length).toBe(header.shots?.count)
        for (const shot of prediction.shots ?? []) {
          expect(tasks.get(shot)?.caseId).not.toBe(task.caseId)
          expect(prompt).toContain(tasks.get(shot)?.question)
        }
      }
    },
    60_000,
  )

  it('gives each its own hash', () => {
    const hashes = ways.map(([name]) => readRun(name).header.promptHash)
    expect(new Set(hashes).size).toBe(ways.length)
  })
})

describe('--permute', () => {
  it('shows other orders and means the same options', async () => {
    expect((await evaluate('--permute', '5')).status).toBe(0)
    const plain = readRun('mock').predictions
    const permuted = readRun('mock_zero-shot_options_permuted_by_5').predictions
    expect(permuted.map(chosenText)).toEqual(plain.map(chosenText))
    expect(permuted.map(({ answer }) => answer)).toEqual(plain.map(({ answer }) => answer))
    const moved = permuted.filter(({ shown, answer }) => shown?.answer !== answer)
    expect(moved.length).toBeGreaterThan(3)
    for (const { shown, answer, taskId } of permuted) {
      const own = tasks.get(taskId)?.options.map(({ letter }) => letter) ?? []
      expect(shown?.order.toSorted()).toEqual(own)
      expect(shown?.order[own.indexOf(shown.answer ?? 'A')]).toBe(answer)
    }
  }, 60_000)
})

describe('used wrongly', () => {
  it.each([
    [['--shots', '2'], 2, /--shots belongs to --regime few-shot, not to zero-shot/],
    [
      ['--regime', 'explicit', '--shots-from', 'mixed'],
      2,
      /--shots-from belongs to --regime few-shot, not to explicit/,
    ],
    [
      ['--regime', 'few-shot', '--recipe', 'BT-OP'],
      2,
      /--recipe belongs to --regime behavior-token, not to few-shot/,
    ],
    [['--regime', 'behavior-token', '--recipe', 'BT-BC'], 2, /without OP there is no answer/],
    [['--regime', 'behavior-token', '--recipe', 'BT-XX-OP'], 2, /unknown segment "XX"/],
    [['--regime', 'nonsense'], 2, /Allowed choices are zero-shot, few-shot/],
    [['--regime', 'few-shot', '--shots', '0'], 2, /--shots 0: write a whole number of at least 1/],
    [
      ['--regime', 'few-shot', '--shots', '99'],
      1,
      /--shots 99 --shots-from same-type: the training split holds only \d+ for a task of type \w+/,
    ],
    [['--permute', 'x'], 2, /--permute x: write a whole number/],
    [
      ['--model', 'solver:random', '--regime', 'explicit'],
      2,
      /--regime with --model solver:random: a solver reads no prompt/,
    ],
    [['--model', 'solver:random', '--permute', '1'], 2, /--permute with --model solver:random/],
  ])(
    '%j is refused in one line before anything is asked',
    async (flags, expected, message) => {
      const { status, errors } = await evaluate(...flags, '-o', join(folder, 'refused'))
      expect(errors).toMatch(message)
      expect(errors).not.toContain('    at ')
      expect(
        errors
          .trim()
          .split('\n')
          .filter((line) => !line.startsWith('(--help')),
      ).toHaveLength(1)
      expect(status).toBe(expected)
      expect(prompts).toEqual([])
    },
    60_000,
  )
})

describe('a run folder', () => {
  it('takes no other way of asking, whichever came first', async () => {
    const output = join(folder, 'one-run')
    expect((await evaluate('-o', output, '--permute', '3')).status).toBe(0)
    for (const [flags, different] of [
      [['--regime', 'explicit', '--permute', '3'], /regime, promptHash differ/],
      [['--permute', '4'], /permute, promptHash differ/],
      [[], /promptHash, permute differ/],
      [
        ['--regime', 'few-shot', '--shots-from', 'mixed', '--permute', '3'],
        /regime, shots, promptHash differ/,
      ],
    ] as const) {
      const { status, errors } = await evaluate('-o', output, ...flags)
      expect(errors).toMatch(different)
      expect(status).toBe(1)
      expect(prompts).toEqual([])
    }
    // The same way again asks nothing twice.
    expect((await evaluate('-o', output, '--permute', '3')).status).toBe(0)
    expect(prompts).toEqual([])
  }, 120_000)
})
