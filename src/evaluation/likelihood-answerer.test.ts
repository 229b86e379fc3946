// Against the engine asked plainly, one thing at a time, with a tiny random model.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTokenizer } from '@behaviorbench/engine/checkpoints/tokenizer.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chatPrompt } from '../models/chat-prompt.ts'
import { writeTinyModel } from '../models/fixture-embedded.ts'
import { openEmbedded, type Embedded } from '../models/open-embedded.ts'
import { markings } from '../prompts/markings.ts'
import { createPrompt, type TaskContext } from '../prompts/prompt.ts'
import { behaviorToken } from '../prompts/regimes/behavior-token.ts'
import { zeroShot } from '../prompts/regimes/zero-shot.ts'
import { letters, type Task } from '../records/task.ts'
import { askedTask } from '../tasks/fixture-asked.ts'
import { fixtureCases } from '../tasks/fixtures.ts'
import type { Reply } from './answerer.ts'
import { forcedToken } from './forced-token.ts'
import { openHiddenStates, readHiddenStates } from './hidden-states.ts'
import { likelihoodAnswerer, type LikelihoodSettings } from './likelihood-answerer.ts'

const sources = fixtureCases.slice(0, 2)
const contextOf = (task: Task): TaskContext =>
  sources.find((item) => item.case.id === task.caseId) as TaskContext

const tasks = sources.flatMap((item, number) =>
  (['fact_retrieval', 'omission_detection'] as const).map((type, index) =>
    askedTask(item, {
      type,
      view: { edits: [], from: 1, to: Math.min(6, item.conversation.turns.length), masked: [] },
      question: `What follows for patient ${number}?`,
      options: letters
        .slice(0, 4)
        .map((letter, place) => ({ letter, text: `measure ${number}-${index}-${place}` })),
    }),
  ),
)

const prompt = createPrompt(behaviorToken('paper'), 3)
const request = { seed: 1, repeat: 0 }
let home: string
let embedded: Embedded

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'behaviorbench-likelihood-'))
  embedded = await openEmbedded({ folder: await writeTinyModel(join(home, 'tiny')), threads: 1 })
}, 60_000)
afterAll(async () => {
  await embedded.close()
  rmSync(home, { recursive: true, force: true })
})

async function replies(
  settings: LikelihoodSettings = {},
  model = embedded,
  asked = prompt,
): Promise<Reply[]> {
  const answerer = likelihoodAnswerer(model, asked, settings)
  return Promise.all(tasks.map((task) => answerer.reply(task, contextOf(task), request)))
}

const sum = (values: Float32Array | undefined): number =>
  Array.from(values ?? []).reduce((total, value) => total + value, 0)

/** The same model, as if it read no more than that. */
function reading(positions: number): Embedded {
  const { engine } = embedded
  return { ...embedded, engine: { ...engine, config: { ...engine.config, positions } } }
}

