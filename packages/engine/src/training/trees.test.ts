import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchOf, computedLength } from './batch.ts'
import { planPasses } from './packing.ts'
import { treesOf } from './trees.ts'
import type { Example } from '../engine.ts'

/** Few different tokens, so that much is shared by chance; and some that repeat the beginning of another. */
const examples = fc
  .array(
    fc.record({
      from: fc.nat(5),
      keep: fc.nat(20),
      more: fc.array(fc.nat(2), { maxLength: 12 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) => {
    const found: Int32Array[] = []
    for (const { from, keep, more } of rows)
      found.push(
        Int32Array.from([...(found[from % Math.max(1, found.length)] ?? []).slice(0, keep), ...more]),
      )
    return found
  })

describe('trees of examples', () => {
  it('hold every example that has tokens, once, and what they share with the one before is what it has', () => {
    fc.assert(
      fc.property(examples, fc.integer({ min: 1, max: 60 }), (all, most) => {
        const branches = treesOf(all, most).flatMap((tree) => tree.branches)
        expect(branches.map(({ example }) => example).toSorted((a, b) => a - b)).toEqual(
          [...all.keys()].filter((example) => all[example]?.length !== 0),
        )
        for (const tree of treesOf(all, most)) {
          let before: readonly number[] = []
          for (const { example, shared, own } of tree.branches) {
            const tokens = [...(all[example] as Int32Array)]
            expect(tokens.length).toBe(shared + own)
            expect(tokens.slice(0, shared)).toEqual(before.slice(0, shared))
            before = tokens
          }
          const longest = Math.max(...tree.branches.map(({ example }) => (all[example] as Int32Array).length))
          expect(tree.length).toBe(tree.branches.reduce((sum, { own }) => sum + own, 0))
          expect(tree.length).toBeLessThanOrEqual(Math.max(longest, most))
        }
      }),
    )
  })

  it('are not made of what shares too little', () => {
    const [one, other] = [Int32Array.from([1, 2, 3, 4, 5]), Int32Array.from([1, 2, 6, 7, 8])]
    expect(treesOf([one, other], 100)).toHaveLength(2)
    expect(treesOf([one, Int32Array.from([1, 2, 3, 9])], 100)).toHaveLength(1)
  })
})

describe('a batch of trees', () => {
  it('shows each target just the tokens before it', () => {
    fc.assert(
      fc.property(examples, fc.integer({ min: 1, max: 60 }), (all, positions) => {
        const whole = all.map(
          (tokens): Example => ({
            tokens,
            weights: Float32Array.from(tokens, (_, place) =>
              place > 0 && (place + tokens.length) % 2 === 0 ? 1 : 0,
            ),
          }),
        )
        const computed = whole.map((example) => example.tokens.subarray(0, computedLength(example)))
        let targets = 0
        for (const pass of planPasses(computed, { positions, tree: positions })) {
          const batch = batchOf(pass, whole)
          for (const { row, token, example, place } of batch.targets) {
            const own = whole[example] as Example
            const wanted = [...own.weights.keys()].filter((at) => own.weights[at] !== 0)[place] as number
            const start = row - (row % pass.length)
            const seen = Array.from({ length: row - start + 1 }, (_, at) => start + at).filter(
              (at) => row - start < (batch.ends[at] as number),
            )
            expect(token).toBe(own.tokens[wanted])
            expect(seen.map((at) => batch.tokens[at])).toEqual([...own.tokens.subarray(0, wanted)])
            expect(seen.map((at) => Number(batch.positions[at]))).toEqual([
              ...own.tokens.subarray(0, wanted).keys(),
            ])
            targets += 1
          }
        }
        expect(targets).toBe(
          whole.reduce((sum, { weights }) => sum + weights.filter((weight) => weight !== 0).length, 0),
        )
      }),
    )
  })
})
