import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TaskEntry } from '../benchmark/open-benchmark.ts'
import { countBy } from '../kit/group.ts'
import { tinyDecoders } from '@behaviorbench/engine/training/tiny-decoders.ts'
import { chooseTasks, draws } from './choose.ts'
import { tinyRecipe } from './fixture-base.ts'
import { memoryNeed, refuseTooLarge } from './memory-need.ts'
import { readRecipe } from './recipe.ts'
import { createBatches, learningRateAt, totalSteps } from './schedule.ts'

const groupsArbitrary = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 60 })

describe('the order of examples', () => {
  it('shows each once an epoch, whatever stays together, and is the same when it begins anew', () => {
    fc.assert(
      fc.property(
        groupsArbitrary,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (groups, batch, together) => {
          const recipe = { ...tinyRecipe, epochs: 2, batch, together }
          const total = totalSteps(groups.length, recipe)
          const batchOf = createBatches(groups, recipe, 3)
          const steps = Array.from({ length: total }, (_, step) => batchOf(step))
          for (const epoch of [steps.slice(0, total / 2), steps.slice(total / 2)]) {
            expect(epoch.flat().toSorted((a, b) => a - b)).toEqual([...groups.keys()])
            for (const one of epoch.slice(0, -1)) expect(one).toHaveLength(batch)
          }
          const later = createBatches(groups, recipe, 3)
          for (const step of [total - 1, 0]) expect(later(step)).toEqual(steps[step])
        },
      ),
    )
  })

  it('keeps examples of one conversation side by side', () => {
    const groups = Array.from({ length: 64 }, (_, place) => `conversation ${place % 8}`)
    const batchOf = createBatches(groups, { ...tinyRecipe, batch: 16, together: 8 }, 1)
    for (let step = 0; step < 4; step++) {
      expect(new Set(batchOf(step).map((place) => groups[place])).size).toBe(2)
    }
  })
})

describe('the learning rate', () => {
  it('rises to its peak and falls, and is above 0 in every step', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (total, warmup) => {
          const rates = Array.from({ length: total }, (_, step) =>
            learningRateAt(step, total, { ...tinyRecipe, warmup }),
          )
          expect(Math.max(...rates)).toBeCloseTo(tinyRecipe.learningRate, 12)
          const peak = rates.indexOf(Math.max(...rates))
          rates.forEach((rate, step) => {
            expect(rate).toBeGreaterThan(0)
            if (step > 0 && step <= peak) expect(rate).toBeGreaterThan(rates[step - 1] as number)
            if (step > peak + 1) expect(rate).toBeLessThan(rates[step - 1] as number)
          })
        },
      ),
    )
  })
})

describe('the draw of tasks', () => {
  const types = ['fact_retrieval', 'ddx_reasoning', 'consistency_check'] as const
  const tasks = Array.from(
    { length: 120 },
    (_, number): TaskEntry => ({
      id: `t${number}`,
      caseId: `c${number % 10}`,
      conversationId: `c${number % 10}`,
      type: types[number % 6 === 0 ? 0 : number % 3 === 0 ? 1 : 2],
      split: (['train', 'validation', 'test'] as const)[number % 12 < 8 ? 0 : number % 12 < 10 ? 1 : 2],
      group: `c${number % 10}`,
    }),
  )

  it('takes as many as are wished, of the split alone, in the benchmark’s order', () => {
    for (const draw of draws) {
      for (const count of [1, 7, 30, 80]) {
        const drawn = chooseTasks(tasks, 'train', count, draw, 1)
        expect(drawn).toHaveLength(count)
        expect(drawn.every(({ split }) => split === 'train')).toBe(true)
        expect(tasks.filter((task) => drawn.includes(task))).toEqual(drawn)
      }
    }
  })

  it('is even over types, or has the shares of the split', () => {
    const counts = (draw: (typeof draws)[number], count: number) => [
      ...countBy(chooseTasks(tasks, 'train', count, draw, 1), ({ type }) => type).values(),
    ]
    expect(Math.max(...counts('even', 24)) - Math.min(...counts('even', 24))).toBeLessThanOrEqual(1)
    const whole = countBy(chooseTasks(tasks, 'train', undefined, 'even', 1), ({ type }) => type)
    const half = countBy(chooseTasks(tasks, 'train', 40, 'proportional', 1), ({ type }) => type)
    for (const [type, count] of whole)
      expect(Math.abs((half.get(type) ?? 0) - count / 2)).toBeLessThanOrEqual(1)
  })
})

describe('a recipe', () => {
  it('of the paper has the numbers of its appendix G', () => {
    expect(readRecipe('paper')).toMatchObject({
      epochs: 1,
      batch: 64,
      learningRate: 1e-4,
      warmup: 0.05,
      beta1: 0.9,
      beta2: 0.95,
      weightDecay: 0.01,
      maxNorm: 1,
      rank: 8,
      alpha: 32,
      validateEvery: 100,
    })
    expect(readRecipe('paper').targets).toHaveLength(7)
  })

  it('that there is not is refused by its name', () => {
    expect(() => readRecipe('nothing-of-the-kind')).toThrow(/neither paper nor small/)
  })
})

describe('too little memory', () => {
  it('is said with what is needed and what helps', () => {
    const config = { ...tinyDecoders.qwen2, hidden: 8192, intermediate: 65_536, layers: 400 }
    const need = memoryNeed(config, 'float32', tinyRecipe, [{ tokens: [1, 2, 3] }])
    expect(() => refuseTooLarge('base', need)).toThrow(/base: needs about [\d.]+ GB of memory.*int8/)
    const small = memoryNeed(tinyDecoders.qwen2, 'float32', tinyRecipe, [{ tokens: [1, 2, 3] }])
    expect(() => refuseTooLarge('base', small)).not.toThrow()
  })
})
