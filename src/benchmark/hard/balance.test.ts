// The balance holds for any units: within a task of the wish, as large as it can be, the same in any order.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TaskTypeId } from '../../taxonomy/task-types.ts'
import { labelOf, largestBalanced, paperBalance, type Balance } from './balance.ts'
import type { HardUnit } from './units.ts'

const typeOf: Readonly<Record<string, TaskTypeId>> = {
  reactive: 'fact_retrieval',
  balanced: 'integrity_missing_turn_inference',
  proactive: 'consistency_check',
}

/** So many single tasks and so many triples of a category. */
function unitsOf(category: string, singles: number, triples: number): HardUnit[] {
  const type = typeOf[category] as TaskTypeId
  const unit = (key: string, size: number): HardUnit => ({
    key,
    members: Array.from({ length: size }, (_, index) => ({
      id: `${key} ${index}`,
      caseId: 'case',
      type,
      form: 'form',
      gold: 'A' as const,
      source: 'source',
      corpus: 'corpus',
    })),
  })
  return [
    ...Array.from({ length: singles }, (_, index) => unit(`${category} single ${index}`, 1)),
    ...Array.from({ length: triples }, (_, index) => unit(`${category} triple ${index}`, 3)),
  ]
}

const pools = fc
  .record({
    reactive: fc.tuple(fc.nat(25), fc.nat(6)),
    balanced: fc.tuple(fc.nat(25), fc.nat(6)),
    proactive: fc.tuple(fc.nat(25), fc.nat(6)),
  })
  .map((sizes) =>
    Object.entries(sizes).flatMap(([category, [singles, triples]]) => unitsOf(category, singles, triples)),
  )
const wishes = fc.oneof(
  fc.constant(paperBalance()),
  fc
    .record({ reactive: fc.nat(9), balanced: fc.nat(9), proactive: fc.nat(9) })
    .filter((weights) => Object.values(weights).some((weight) => weight > 0))
    .map((weights): Balance => ({ by: 'category', weights })),
)

const tasksIn = (units: readonly HardUnit[]): number =>
  units.reduce((sum, { members }) => sum + members.length, 0)

function countsOf(units: readonly HardUnit[], by: Balance['by']): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { members } of units)
    for (const { type } of members) counts.set(labelOf(by, type), (counts.get(labelOf(by, type)) ?? 0) + 1)
  return counts
}

/** By trying all counts of all categories: whether whole units make a set of this size that fits the wish. */
function fits(units: readonly HardUnit[], { weights }: Balance, size: number): boolean {
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0)
  const reachable = Object.keys(typeOf).map((category) => {
    const own = units.filter(({ members: [first] }) => first?.type === typeOf[category])
    const singles = own.filter(({ members }) => members.length === 1).length
    const triples = own.length - singles
    const exact = (size * (weights[category] ?? 0)) / sum
    const counts = new Set<number>()
    for (let three = 0; three <= triples; three++)
      for (let one = 0; one <= singles; one++) counts.add(one + 3 * three)
    return [...counts].filter((count) => Math.abs(count - exact) < 1 - 1e-9)
  })
  const [first = [], second = [], third = []] = reachable
  return first.some((a) => second.some((b) => third.some((c) => a + b + c === size)))
}

describe('the largest balanced part', () => {
  it('is within one task of each wished share, of whole units, and no larger one is', () => {
    fc.assert(
      fc.property(pools, wishes, fc.nat(5), (units, balance, seed) => {
        const { kept, rows } = largestBalanced(units, { balance, seed })
        const size = tasksIn(kept)
        const counts = countsOf(kept, 'category')
        for (const { label, wished, kept: number } of rows) {
          expect(Math.abs(number - size * (wished ?? 0))).toBeLessThan(1)
          expect(counts.get(label) ?? 0).toBe(number)
        }
        for (let larger = tasksIn(units); larger > size; larger--)
          expect(fits(units, balance, larger)).toBe(false)
        if (size > 0) expect(fits(units, balance, size)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('does not depend on the order of the units', () => {
    fc.assert(
      fc.property(
        pools.chain((units) =>
          fc.tuple(fc.constant(units), fc.shuffledSubarray(units, { minLength: units.length })),
        ),
        ([units, shuffled]) => {
          const keys = (of: readonly HardUnit[]): string[] =>
            largestBalanced(of, { balance: paperBalance(), seed: 3 }).kept.map(({ key }) => key)
          expect(keys(shuffled)).toEqual(keys(units))
        },
      ),
      { numRuns: 30 },
    )
  })

  it('is no larger than was asked, and everything where nothing is wished', () => {
    const units = [
      ...unitsOf('reactive', 40, 0),
      ...unitsOf('balanced', 30, 0),
      ...unitsOf('proactive', 9, 20),
    ]
    expect(tasksIn(largestBalanced(units, { balance: null, seed: 1 }).kept)).toBe(139)
    const limited = largestBalanced(units, { balance: paperBalance(), seed: 1, most: 50 })
    expect(Object.fromEntries(countsOf(limited.kept, 'category'))).toEqual({
      reactive: 19,
      balanced: 9,
      proactive: 22,
    })
  })

  it('draws other units by another seed', () => {
    const units = [
      ...unitsOf('reactive', 40, 0),
      ...unitsOf('balanced', 10, 0),
      ...unitsOf('proactive', 9, 9),
    ]
    const keys = (seed: number): string[] =>
      largestBalanced(units, { balance: paperBalance(), seed })
        .kept.map(({ key }) => key)
        .toSorted()
    expect(keys(1)).not.toEqual(keys(2))
    expect(keys(1)).toEqual(keys(1))
  })

  it('balances types where types are wished', () => {
    const units = [...unitsOf('reactive', 12, 0), ...unitsOf('proactive', 2, 5)]
    const balance: Balance = { by: 'type', weights: { fact_retrieval: 1, consistency_check: 2 } }
    const { kept } = largestBalanced(units, { balance, seed: 1 })
    expect(Object.fromEntries(countsOf(kept, 'type'))).toEqual({ fact_retrieval: 9, consistency_check: 17 })
  })
})
