import fc from 'fast-check'
import { expect, it } from 'vitest'
import { together } from './together.ts'

it('gives each call its own result or fault, whatever groups they come in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer(), { maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      async (numbers, most) => {
        const sizes: number[] = []
        const call = together(async (items: readonly number[]) => {
          sizes.push(items.length)
          if (items.some((item) => item % 7 === 0)) throw new Error('a group with a seventh')
          return items.map((item) => 2 * item)
        }, most)
        const results = await Promise.allSettled(numbers.map(call))
        results.forEach((result, place) => {
          const number = numbers[place] as number
          if (number % 7 === 0) expect(result.status).toBe('rejected')
          else expect(result).toEqual({ status: 'fulfilled', value: 2 * number })
        })
        for (const size of sizes) expect(size).toBeLessThanOrEqual(most)
      },
    ),
  )
})

it('puts together what comes while it works', async () => {
  const groups: number[][] = []
  const call = together(async (items: readonly number[]) => {
    groups.push([...items])
    return items
  }, 3)
  await Promise.all([1, 2, 3, 4, 5].map(call))
  expect(groups).toEqual([
    [1, 2, 3],
    [4, 5],
  ])
})
