import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenBenchmark } from '../../benchmark/open-benchmark.ts'
import type { Model } from '../../models/model.ts'
import type { TaskContext } from '../../prompts/prompt.ts'
import type { Task } from '../../records/task.ts'
import { evaluate } from '../run.ts'
import { agentAnswerer } from './agent-answerer.ts'
import type { Agent } from './agent.ts'
import {
  agentWith,
  askedOf,
  askedTasks,
  clinic,
  contextOf,
  examples,
  type Answers,
} from './fixture-clinic.ts'
import { agents } from './index.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-agents-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const made = agents.map((maker): Agent => agentWith(maker))
const sampling = { maxOutputTokens: 100, temperature: 0 }

/** The way differs by task, so that a long item runs beside short ones. */
const answers: Answers = {
  complexity: ({ text }) =>
    `Complexity: ${['low', 'moderate', 'high'][Number(/patient (\d)\?/.exec(text)?.[1])]}`,
  'first-opinion': ({ expert }) => `Opinion.\nAnswer: ${'AB'[expert % 2]}`,
  participation: ({ expert }) => (expert === 1 ? 'Talk to: 2' : 'Talk to: nobody'),
  vote: ({ text, expert, round }) =>
    text.includes('patient 1?') && expert + round < 5 ? 'Vote: no' : 'Vote: yes',
  decision: ({ text }) => (text.includes('patient 2?') ? 'I pass.' : 'Answer: B'),
}

const benchmark = {
  folder: '/nowhere',
  header: { id: 'bench_1' },
  tasks: askedTasks.map((task) => ({ ...task, split: 'test', group: task.caseId })),
  task: (id: string) => askedTasks.find((task) => task.id === id),
  contextOf,
  close: () => {},
} as unknown as OpenBenchmark

describe.each(made)('a run of $name', (agent) => {
  it('ends in the same bytes at any concurrency, and its scores say what it took', async () => {
    const written = await Promise.all(
      [1, 8].map(async (concurrency) => {
        const model = clinic(answers)
        const slow: Model = {
          ...model,
          generate: async (request) => {
            for (let wait = request.seed % 4; wait > 0; wait--)
              await new Promise((done) => setImmediate(done))
            return model.generate(request)
          },
        }
        const answerer = agentAnswerer(agent, slow, sampling, '/nowhere')
        const output = join(folder, `${agent.name}-${concurrency}`)
        const plan = { split: 'all', tasks: benchmark.tasks, seed: 1, repeats: 2 }
        const scores = await evaluate(benchmark, answerer, plan, output, { concurrency })
        expect(scores?.effort).toMatchObject({ count: 6, repairs: 0, unreadSteps: 0 })
        expect(scores?.effort?.calls.mean).toBe(model.requests.length / 6)
        expect(scores?.effort?.inputTokens).toBe((10 * model.requests.length) / 6)
        return ['run.json', 'predictions.jsonl', 'scores.json'].map((file) =>
          readFileSync(join(output, file), 'utf8'),
        )
      }),
    )
    expect(written[1]).toEqual(written[0])
  })
})

describe('pictures', () => {
  const [task] = askedTasks as readonly [Task, ...Task[]]
  const withPicture = (): TaskContext => {
    writeFileSync(join(folder, 'tracing.png'), 'picture')
    const { case: source, conversation } = contextOf(task)
    const [first, ...others] = conversation.turns
    if (first === undefined) throw new Error('no turn')
    return {
      case: { ...source, images: [{ id: 'i9', caption: 'Tracing', file: 'tracing.png' }] },
      conversation: {
        ...conversation,
        turns: [{ ...first, attachments: [{ kind: 'image', id: 'i9' }] }, ...others],
      },
    }
  }

  it.each(made)('go with each call of $name that shows the case, to a model that sees', async (agent) => {
    const seeing = clinic(answers, { images: true })
    const request = { seed: 1, repeat: 0 }
    await agentAnswerer(agent, seeing, sampling, folder).reply(task, withPicture(), request)
    const url = `data:image/png;base64,${Buffer.from('picture').toString('base64')}`
    expect(seeing.requests.map(({ messages }) => messages[0]?.images)).toEqual(
      seeing.requests.map(() => [url]),
    )
    expect(seeing.requests.map(askedOf).every(({ text }) => text.includes('## Conversation'))).toBe(true)
    const blind = clinic(answers)
    await agentAnswerer(agent, blind, sampling, folder).reply(task, withPicture(), request)
    expect(blind.requests.filter(({ messages }) => messages[0]?.images !== undefined)).toEqual([])
  })
})

it('has different hashes for different agents and different settings', () => {
  const [medical, adaptive] = agents
  const hashOf = (agent: Agent | undefined): string =>
    agentAnswerer(agent as Agent, clinic(), sampling, '/nowhere').asks.promptHash
  const standards = Object.fromEntries(
    Object.entries(adaptive?.rules ?? {}).map(([name, { standard }]) => [name, standard]),
  )
  const hashes = [
    hashOf(made[0]),
    hashOf(made[1]),
    hashOf(medical?.make({ questionExperts: 4, optionExperts: 2, rounds: 3 }, { fewShot: () => examples() })),
    hashOf(adaptive?.make({ ...standards, turns: 1 }, { fewShot: () => examples() })),
  ]
  expect(new Set(hashes).size).toBe(hashes.length)
})
