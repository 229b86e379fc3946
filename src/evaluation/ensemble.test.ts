import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ModelError } from '../models/model.ts'
import { scriptedModel } from '../models/scripted.ts'
import { createPrompt } from '../prompts/prompt.ts'
import { zeroShot } from '../prompts/regimes/zero-shot.ts'
import type { Ballot, Prediction } from '../records/prediction.ts'
import { predictionSchema } from '../records/prediction.ts'
import { regimeText, runSchema, type Run } from '../records/run.ts'
import { letters, type Letter, type Task } from '../records/task.ts'
import { askedTasks, contextOf } from './agents/fixture-clinic.ts'
import type { Reply } from './answerer.ts'
import { majority } from './ensemble.ts'
import { checkMembers, runsAnswerer, type Member } from './ensemble-runs.ts'
import { votingAnswerer } from './ensemble-samples.ts'
import { modelAnswerer } from './model-answerer.ts'

const [task] = askedTasks as readonly [Task, ...Task[]]
const ballots = (text: string): Ballot[] =>
  text
    .split('')
    .map((letter) =>
      letter === '-'
        ? { answer: null, outcome: 'unparseable' }
        : { answer: letter as Letter, outcome: 'answered' },
    )
const seeded = { rule: 'seeded', keys: [1, 'task', 0] } as const
const first = { rule: 'first', keys: [1, 'task', 0] } as const
const sheet = fc.array(fc.constantFrom('A', 'B', 'C', 'D', '-'), { maxLength: 9 }).map((all) => all.join(''))

describe('a majority', () => {
  it('is the letter with the most voices; who abstains weighs nothing', () => {
    expect(majority(ballots('ABB'), seeded)).toEqual({ answer: 'B' })
    expect(majority(ballots('--C'), seeded)).toEqual({ answer: 'C' })
    expect(majority(ballots('---'), seeded)).toEqual({ answer: null })
    expect(majority([], seeded)).toEqual({ answer: null })
  })

  it('says between which letters it was tied', () => {
    expect(majority(ballots('CAAC-'), first)).toEqual({ answer: 'C', tied: ['A', 'C'] })
    const { answer, tied } = majority(ballots('CAAC-'), seeded)
    expect(tied).toEqual(['A', 'C'])
    expect(tied).toContain(answer)
  })

  it('draws each tied letter for some items, and the same for one item', () => {
    const drawn = Array.from({ length: 40 }, (_, item) =>
      majority(ballots('DB'), { rule: 'seeded', keys: [1, item] }),
    )
    expect(new Set(drawn.map(({ answer }) => answer))).toEqual(new Set(['B', 'D']))
    expect(majority(ballots('BD'), seeded)).toEqual(majority(ballots('DB'), seeded))
  })

  it('has no letter with more voices beside it, in whatever order they come', () => {
    fc.assert(
      fc.property(sheet, (text) => {
        const voices = (letter: string): number => text.split(letter).length - 1
        const most = Math.max(...letters.map(voices))
        for (const rule of ['seeded', 'first'] as const) {
          const { answer, tied } = majority(ballots(text), { rule, keys: [7] })
          expect(answer === null).toBe(most === 0)
          if (answer !== null) expect(voices(answer)).toBe(most)
          const leading = letters.filter((letter) => most > 0 && voices(letter) === most)
          expect(tied ?? leading.slice(0, 1)).toEqual(leading)
        }
        const sorted = text.split('').toSorted().join('')
        expect(majority(ballots(sorted), seeded)).toEqual(majority(ballots(text), seeded))
      }),
    )
  })

  it('counts weights, and ties of weights that rounding keeps apart', () => {
    expect(majority(ballots('ABB'), seeded, [3, 1, 1])).toEqual({ answer: 'A' })
    expect(majority(ballots('BAA'), first, [0.3, 0.1, 0.2]).tied).toEqual(['A', 'B'])
  })
})

const sampling = { maxOutputTokens: 10, temperature: 0.7 }
const prompt = createPrompt(zeroShot())

async function vote(
  said: (call: number) => string,
  voices: number,
  repeat = 0,
  permute?: number,
): Promise<Reply> {
  const model = scriptedModel((_, call) => ({
    text: said(call),
    finish: 'stop',
    inputTokens: 5,
    outputTokens: 1,
  }))
  const inner = modelAnswerer(
    model,
    permute === undefined ? prompt : createPrompt(zeroShot(), permute),
    sampling,
    '/',
  )
  return votingAnswerer(inner, voices, 'first').reply(task, contextOf(task), { seed: 1, repeat })
}