describe('answers by likelihood', () => {
  it('are what the engine holds likeliest, asked one by one', async () => {
    const { engine, tokenizer } = embedded
    const marks = ['<reactive>', '<proactive>'].map((token) => tokenizer.token(token) as number)
    const found = await replies()
    for (const [place, task] of tasks.slice(1, 3).entries()) {
      const asked = prompt.ask(task, contextOf(task))
      const tokens = chatPrompt(tokenizer, asked.messages)
      const [next] = await engine.nextToken([tokens], marks)
      const logOdds = (next?.[1] ?? 0) - (next?.[0] ?? 0)
      expect(found[place + 1]?.proactiveLogOdds).toBeCloseTo(logOdds, 3)
      expect(found[place + 1]?.token).toBe(logOdds > 0 ? '<proactive>' : '<reactive>')
      const begun = Int32Array.of(...tokens, logOdds > 0 ? (marks[1] as number) : (marks[0] as number))
      const scores: number[] = []
      for (const letter of ['A', 'B', 'C', 'D']) {
        const continuation = Int32Array.of(
          ...tokenizer.encode('\n'),
          ...tokenizer.encode(`<answer>${letter}</answer>`),
        )
        const [score] = await engine.score([{ prompt: begun, continuations: [continuation] }])
        scores.push(sum(score?.[0]))
      }
      const best = scores.indexOf(Math.max(...scores))
      expect(found[place + 1]).toMatchObject({ outcome: 'answered', answer: asked.order[best] })
    }
  })

  it('follow a token that is forced, and then give no probability of it', async () => {
    const free = await replies()
    const [reactive = [], proactive = []] = await Promise.all(
      (['reactive', 'proactive'] as const).map((token) =>
        replies({ forced: forcedToken(token, behaviorToken('paper')) }),
      ),
    )
    free.forEach((reply, place) => {
      const same = reply.token === '<proactive>' ? proactive[place] : reactive[place]
      expect(same).toMatchObject({ answer: reply.answer, output: reply.output })
      expect(same).not.toHaveProperty('proactiveLogOdds')
      expect(same).not.toHaveProperty('token')
    })
  })

  it.each(['classes', 'actions'] as const)('weigh all marks where they are %s', async (name) => {
    const { added, marks } = markings[name]
    const folder = await writeTinyModel(join(home, name), { tokens: added.map(({ text }) => text) })
    const other = await openEmbedded({ folder, threads: 1 })
    try {
      // What the tokenizer has says how replies open.
      const found = await replies({}, other)
      for (const [place, task] of tasks.entries()) {
        const tokens = chatPrompt(other.tokenizer, prompt.ask(task, contextOf(task)).messages)
        const continuations = marks.map((pieces) =>
          Int32Array.from(pieces, (piece) => other.tokenizer.token(piece) as number),
        )
        const [scores = []] = await other.engine.score([{ prompt: tokens, continuations }])
        const probabilities = scores.map((score) => Math.exp(sum(score)))
        const all = sum(Float32Array.from(probabilities))
        const speaking = probabilities.filter((_, at) => marks[at]?.[0]?.includes('proactive'))
        expect(found[place]?.proactiveProbability).toBeCloseTo(sum(Float32Array.from(speaking)) / all, 3)
        const best = marks[probabilities.indexOf(Math.max(...probabilities))] ?? []
        expect(found[place]?.output.startsWith(`${best.join('')}\n<answer>`)).toBe(true)
        expect(found[place]?.token).toBe(best[0]?.includes('proactive') ? '<proactive>' : '<reactive>')
        if (name === 'classes') expect(`<${found[place]?.behaviorClass}>`).toBe(best[0])
      }
      expect(() =>
        likelihoodAnswerer(other, prompt, { forced: forcedToken('reactive', behaviorToken('paper')) }),
      ).toThrow('only where replies open with')
    } finally {
      await other.close()
    }
  })

  it('keep the states at the ends of the prompts', async () => {
    const states = await openHiddenStates(home)
    await replies({ states: async () => states })
    states.close()
    const kept = await readHiddenStates(home)
    const [task] = tasks as [Task]
    const tokens = chatPrompt(embedded.tokenizer, prompt.ask(task, contextOf(task)).messages)
    const [scored] = await embedded.engine.scoreWithState([{ prompt: tokens, continuations: [] }])
    const state = scored?.state ?? new Float32Array()
    const own = kept.get(task.id) ?? []
    expect(own).toHaveLength(embedded.engine.config.hidden)
    state.forEach((value, at) => expect(own[at]).toBeCloseTo(value, 4))
    expect(kept.size).toBe(tasks.length)
  })

  it('leave out the oldest turns where the whole is too long, and fail where even the rest is', async () => {
    const [task] = tasks as [Task]
    const whole = chatPrompt(embedded.tokenizer, prompt.ask(task, contextOf(task)).messages).length
    const shorter = reading(whole - 20)
    const tiny = reading(40)
    const [reply] = await replies({}, shorter)
    expect(reply).toMatchObject({ outcome: 'answered' })
    expect(reply?.leftOut).toBeGreaterThan(0)
    expect(reply?.inputTokens).toBeLessThanOrEqual(whole - 20)
    expect((await replies({}, tiny))[0]).toMatchObject({ outcome: 'failed', answer: null })
  })

  it('need no token where the prompt asks for none or the model has none, and say what cannot be', async () => {
    const plain = createPrompt(zeroShot())
    for (const reply of await replies({}, embedded, plain)) {
      expect(reply.output).toMatch(/^Answer: [A-D]$/)
      expect(reply).not.toHaveProperty('proactiveLogOdds')
    }
    const texts = await writeTinyModel(join(home, 'base'), { tokens: [] })
    const base = { ...embedded, tokenizer: await openTokenizer(texts) }
    expect((await replies({}, base))[0]?.output).toMatch(/^<answer>[A-D]<\/answer>$/)
    const [asText] = await replies({ mark: 'text' }, base)
    expect(asText?.output).toMatch(/^<(?:re|pro)active>\n<answer>/)
    expect(asText).toHaveProperty('proactiveLogOdds')
    expect(() => likelihoodAnswerer(base, prompt, { mark: 'token' })).toThrow(/has no <reactive>/)
    expect(() => likelihoodAnswerer(base, plain, { mark: 'text' })).toThrow(/does not ask/)
  })
})
