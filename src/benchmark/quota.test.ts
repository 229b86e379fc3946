import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fiveClasses } from '../taxonomy/behavior.ts'
import { taskTypeIds } from '../taxonomy/task-types.ts'
import { fillQuota, shareRows, type Counted, type Unit } from './quota.ts'
import { paperShares, sharesSchema } from './shares.ts'

const types = taskTypeIds.slice(0, 4)

const unit = fc.record({
  type: fc.constantFrom(...types),
  members: fc.array(
    fc.record({
      class: fc.constantFrom(...fiveClasses),
      complexity: fc.constantFrom('intermediate', 'advanced'),
    }),
    { minLength: 1, maxLength: 3 },
  ),
})
const units = fc.array(unit, { minLength: 1, maxLength: 120 }).map((rows) =>
  rows.map(
    ({ type, members }, index): Unit => ({
      key: `u${index}`,
      members: members.map((member, at) => ({ ...member, type, id: `u${index}-${at}` })),
    }),
  ),
)

/** So many single tasks of each cell. */
function evenly(count: number): Unit[] {
  return types.flatMap((type) =>
    fiveClasses.flatMap((behavior) =>
      Array.from({ length: count }, (_, index): Unit => {
        const id = `${type} ${behavior} ${index}`
        const complexity = index % 2 === 0 ? 'advanced' : 'intermediate'
        return { key: id, members: [{ id, type, class: behavior, complexity }] }
      }),
    ),
  )
}

const keptOf = (all: readonly Unit[], ids: ReadonlySet<string>): Counted[] =>
  all.flatMap((one) => one.members).filter(({ id }) => ids.has(id))

describe('fillQuota', () => {
  it('keeps units whole, never exceeds the size, and does not depend on order', () => {
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 200 }), fc.integer(), (all, size, seed) => {
        const kept = fillQuota(all, { shares: {}, size }, seed)
        expect(kept.size).toBeLessThanOrEqual(size)
        for (const { members } of all)
          expect([0, members.length]).toContain(members.filter(({ id }) => kept.has(id)).length)
        expect([...fillQuota(all.toReversed(), { shares: {}, size }, seed)].toSorted()).toEqual(
          [...kept].toSorted(),
        )
      }),
    )
  })

  it('gives exactly the size where tasks are single and there are enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer(), (size, seed) => {
        expect(fillQuota(evenly(20), { shares: {}, size }, seed).size).toBe(size)
      }),
    )
  })

  it('gives exactly the size where it takes a triple in place of a single task', () => {
    const triple = (key: string): Unit => ({
      key,
      members: ['a', 'b', 'c'].map((member) => ({
        id: `${key}${member}`,
        type: types[0] as string,
        class: 'balanced',
        complexity: 'advanced',
      })),
    })
    const single: Unit = {
      key: 's',
      members: [{ id: 's', type: types[1] as string, class: 'balanced', complexity: 'advanced' }],
    }
    const all = [triple('t'), triple('u'), triple('v'), single]
    for (const size of [3, 4, 6, 7, 9, 10]) expect(fillQuota(all, { shares: {}, size }, 1).size).toBe(size)
  })

  it('meets the wished shares of types and classes to within a point where there is enough of each', () => {
    const all = evenly(200)
    const shares = {
      types: { [types[0] as string]: 3, [types[1] as string]: 1 },
      classes: { highly_reactive: 1, balanced: 3, highly_proactive: 6 },
      complexity: { advanced: 9, intermediate: 1 },
    }
    const kept = keptOf(all, fillQuota(all, { shares, size: 120 }, 5))
    expect(kept).toHaveLength(120)
    for (const row of shareRows(shares, kept)) expect(Math.abs(row.kept - row.wished)).toBeLessThan(0.03)
  })

  it('without a size takes as many as the scarcest type allows', () => {
    const all = [...evenly(10), ...evenly(40).filter(({ members }) => members[0]?.type === types[1])]
    const shares = { types: { [types[0] as string]: 1, [types[1] as string]: 1 } }
    expect(
      fillQuota(
        all.filter(({ key }, at) => all.findIndex((one) => one.key === key) === at),
        { shares, size: undefined },
        1,
      ).size,
    ).toBe(100)
  })

  it('fills what a type lacks from the others, in proportion', () => {
    const all = evenly(10).filter(({ members }) =>
      members.every((task) => task.type !== types[0] || task.class === 'balanced'),
    )
    const kept = keptOf(all, fillQuota(all, { shares: {}, size: 100 }, 1))
    const count = (type: string | undefined): number => kept.filter((task) => task.type === type).length
    expect(types.map(count)).toEqual([10, 30, 30, 30])
  })
})

describe('the paper’s shares', () => {
  it('are shares, of all types and classes', () => {
    const shares = sharesSchema.parse(paperShares())
    expect(Object.keys(shares.types ?? {})).toHaveLength(taskTypeIds.length)
    expect(Object.keys(shares.classes ?? {})).toHaveLength(fiveClasses.length)
  })
})
