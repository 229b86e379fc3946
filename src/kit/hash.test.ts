import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, contentId } from './hash.ts'

describe('canonicalJson', () => {
  it('is JSON of the same value, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
    expect(canonicalJson({ b: 1, a: [{ d: 1, c: 2 }] })).toBe('{"a":[{"c":2,"d":1}],"b":1}')
  })

  it('leaves undefined out', () => {
    expect(contentId('x', { a: 1, b: undefined })).toBe(contentId('x', { a: 1 }))
  })
})
