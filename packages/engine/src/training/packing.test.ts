// Every example is computed once, whole, in a row that has room for it; what examples share is trees.test.ts.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planPasses, powerOfTwo, type Pass } from './packing.ts'

const lengths = fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 40 })

/** Examples of these lengths that share no beginning. */
const plan = (sizes: readonly number[], positions: number): readonly Pass[] =>
  planPasses(
    sizes.map((size, at) => new Int32Array(size).fill(at)),
    { positions, tree: positions },
  )

describe('planPasses', () => {
  it('places every example once, and none over another', () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 4096 }), (sizes, tokens) => {
        const passes = plan(sizes, tokens)
        const placed = passes.flatMap(({ places }) => places.map(({ example }) => example))
        expect(placed.toSorted((a, b) => a - b)).toEqual(sizes.flatMap((size, at) => (size > 0 ? [at] : [])))
        for (const pass of passes) {
          const used = Array.from({ length: pass.batch }, () => new Uint8Array(pass.length))
          for (const { example, row, start } of pass.places) {
            const size = sizes[example] as number
            expect(start + size).toBeLessThanOrEqual(pass.length)
            const taken = used[row]?.subarray(start, start + size)
            expect(taken?.every((count) => count === 0)).toBe(true)
            taken?.fill(1)
          }
          expect(used.every((row) => row[0] === 1)).toBe(true)
        }
      }),
    )
  })

  it('stays within the positions asked for, unless one example is longer', () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 64, max: 4096 }), (sizes, tokens) => {
        for (const { batch, length } of plan(sizes, tokens)) {
          expect(batch === 1 || batch * length <= tokens).toBe(true)
          expect(powerOfTwo(batch)).toBe(batch)
        }
      }),
    )
  })

  it('puts short examples where longer ones leave room, and says so', () => {
    const shapes = (passes: readonly Pass[]): unknown =>
      passes.map(({ batch, length, packed }) => ({ batch, length, packed }))
    expect(shapes(plan([100, 20, 100], 1024))).toEqual([{ batch: 2, length: 128, packed: true }])
    expect(shapes(plan([100, 90], 1024))).toEqual([{ batch: 2, length: 128, packed: false }])
  })
})
