// Each shared beginning stands in the tree once, whatever the order in which prompts come.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prefixTree, type PrefixNode, type Sequence } from './prefix-tree.ts'

const sequences = fc
  .array(fc.tuple(fc.array(fc.constantFrom(1, 2), { minLength: 1, maxLength: 8 }), fc.nat(7)), {
    maxLength: 12,
  })
  .map((all) =>
    all.map(([tokens, at], place): Sequence<number> => {
      const position = Math.min(at, tokens.length - 1)
      return { tokens: Int32Array.from(tokens), asks: [{ position, of: place }] }
    }),
  )

function paths(nodes: readonly PrefixNode<number>[], above: readonly number[] = []): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const { start, tokens, asks, children } of nodes) {
    expect(start).toBe(above.length)
    const all = [...above, ...tokens]
    for (const { position, of } of asks) found.set(all.slice(0, position + 1).join(), [...of])
    for (const [path, of] of paths(children, all)) found.set(path, of)
  }
  return found
}

const size = (nodes: readonly PrefixNode<number>[]): number =>
  nodes.reduce((sum, { tokens, children }) => sum + tokens.length + size(children), 0)

describe('a tree of prompts', () => {
  it('has each beginning once, and all that is asked of it there', () => {
    fc.assert(
      fc.property(sequences, (all) => {
        const nodes = prefixTree(all)
        const asked = all.map(({ tokens, asks }) => [
          ...tokens.subarray(0, (asks[0]?.position as number) + 1),
        ])
        const beginnings = new Set(
          asked.flatMap((tokens) => tokens.map((_, at) => tokens.slice(0, at + 1).join())),
        )
        expect(size(nodes)).toBe(beginnings.size)
        const found = paths(nodes)
        asked.forEach((tokens, place) => expect(found.get(tokens.join())).toContain(place))
      }),
    )
  })
})
