// Logs of the tools, cut down from real ones (lm-eval 0.4.13, Inspect 0.3.285, promptfoo 0.121.20), and runs made
// of them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gatherReplies, loggedAnswerer } from '../../evaluation/logged-answerer.ts'
import { createPrompt } from '../../prompts/prompt.ts'
import { zeroShot } from '../../prompts/regimes/zero-shot.ts'
import type { Task } from '../../records/task.ts'
import { promptId } from './asked-row.ts'
import type { ExportFormat, LoggedReply } from './export-format.ts'
import { writeExportFixture, type ExportFixture } from './fixture.ts'
import { inspect } from './inspect.ts'
import { lmEval } from './lm-eval.ts'
import { promptfoo } from './promptfoo.ts'

let folder: string
let fixture: ExportFixture
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-logs-'))
  fixture = await writeExportFixture(join(folder, 'bench'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(format: ExportFormat, name: string, text: string): Promise<LoggedReply[]> {
  const path = join(folder, name)
  writeFileSync(path, text)
  const replies: LoggedReply[] = []
  for await (const reply of format.readLog?.(path) ?? []) replies.push(reply)
  return replies
}
const json = (...values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join('\n')

describe('lm-eval', () => {
  const doc = { id: 'task_1', prompt_id: 'prompt_1' }
  const name = 'samples_behaviorbench_generate_fact_retrieval_2026-11-28T12-05-18.268985.jsonl'

  it('gives what the model wrote, and its name from the results of the same run', async () => {
    writeFileSync(join(folder, 'results_2026-11-28T12-05-18.268985.json'), json({ model_name: 'mock' }))
    writeFileSync(join(folder, 'results_2026-11-29T00-00-00.000000.json'), json({ model_name: 'other' }))
    const sample = {
      doc_id: 0,
      doc,
      target: 'C',
      resps: [['So.\n\nAnswer: C']],
      filtered_resps: ['C'],
      filter: 'answer-line',
    }
    expect(await read(lmEval, name, json(sample))).toEqual([
      { taskId: 'task_1', promptId: 'prompt_1', repeat: 0, model: 'mock', output: 'So.\n\nAnswer: C' },
    ])
  })

  it('counts repeats, and refuses log-likelihoods and other people’s tasks', async () => {
    const twice = await read(lmEval, name, json({ doc, resps: [['Answer: A', 'Answer: B']] }))
    expect(twice.map(({ repeat, output }) => [repeat, output])).toEqual([
      [0, 'Answer: A'],
      [1, 'Answer: B'],
    ])
    await expect(read(lmEval, name, json({ doc, resps: [[[-1.5, false]], [[-0.2, true]]] }))).rejects.toThrow(
      /line 1: holds log-likelihoods/,
    )
    await expect(read(lmEval, name, json({ doc: { question: 'x' }, resps: [['A']] }))).rejects.toThrow(
      /is not of a task that `behaviorbench export` wrote/,
    )
  })
})

describe('inspect', () => {
  const sample = {
    id: 'task_1',
    epoch: 1,
    metadata: { prompt_id: 'prompt_1' },
    output: { completion: 'Answer: B' },
  }

  it('gives completions by epoch, and calls that failed', async () => {
    const failed = { ...sample, epoch: 2, output: {}, error: { message: 'no such host' } }
    const log = {
      version: 2,
      status: 'success',
      eval: { model: 'openai-api/mock/m' },
      samples: [sample, failed],
    }
    expect(await read(inspect, 'log.json', json(log))).toEqual([
      { taskId: 'task_1', promptId: 'prompt_1', repeat: 0, model: 'openai-api/mock/m', output: 'Answer: B' },
      {
        taskId: 'task_1',
        promptId: 'prompt_1',
        repeat: 1,
        model: 'openai-api/mock/m',
        output: '',
        failure: 'the call failed in Inspect',
      },
    ])
  })

  it('says what to do with an archive, and what is wrong with anything else', async () => {
    await expect(read(inspect, 'log.eval', 'PK\u0003\u0004')).rejects.toThrow(/inspect log convert --to json/)
    await expect(read(inspect, 'log.json', '{"eval":')).rejects.toThrow(/is not JSON/)
    await expect(read(inspect, 'log.json', '{"eval":{}}')).rejects.toThrow(/holds no samples/)
    await expect(read(inspect, 'log.json', 'null')).rejects.toThrow(/holds no samples/)
  })
})

describe('promptfoo', () => {
  const result = {
    provider: { id: 'openai:chat:m', label: '' },
    testCase: { description: 'task_1', metadata: { id: 'task_1', prompt_id: 'prompt_1' } },
    response: { output: 'Answer: D' },
    success: false,
  }
  const reply = {
    taskId: 'task_1',
    promptId: 'prompt_1',
    repeat: 0,
    model: 'openai:chat:m',
    output: 'Answer: D',
  }

  it('gives outputs, from lines or from one value, and calls that failed', async () => {
    expect(await read(promptfoo, 'r.jsonl', json(result))).toEqual([reply])
    expect(await read(promptfoo, 'r.json', json({ results: { results: [result] } }))).toEqual([reply])
    const failed = { ...result, response: { error: 'timeout' } }
    expect(await read(promptfoo, 'r.jsonl', json(failed))).toEqual([
      { ...reply, output: '', failure: 'the call failed in promptfoo' },
    ])
    await expect(read(promptfoo, 'r.json', '{}')).rejects.toThrow(/results\.results/)
  })
})

describe('a run of logged replies', () => {
  const prompt = createPrompt(zeroShot(), 3)
  const reply = (task: Task, output: string, repeat = 0): LoggedReply => ({
    taskId: task.id,
    promptId: promptId(prompt),
    repeat,
    model: 'm',
    output,
  })

  it('reads them with our parser, in the letters of the task', async () => {
    const [first, second] = fixture.tasks as unknown as readonly [Task, Task]
    const context = (task: Task) => ({
      case: fixture.cases.get(task.caseId) as never,
      conversation: fixture.conversations.get(task.conversationId) as never,
    })
    const { order } = prompt.ask(first, context(first))
    const shown = first.options[order.indexOf(first.gold)]?.letter as string
    const failed = { ...reply(second, ''), failure: 'the call failed' }
    const gathered = gatherReplies([reply(first, `**${shown}**`), failed], prompt)
    expect(gathered).toMatchObject({ model: 'm', repeats: 1 })
    const answerer = loggedAnswerer(gathered, 'm', 'inspect', prompt)
    expect(answerer).toMatchObject({
      id: 'm',
      endpoint: 'logged by inspect',
      asks: { regime: 'zero-shot', permute: 3 },
    })
    const asked = { seed: 1, repeat: 0 }
    expect(await answerer.reply(first, context(first), asked)).toMatchObject({
      answer: first.gold,
      outcome: 'answered',
      output: `**${shown}**`,
    })
    expect(await answerer.reply(second, context(second), asked)).toMatchObject({
      answer: null,
      outcome: 'failed',
    })
  })

  it('is refused where the replies are not of one run under this prompt', () => {
    const [first, second] = fixture.tasks as unknown as readonly [Task, Task]
    const [a, b] = [reply(first, 'A'), reply(second, 'B')]
    expect(() => gatherReplies([{ ...a, promptId: 'prompt_2' }], prompt)).toThrow(/under another prompt/)
    expect(() => gatherReplies([a, a], prompt)).toThrow(/two replies for repeat 0/)
    expect(() => gatherReplies([a, { ...b, model: 'n' }], prompt)).toThrow(/are of 2 models: m, n/)
    expect(() => gatherReplies([a, b, reply(second, 'B', 1)], prompt)).toThrow(/1 and 2 replies a task/)
    expect(() => gatherReplies([], prompt)).toThrow(/hold no reply/)
  })
})
