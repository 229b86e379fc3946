import { describe, expect, it } from 'vitest'
import { contextText, shownTurns } from '../conversations/view.ts'
import { createPrompt } from '../prompts/prompt.ts'
import { regimes } from '../prompts/regimes.ts'
import { behaviorTokens } from '../taxonomy/behavior.ts'
import type { Task } from '../records/task.ts'
import { actionOf, actions } from '../prompts/actions.ts'
import { createExample, type ExampleSettings, type ValidationTask } from './example.ts'
import { byteCodec, contextOf, fixtureTasks } from './fixture.ts'
import { markingNames, markings, type MarkingName } from '../prompts/markings.ts'
import { neededTurns } from './shorten.ts'
import { targetOrders } from './target.ts'
import { trainingPrompt, trainingRegimes } from './training-prompt.ts'

const tasks = fixtureTasks()
const singles = markingNames.flatMap((name) => markings[name].added.map(({ text }) => text))
const codec = byteCodec([...new Set(singles)])

function settings(name: MarkingName, changes: Partial<ExampleSettings> = {}): ExampleSettings {
  return {
    codec,
    asking: trainingPrompt('behavior-token'),
    marking: markings[name],
    length: 1_000_000,
    recipe: { order: 'rationale-first', markWeight: 1 },
    ...changes,
  }
}

function made(task: Task, given: ExampleSettings): ValidationTask {
  const example = createExample(task, contextOf(task), given)
  if (typeof example === 'string') throw new Error(`${task.id}: ${example}`)
  return example
}

const targetOf = (example: ValidationTask): string => codec.decode(example.tokens.slice(example.prompt))

describe('an example', () => {
  it('is of tasks of every category, with and without challenges, in both modes', () => {
    expect(new Set(tasks.map(({ type }) => type)).size).toBeGreaterThanOrEqual(11)
    expect(new Set(tasks.map(({ behavior }) => behavior.token))).toEqual(new Set(behaviorTokens))
    expect(new Set(tasks.map(({ challenge }) => challenge?.member)).size).toBe(4)
  })

  it('asks as evaluation asks, to the byte', () => {
    for (const permute of [undefined, 5]) {
      for (const name of trainingRegimes) {
        const regime = regimes[name]({ recipe: 'paper', fewShot: () => expect.unreachable() })
        const prompt = createPrompt(regime, permute)
        const asking = trainingPrompt(name, permute)
        expect(asking.prompt.hash).toBe(prompt.hash)
        for (const task of tasks.filter((_, place) => place % 23 === 0)) {
          const example = made(task, settings('token', { asking }))
          const messages = prompt.ask(task, contextOf(task)).messages
          expect(example.tokens.slice(0, example.prompt)).toEqual(codec.prompt(messages))
        }
      }
    }
  })

  it.each(targetOrders)('has a target that is read back as the gold and its token: %s', (order) => {
    for (const permute of [undefined, 5]) {
      for (const name of trainingRegimes) {
        const asking = trainingPrompt(name, permute)
        const own = name === 'behavior-token' && permute === undefined && order === 'rationale-first'
        for (const task of tasks.filter((_, place) => own || place % 11 === 0)) {
          const example = made(task, settings('token', { asking, recipe: { order, markWeight: 1 } }))
          const read = asking.prompt.ask(task, contextOf(task)).read(targetOf(example))
          expect(read.answer).toBe(task.gold)
          expect(read.shown).toBe(example.gold)
          if (name === 'behavior-token') expect(read.token).toBe(task.behavior.token)
        }
      }
    }
  })

  it('keeps its rationale but for few', () => {
    const poorer = tasks.filter((task) => made(task, settings('token')).without !== undefined)
    expect(poorer.length / tasks.length).toBeLessThan(0.02)
  })

  it('is the same under every marking but for the mark', () => {
    for (const task of tasks.filter((_, place) => place % 11 === 0)) {
      const general = made(task, settings('none'))
      for (const name of markingNames.filter((one) => one !== 'none')) {
        const marked = made(task, settings(name))
        expect(marked.tokens.slice(0, marked.prompt)).toEqual(general.tokens.slice(0, general.prompt))
        // The line break behind the mark goes with it.
        const behind = marked.prompt + marked.markTokens + 1
        expect(marked.tokens.slice(behind)).toEqual(general.tokens.slice(general.prompt))
        expect(marked.marks[marked.goldMark]).toEqual(
          marked.tokens.slice(marked.prompt, marked.prompt + marked.markTokens),
        )
      }
      expect(general.markTokens).toBe(0)
    }
  })

  it('writes the token as a token, and in the ablation the same characters as text', () => {
    for (const task of tasks.slice(0, 40)) {
      const [token, text] = [made(task, settings('token')), made(task, settings('text'))]
      expect(targetOf(token)).toBe(targetOf(text))
      expect(token.markTokens).toBe(1)
      expect(text.markTokens).toBe(task.behavior.token.length)
    }
  })

  it('trains nothing of the prompt, all of the target, and ends', () => {
    for (const task of tasks.slice(0, 40)) {
      const example = made(task, settings('actions', { recipe: { order: 'answer-first', markWeight: 4 } }))
      expect(example.weights).toHaveLength(example.tokens.length - example.prompt)
      expect(example.weights.slice(0, 2)).toEqual([4, 4])
      expect(new Set(example.weights.slice(2))).toEqual(new Set([1]))
      expect(example.tokens.at(-1)).toBe(codec.end)
    }
  })

  it('offers every answer behind the mark as the target has it', () => {
    for (const task of tasks.slice(0, 40)) {
      const example = made(task, settings('token', { recipe: { order: 'answer-only', markWeight: 1 } }))
      const answer = example.answers[example.gold] ?? []
      const behindMark = example.tokens.slice(example.prompt + example.markTokens)
      expect(behindMark).toEqual([...answer, codec.end])
      expect(Object.keys(example.answers)).toEqual(task.options.map(({ letter }) => letter))
    }
  })
})

