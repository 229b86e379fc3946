// What every agent must do, whatever its algorithm. Used by the test of each member.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from '../../kit/hash.ts'
import { ModelError, type Model } from '../../models/model.ts'
import type { ScriptedModel } from '../../models/scripted.ts'
import type { Letter, Task } from '../../records/task.ts'
import { predictionSchema } from '../../records/prediction.ts'
import type { Answerer, Reply } from '../answerer.ts'
import { agentAnswerer } from './agent-answerer.ts'
import type { Agent } from './agent.ts'
import { answerTo, askedOf, askedTasks, clinic, contextOf, type Answers } from './fixture-clinic.ts'

/** The agent under the contract, made anew at each call, and answers that lead it through its longest way. */
export interface AgentUnderTest {
  readonly make: (permute?: number) => Agent
  readonly answers: Answers
}

const sampling = { maxOutputTokens: 100, temperature: 0 }
const request = { seed: 1, repeat: 0 }
const [first] = askedTasks as readonly [Task, ...Task[]]

export function testAgent({ make, answers }: AgentUnderTest): void {
  const answererOf = (model: Model, permute?: number): Answerer =>
    agentAnswerer(make(permute), model, sampling, '/nowhere', permute)
  const ask = (model: Model, task: Task = first, permute?: number): Promise<Reply> =>
    answererOf(model, permute).reply(task, contextOf(task), request)
  const whole = async (): Promise<{ model: ScriptedModel; reply: Reply }> => {
    const model = clinic(answers)
    return { model, reply: await ask(model) }
  }

  it('answers with a letter of the task and says what it took', async () => {
    for (const task of askedTasks) {
      const model = clinic(answers)
      const reply = await ask(model, task)
      expect(reply).toMatchObject({ answer: 'B', outcome: 'answered', repairs: 0 })
      expect(reply.calls).toBe(model.requests.length)
      expect(reply.steps).toHaveLength(model.requests.length)
      expect(reply).toMatchObject({
        inputTokens: 10 * model.requests.length,
        outputTokens: 3 * model.requests.length,
      })
      const lengths = model.requests.flatMap(({ messages }) => messages.map(({ content }) => content.length))
      expect(reply.promptCharacters).toBe(lengths.reduce((sum, length) => sum + length, 0))
      const identity = { taskId: task.id, model: 'm', regime: 'r', promptHash: 'h', seed: 1, repeat: 0 }
      expect(predictionSchema.parse({ ...identity, ...reply })).toEqual({ ...identity, ...reply })
    }
  })

  it('makes no call that could be taken for another, and the same ones each time', async () => {
    const { model, reply } = await whole()
    const keys = model.requests.map((one) => canonicalJson({ ...one, signal: undefined }))
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(model.requests.map(({ seed }) => seed)).size).toBe(keys.length)
    expect(new Set(reply.steps?.map(({ step }) => step)).size).toBe(keys.length)
    const again = await whole()
    expect(again.reply).toEqual(reply)
    expect(again.model.requests.map((one) => canonicalJson(one)).toSorted()).toEqual(keys.toSorted())
    const other = clinic(answers)
    await answererOf(other).reply(first, contextOf(first), { ...request, repeat: 1 })
    const seeds = new Set(model.requests.map(({ seed }) => seed))
    expect(other.requests.filter(({ seed, repeat }) => seeds.has(seed) || repeat !== 1)).toEqual([])
  })

  it('says the same in whatever order replies come', async () => {
    const { reply } = await whole()
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(3)), async (delays) => {
        const model = clinic(answers)
        const slow: Model = {
          ...model,
          generate: async (one) => {
            for (let wait = delays.next().value ?? 0; wait > 0; wait--) {
              await new Promise((done) => setImmediate(done))
            }
            return model.generate(one)
          },
        }
        expect(await ask(slow)).toEqual(reply)
      }),
      { numRuns: 10 },
    )
  })

  it('knows nothing of what is right, and leaves no placeholder open', async () => {
    const { model } = await whole()
    const gold = first.options.find(({ letter }) => letter !== first.gold)?.letter as Letter
    const changed: Task = {
      ...first,
      gold,
      rationale: 'Changed.',
      challenge: undefined,
      facts: [],
      turns: [],
    }
    const other = clinic(answers)
    await ask(other, changed)
    expect(other.requests).toEqual(model.requests)
    for (const { messages } of model.requests) {
      const text = messages.map(({ content }) => content).join('\n')
      expect(text).not.toMatch(/\{\{\w+\}\}|<!--/)
      expect(text).not.toContain(first.rationale)
      expect(text).not.toContain(first.id)
    }
  })

  it('maps letters back where options are permuted', async () => {
    const reply = await ask(clinic(answers), first, 7)
    expect(reply.shown?.answer).toBe('B')
    expect(reply.answer).toBe(reply.shown?.order[1])
    expect(answererOf(clinic(), 7).asks.promptHash).not.toBe(answererOf(clinic()).asks.promptHash)
  })

  it('ends the item, and not the run, wherever a call fails or is refused', async () => {
    const { model } = await whole()
    for (const [place, { seed }] of model.requests.entries()) {
      const broken = clinic(answers)
      const failing: Model = {
        ...broken,
        generate: (one) =>
          one.seed === seed
            ? Promise.reject(new ModelError('host answered 500', { retryable: true }))
            : broken.generate(one),
      }
      const failed = await ask(failing)
      expect(failed).toMatchObject({ answer: null, outcome: 'failed', failure: 'host answered 500' })
      expect(failed.failedStep, `call ${place}`).toBeTruthy()
      expect(failed.calls).toBe(broken.requests.length)

      const refusing: Model = {
        ...broken,
        generate: async (one) => (one.seed === seed ? { text: '', finish: 'refusal' } : broken.generate(one)),
      }
      expect(await ask(refusing)).toMatchObject({ answer: null, outcome: 'refused' })
    }
  })

  it('ends the run where no call can succeed, and when it is told to stop', async () => {
    const lost: Model = {
      ...clinic(),
      generate: () => Promise.reject(new ModelError('key', { retryable: false, pointless: true })),
    }
    await expect(ask(lost)).rejects.toThrow(/Nothing more was asked/)
    const signal = AbortSignal.abort()
    const stopped = answererOf(clinic(answers)).reply(first, contextOf(first), { ...request, signal })
    await expect(stopped).rejects.toThrow(/stopped/)
  })

  it('asks once more for what cannot be read, and never a third time', async () => {
    const { model, reply } = await whole()
    const kinds = new Set(model.requests.map((one) => askedOf(one).kind))
    for (const kind of kinds) {
      const mended = clinic({
        ...answers,
        [kind]: (step) => (step.again ? answerTo(step, answers) : ' '),
      })
      const first = await ask(mended)
      const unread = clinic({ ...answers, [kind]: () => ' ' })
      const second = await ask(unread)
      if (first.repairs === 0) {
        // The last word is read as any model's answer is, and not asked for again.
        expect(second).toMatchObject({ outcome: 'unparseable', invalidReason: 'empty', repairs: 0 })
        continue
      }
      expect(first).toMatchObject({ answer: reply.answer, outcome: 'answered' })
      expect(first.calls).toBe((reply.calls ?? 0) + (first.repairs ?? 0))
      expect(second).toMatchObject({ answer: null, outcome: 'step_unparseable' })
      expect(second.failedStep).toBeTruthy()
      const asked = new Map<string, number>()
      for (const { messages } of unread.requests) {
        const key = messages[0]?.content ?? ''
        asked.set(key, (asked.get(key) ?? 0) + 1)
      }
      expect(Math.max(...asked.values())).toBeLessThanOrEqual(2)
    }
  })

  it('comes to an end of its own whatever is said', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 40 }), async (words) => {
        const reply = await ask({ ...clinic(), generate: async () => ({ text: words, finish: 'stop' }) })
        expect(reply.answer).toBeNull()
        expect(reply.outcome).toBe('step_unparseable')
      }),
      { numRuns: 30 },
    )
  })
}
