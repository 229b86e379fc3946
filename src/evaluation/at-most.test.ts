import { expect, it } from 'vitest'
import { scriptedModel } from '../models/scripted.ts'
import { atMost } from './at-most.ts'

const request = { messages: [{ role: 'user' as const, content: 'x' }], maxOutputTokens: 1, temperature: 0 }

it('lets so many calls run at a time, in the order in which they came, and goes on after a fault', async () => {
  let running = 0
  let most = 0
  const model = scriptedModel(async ({ seed }) => {
    running += 1
    most = Math.max(most, running)
    for (let turn = 0; turn < 1 + (seed % 3); turn++) await new Promise((done) => setImmediate(done))
    running -= 1
    if (seed % 5 === 0) throw new Error('fault')
    return String(seed)
  })
  const paced = atMost(model, 3)
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, seed) => paced.generate({ ...request, seed })),
  )
  expect(most).toBe(3)
  expect(model.requests.map(({ seed }) => seed)).toEqual(Array.from({ length: 20 }, (_, seed) => seed))
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(4)
})

it('makes no waiting call after it was told to stop', async () => {
  const controller = new AbortController()
  const model = scriptedModel(async () => {
    await new Promise((done) => setImmediate(done))
    controller.abort()
    return 'done'
  })
  const paced = atMost(model, 1)
  const { signal } = controller
  const results = await Promise.allSettled(
    [1, 2, 3].map((seed) => paced.generate({ ...request, seed, signal })),
  )
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(model.requests).toHaveLength(1)
})