describe('a conversation that is too long', () => {
  const long = tasks.filter(({ view }) => view.to - view.from > 8).filter((_, place) => place % 5 === 0)

  it('loses its oldest turns, as few as it takes, and none that the task needs', () => {
    expect(long.length).toBeGreaterThan(10)
    for (const task of long) {
      const context = contextOf(task)
      const turns = shownTurns(context.conversation, task.view)
      const whole = made(task, settings('token'))
      const needed = neededTurns(task, turns)
      for (const room of [1, 200, 700]) {
        const length = whole.tokens.length - room
        const example = createExample(task, context, settings('token', { length }))
        if (typeof example === 'string') {
          expect(example).toBe('too long')
          continue
        }
        expect(example.tokens.length).toBeLessThanOrEqual(length)
        const shown = codec.decode(example.tokens.slice(0, example.prompt))
        const kept = turns.filter((turn) => shown.includes(contextText(context.case, [turn])))
        for (const number of needed) expect(kept.map((turn) => turn.number)).toContain(number)
        const spare = turns.filter(({ number }) => !needed.has(number))
        const gone = spare.slice(0, example.leftOut)
        for (const turn of gone) expect(shown).not.toContain(`Turn ${turn.number} (`)
        for (const turn of spare.slice(example.leftOut)) expect(shown).toContain(`Turn ${turn.number} (`)
        // One turn fewer would not have done.
        const last = gone.at(-1)
        const back = last === undefined ? '' : contextText(context.case, [last])
        expect(example.tokens.length + codec.encode(`${back}\n`).length).toBeGreaterThan(length)
      }
    }
  })

  it('gives no example where even what is needed does not fit', () => {
    for (const task of long.slice(0, 10)) {
      expect(createExample(task, contextOf(task), settings('token', { length: 300 }))).toBe('too long')
    }
  })
})

describe('the table of actions', () => {
  it('has an action for every task, of its own mode, and none that nothing takes', () => {
    const taken = new Set<string>()
    for (const task of tasks) {
      const action = actionOf(task)
      expect(action.mode).toBe(task.behavior.token)
      taken.add(action.token)
    }
    const rare = new Set(['<point_out_change>'])
    expect(
      actions.map(({ token }) => token).filter((token) => !taken.has(token) && !rare.has(token)),
    ).toEqual([])
  })
})
