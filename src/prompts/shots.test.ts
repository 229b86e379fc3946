import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Task } from '../records/task.ts'
import { createShotPool, shotOrigins } from './shots.ts'

const types = ['fact_retrieval', 'omission_detection', 'consistency_check'] as const
type Row = readonly [number, number, number]
const taskOf = ([caseNumber, type, number]: Row): Task =>
  ({ id: `t${caseNumber}-${type}-${number}`, caseId: `c${caseNumber}`, type: types[type] }) as unknown as Task
/** Two cases a group. */
const groupOf = (caseId: string): string => `g${Math.floor(Number(caseId.slice(1)) / 2)}`

const rows = fc.array(fc.tuple(fc.nat(20), fc.nat(2), fc.nat(3)), { minLength: 1, maxLength: 60 })

describe('createShotPool', () => {
  it('draws so many examples of other groups, no two of one group, the same each time, or says that it cannot', () => {
    fc.assert(
      fc.property(
        rows,
        fc.tuple(fc.nat(20), fc.nat(2), fc.constant(9)),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(...shotOrigins),
        (training, asked, count, from) => {
          const tasks = training.map(taskOf)
          const task = taskOf(asked)
          const pool = createShotPool(tasks, groupOf, { count, from, seed: 3 })
          const usable = tasks.filter(
            (one) =>
              groupOf(one.caseId) !== groupOf(task.caseId) && (from === 'mixed' || one.type === task.type),
          )
          if (new Set(usable.map(({ caseId }) => groupOf(caseId))).size < count) {
            expect(() => pool.shotsFor(task)).toThrow(/the training split holds only \d for a task of type/)
            return
          }
          const shots = pool.shotsFor(task)
          expect(shots).toHaveLength(count)
          expect(new Set(shots.map(({ caseId }) => groupOf(caseId))).size).toBe(count)
          for (const shot of shots) expect(usable).toContain(shot)
          expect(pool.shotsFor(task)).toEqual(shots)
        },
      ),
    )
  })

  it('mixes the types, whatever is commonest', () => {
    const training = Array.from({ length: 300 }, (_, n) =>
      taskOf([n * 2 + 100, n < 280 ? 0 : n < 290 ? 1 : 2, n]),
    )
    const pool = createShotPool(training, groupOf, { count: 3, from: 'mixed', seed: 1 })
    for (let number = 0; number < 20; number += 1) {
      const drawn = pool.shotsFor(taskOf([number, 0, 9]))
      expect(new Set(drawn.map(({ type }) => type)).size).toBe(3)
    }
  })

  it('draws other examples under another seed', () => {
    const training = Array.from({ length: 100 }, (_, n) => taskOf([n * 2 + 100, 0, n]))
    const drawn = [1, 2].map((seed) =>
      createShotPool(training, groupOf, { count: 3, from: 'same-type', seed }).shotsFor(taskOf([1, 0, 9])),
    )
    expect(drawn[0]).not.toEqual(drawn[1])
  })
})
