import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapOrdered } from './pool.ts'
import { retry, sleep } from './retry.ts'

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = []
  for await (const item of items) result.push(item)
  return result
}

describe('mapOrdered', () => {
  it('keeps order and the limit, whatever finishes first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { maxLength: 20 }),
        fc.integer({ min: 1, max: 6 }),
        async (waits, limit) => {
          let running = 0
          let most = 0
          const work = async (wait: number, index: number): Promise<number> => {
            running += 1
            most = Math.max(most, running)
            await sleep(wait)
            running -= 1
            return index
          }
          expect(await all(mapOrdered(waits, limit, work))).toEqual(waits.map((_, index) => index))
          expect(most).toBeLessThanOrEqual(limit)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('throws what the work throws, at its place', async () => {
    const seen: number[] = []
    const run = async (): Promise<void> => {
      const results = mapOrdered([1, 2, 3], 3, async (value) => {
        if (value === 2) throw new Error('two')
        return value
      })
      for await (const value of results) seen.push(value)
    }
    await expect(run()).rejects.toThrow('two')
    expect(seen).toEqual([1])
  })
})

describe('retry', () => {
  const policy = { attempts: 3, firstDelayMs: 1, maximumDelayMs: 2 }

  it('tries again only what is retryable, and not more often than told', async () => {
    let calls = 0
    const failing = async (): Promise<never> => {
      calls += 1
      throw new Error('down')
    }
    await expect(retry(policy, () => ({ retryable: true }), failing)).rejects.toThrow('down')
    expect(calls).toBe(3)
    calls = 0
    await expect(retry(policy, () => ({ retryable: false }), failing)).rejects.toThrow('down')
    expect(calls).toBe(1)
  })
})
