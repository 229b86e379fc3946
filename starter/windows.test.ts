import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { windowsOf } from './windows.ts'

const documents = [10, 3, 40].map((length, document) =>
  Int32Array.from({ length }, (_, place) => document * 100 + place),
)

describe('windows of documents', () => {
  it('stand word for word in one document, and every token but the first is learnt', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 50 }), fc.nat(1000), (window, step) => {
        for (const { tokens, weights } of windowsOf(documents, { steps: 1, window, windows: 4 }, step, 1)) {
          const document = documents[Math.floor((tokens[0] as number) / 100)] as Int32Array
          expect(tokens.length).toBe(Math.min(window, document.length))
          tokens.forEach((token, place) => expect(token).toBe((tokens[0] as number) + place))
          expect([...weights]).toEqual([...weights].map((_, place) => (place === 0 ? 0 : 1)))
        }
      }),
    )
  })

  it('are the same for the same step, and others for another', () => {
    const draw = (step: number): unknown => windowsOf(documents, { steps: 9, window: 5, windows: 8 }, step, 1)
    expect(draw(3)).toEqual(draw(3))
    expect(draw(3)).not.toEqual(draw(4))
  })

  it('come from long documents as often as their length says', () => {
    const drawn = windowsOf(documents, { steps: 1, window: 2, windows: 3000 }, 0, 1)
    const fromLongest = drawn.filter(({ tokens }) => (tokens[0] as number) >= 200).length
    expect(fromLongest / 3000).toBeGreaterThan(0.7)
    expect(fromLongest / 3000).toBeLessThan(0.81)
  })
})
