// Replies that begin with a token of somebody else's choosing: what a server is sent, what is read, what is refused.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeJsonl } from '../kit/jsonl.ts'
import { openaiCompatible } from '../models/openai-compatible.ts'
import { startServer, type TestServer } from '../models/test-server.ts'
import { createPrompt } from '../prompts/prompt.ts'
import { behaviorToken } from '../prompts/regimes/behavior-token.ts'
import { zeroShot } from '../prompts/regimes/zero-shot.ts'
import type { Decided } from '../records/decision.ts'
import { regimeText } from '../records/run.ts'
import { letters, type Task } from '../records/task.ts'
import { askedTask } from '../tasks/fixture-asked.ts'
import { fixtureCases } from '../tasks/fixtures.ts'
import type { Reply } from './answerer.ts'
import { decisionFiles } from './decision/run-decision.ts'
import { decidedToken, forcedToken, type ForcedToken } from './forced-token.ts'
import { modelAnswerer } from './model-answerer.ts'

const [source] = fixtureCases
if (source === undefined) throw new Error('no fixture')

const task: Task = askedTask(source, {
  type: 'omission_detection',
  question: 'What follows?',
  options: letters.slice(0, 4).map((letter, place) => ({ letter, text: `measure ${place}` })),
})

interface Body {
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly continue_final_message?: boolean
  readonly add_generation_prompt?: boolean
}

/** How a server goes on from the last message, if it does. */
type Manner = 'goes on' | 'repeats the beginning' | 'begins anew' | 'refuses'

let folder: string
let server: TestServer
let manner: Manner
let bodies: Body[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-forced-'))
  server = await startServer((_, text, response) => {
    const body = JSON.parse(text) as Body
    bodies.push(body)
    const begun = body.messages.at(-1)?.content ?? ''
    const rest = '\n<answer>C</answer>'
    const content = {
      'goes on': rest,
      'repeats the beginning': `${begun}${rest}`,
      'begins anew': `<reactive>${rest}`,
    }
    response.writeHead(manner === 'refuses' ? 400 : 200, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify(
        manner === 'refuses'
          ? { error: { message: 'unknown', param: 'continue_final_message' } }
          : { choices: [{ message: { content: content[manner] }, finish_reason: 'stop' }] },
      ),
    )
  })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function asked(how: Manner, forced: ForcedToken, recipe = 'paper'): Promise<Reply> {
  manner = how
  bodies = []
  const model = openaiCompatible({
    baseUrl: server.address,
    model: 'm',
    images: false,
    logProbabilities: true,
    timeoutMs: 5000,
  })
  const prompt = createPrompt(behaviorToken(recipe))
  const answerer = modelAnswerer(model, prompt, { maxOutputTokens: 9, temperature: 0 }, '/', forced)
  return answerer.reply(task, source as (typeof fixtureCases)[number], { seed: 1, repeat: 0 })
}

describe('a forced token', () => {
  it.each(['goes on', 'repeats the beginning'] as const)(
    'is the beginning of a reply that %s',
    async (how) => {
      const reply = await asked(how, forcedToken('gold', behaviorToken('paper')))
      expect(bodies[0]?.messages.at(-1)).toEqual({ role: 'assistant', content: '<proactive>' })
      expect(bodies[0]).toMatchObject({ continue_final_message: true, add_generation_prompt: false })
      expect(reply).toMatchObject({ answer: 'C', output: '<proactive>\n<answer>C</answer>' })
      // It was not the model's choice, so it is no prediction.
      expect(reply).not.toHaveProperty('token')
      expect(reply).not.toHaveProperty('proactiveProbability')
    },
  )

  it('fails where the server begins anew, and ends the run where it says that it cannot', async () => {
    const forced = forcedToken('proactive', behaviorToken('paper'))
    expect(await asked('begins anew', forced)).toMatchObject({ outcome: 'failed', answer: null })
    await expect(asked('refuses', forced)).rejects.toThrow(/cannot go on from a given beginning/)
  })

  it('is written as the recipe asks for it, and refused where the recipe begins otherwise', async () => {
    await asked('goes on', forcedToken('reactive', behaviorToken('BT-OP')), 'BT-OP')
    expect(bodies[0]?.messages.at(-1)?.content).toBe('Behavior: <reactive>')
    for (const regime of [behaviorToken('BC-BT-OC-OP'), zeroShot()]) {
      expect(() => forcedToken('gold', regime)).toThrow(/does not begin with the behaviour token/)
    }
  })

  it('is what a method decided, for every task of the run', async () => {
    const line: Decided = {
      taskId: task.id,
      repeat: 0,
      score: 1,
      probability: 0.7,
      tokens: { token: '<proactive>', bound: '<reactive>' },
    }
    await writeJsonl(join(folder, decisionFiles.answers), [line])
    const regime = behaviorToken('paper')
    const forced = await decidedToken(folder, 'bound', [task], regime)
    expect(forced.beginningOf(task).token).toBe('<reactive>')
    expect(regimeText({ regime: 'behavior-token', recipe: 'paper', forced: forced.record })).toBe(
      'behavior-token paper, token decided by bound',
    )
    await expect(decidedToken(folder, 'luck', [task], regime)).rejects.toThrow(/token, bound/)
    await expect(decidedToken(folder, 'bound', [task, { id: 'other' }], regime)).rejects.toThrow(/1 of the 2/)
    await expect(decidedToken(join(folder, 'none'), 'bound', [task], regime)).rejects.toThrow(/no decisions/)
  })
})
