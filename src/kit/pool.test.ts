import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forEachOf, mapOrdered } from './pool.ts'
import { pauseAfter, sleep } from './retry.ts'

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

describe('forEachOf', () => {
  it('does each once, never more at a time than told, and lets a slow one hold up no other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { maxLength: 20 }),
        fc.integer({ min: 1, max: 6 }),
        async (waits, limit) => {
          let running = 0
          let most = 0
          const done: number[] = []
          await forEachOf(waits.entries(), limit, async ([index, wait]) => {
            running += 1
            most = Math.max(most, running)
            await sleep(wait)
            running -= 1
            done.push(index)
          })
          expect(done.toSorted((a, b) => a - b)).toEqual(waits.map((_, index) => index))
          expect(most).toBeLessThanOrEqual(limit)
        },
      ),
      { numRuns: 20 },
    )
    const done: number[] = []
    let release = (): void => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await forEachOf([0, 1, 2, 3], 2, async (item) => {
      if (item === 0) await held
      done.push(item)
      if (item === 3) release()
    })
    expect(done).toEqual([1, 2, 3, 0])
  })

  it('begins nothing after an error or a stop, and waits for what has begun', async () => {
    const ended: number[] = []
    const work = async (item: number): Promise<void> => {
      await sleep(1)
      if (item === 1) throw new Error('one')
      ended.push(item)
    }
    await expect(forEachOf([0, 1, 2, 3, 4, 5, 6, 7], 2, work)).rejects.toThrow('one')
    expect(ended).toContain(0)
    expect(ended).not.toContain(7)
    const seen: number[] = []
    await forEachOf([1, 2], 1, async (item) => void seen.push(item), AbortSignal.abort())
    expect(seen).toEqual([])
  })
})

describe('pauseAfter', () => {
  it('grows to its maximum and no further', () => {
    const policy = { attempts: 3, firstDelayMs: 10, maximumDelayMs: 1000 }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (tries) => {
        const pause = pauseAfter(tries, policy)
        expect(pause).toBeGreaterThanOrEqual(0)
        expect(pause).toBeLessThanOrEqual(Math.min(1000, 10 * 2 ** (tries - 1)))
      }),
    )
  })
})