describe('a vote over samples', () => {
  it('asks each as a repeat of its own, and says what all of them said and cost', async () => {
    const model = scriptedModel((_, call) => ({
      text: `Answer: ${'ABB'[call % 3]}`,
      finish: 'stop',
      inputTokens: 5,
      outputTokens: 1,
    }))
    const answerer = votingAnswerer(modelAnswerer(model, prompt, sampling, '/'), 3, 'seeded')
    expect(regimeText(answerer.asks)).toBe('zero-shot, vote of 3 samples')
    const reply = await answerer.reply(task, contextOf(task), { seed: 1, repeat: 0 })
    await answerer.reply(task, contextOf(task), { seed: 1, repeat: 1 })
    expect(new Set(model.requests.map(({ seed }) => seed)).size).toBe(6)
    expect(reply).toMatchObject({
      answer: 'B',
      outcome: 'answered',
      calls: 3,
      inputTokens: 15,
      outputTokens: 3,
      votes: ballots('ABB'),
    })
    expect(reply.output).toBe('[sample 1]\nAnswer: A\n\n[sample 2]\nAnswer: B\n\n[sample 3]\nAnswer: B')
    const identity = { taskId: task.id, model: 'm', regime: 'r', promptHash: 'h', seed: 1, repeat: 0 }
    expect(predictionSchema.parse({ ...identity, ...reply })).toEqual({ ...identity, ...reply })
  })

  it('records ties, abstentions and why nobody answered', async () => {
    expect(await vote((call) => ['Answer: C', 'Answer: A', 'I pass'][call] ?? '', 3)).toMatchObject({
      answer: 'C',
      tied: ['A', 'C'],
      votes: [{ answer: 'C' }, { answer: 'A' }, { answer: null, outcome: 'unparseable' }],
    })
    expect(await vote(() => '', 2)).toMatchObject({
      answer: null,
      outcome: 'unparseable',
      invalidReason: 'empty',
    })
    const mixed = await vote((call) => (call === 0 ? '' : 'Answer: A or B'), 2)
    expect(mixed).toMatchObject({ answer: null, outcome: 'unparseable' })
    expect(mixed.invalidReason).toBeUndefined()
  })

  it('maps permuted letters back', async () => {
    const reply = await vote(() => 'Answer: B', 2, 0, 3)
    expect(reply.shown?.answer).toBe('B')
    expect(reply.answer).toBe(reply.shown?.order[1])
  })

  it('goes on where a sample fails, and has failed where all do', async () => {
    const failing = (fails: (call: number) => boolean): Promise<Reply> => {
      const model = scriptedModel((_, call) => {
        if (fails(call)) throw new ModelError('host answered 500', { retryable: true })
        return 'Answer: A'
      })
      const answerer = votingAnswerer(modelAnswerer(model, prompt, sampling, '/'), 3, 'first')
      return answerer.reply(task, contextOf(task), { seed: 1, repeat: 0 })
    }
    expect(await failing((call) => call < 2)).toMatchObject({ answer: 'A', outcome: 'answered', calls: 1 })
    expect(await failing(() => true)).toMatchObject({
      answer: null,
      outcome: 'failed',
      failure: 'host answered 500',
      calls: 0,
    })
  })
})

function member(model: string, answers: string, changes: Partial<Run> = {}): Member {
  const run = runSchema.parse({
    format: 'behaviorbench-run/1',
    benchmarkId: 'bench_1',
    split: 'test',
    model,
    endpoint: 'test',
    parameters: {},
    regime: 'zero-shot',
    promptHash: 'h',
    seed: 1,
    repeats: 1,
    tasks: answers.length,
    ...changes,
  })
  const predictions = ballots(answers).map(
    (ballot, index): Prediction => ({
      taskId: (askedTasks[index] as Task).id,
      model,
      regime: run.regime,
      promptHash: 'h',
      seed: 1,
      repeat: 0,
      ...ballot,
      output: '',
      inputTokens: 7,
    }),
  )
  return { folder: `runs/${model}`, run, predictions, hash: model }
}

describe('a vote over runs', () => {
  it('takes the answers as they are, and its header names the members', async () => {
    const answerer = runsAnswerer(
      [member('one', 'AB-'), member('two', 'BB-'), member('three', 'BA-')],
      'first',
    )
    expect(answerer.id).toBe('vote of one, two, three')
    expect(answerer.asks).toMatchObject({
      regime: 'zero-shot',
      vote: {
        over: 'runs',
        voices: 3,
        ties: 'first',
        members: [
          { model: 'one', asked: 'zero-shot', predictions: 'one', weight: 1 },
          { model: 'two' },
          { model: 'three' },
        ],
      },
    })
    const replies = await Promise.all(
      askedTasks.map((asked) => answerer.reply(asked, contextOf(asked), { seed: 1, repeat: 0 })),
    )
    expect(replies.map(({ answer }) => answer)).toEqual(['B', 'B', null])
    expect(replies[0]).toMatchObject({ output: 'one: A\ntwo: B\nthree: B', calls: 3, inputTokens: 21 })
    expect(replies[2]).toMatchObject({ outcome: 'unparseable', votes: ballots('---') })
  })

  it('names the way of asking only where all were asked so', () => {
    const answerer = runsAnswerer([member('one', 'A'), member('one', 'A', { regime: 'explicit' })], 'first')
    expect(answerer.asks.regime).toBe('several')
    expect(answerer.id).toBe('vote of one (zero-shot), one (explicit)')
  })

  it('has a hash that changes with any member, its weight and the rule', () => {
    const pair = [member('one', 'AB'), member('two', 'BB')]
    const hashes = [
      runsAnswerer(pair, 'first'),
      runsAnswerer(pair, 'seeded'),
      runsAnswerer(pair.toReversed(), 'first'),
      runsAnswerer(pair, 'first', [2, 1]),
      runsAnswerer([member('one', 'AB'), { ...member('two', 'BB'), hash: 'changed' }], 'first'),
    ].map(({ asks }) => asks.promptHash)
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  it.each([
    [
      member('two', 'AB', { benchmarkId: 'bench_2' }),
      /runs\/two: is a run on benchmark bench_2, but runs\/one is on/,
    ],
    [member('two', 'AB', { repeats: 3 }), /runs\/two: asked each task 3 times, but runs\/one once/],
    [member('two', 'A'), /runs\/two: lacks 1 answers that runs\/one has, and has 0/],
    [member('two', 'ABC'), /runs\/two: lacks 0 answers that runs\/one has, and has 1/],
  ])('is refused to members that differ', (other, message) => {
    expect(() => checkMembers([member('one', 'AB'), member('fine', 'BA'), other])).toThrow(message)
    expect(() => checkMembers([member('one', 'AB'), member('fine', 'BA')])).not.toThrow()
  })
})
