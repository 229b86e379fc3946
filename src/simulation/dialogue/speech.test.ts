// Patterns become sentences: alternatives, nesting, slots, pronouns.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { randomFor } from '../../kit/random.ts'
import { createVoice, expand, listed, sentence } from './speech.ts'

it('chooses among alternatives, nested and empty ones too', () => {
  const seen = new Set(
    Array.from({ length: 200 }, (_, seed) => expand('a [b|c [d|e]|]f', randomFor('x', seed), {})),
  )
  expect(seen).toEqual(new Set(['a bf', 'a c df', 'a c ef', 'a f']))
})

it('fills slots, with a capital where the slot has one, and refuses unknown ones', () => {
  expect(expand('{Name} and {name}', randomFor('x'), { name: 'ann' })).toBe('Ann and ann')
  expect(() => expand('{other}', randomFor('x'), {})).toThrow(/other/)
  expect(() => expand('[a|b', randomFor('x'), {})).toThrow(/open bracket/)
})

it('inflects to the patient', () => {
  const her = createVoice(randomFor('v'), { sex: 'female', patient: 'the patient' })
  const him = createVoice(randomFor('v'), { sex: 'male', patient: 'the patient' })
  expect(her.inflect('{She} hurt {himself}; I saw {him} and {his} hand.')).toBe(
    'She hurt herself; I saw her and her hand.',
  )
  expect(him.inflect('{She} hurt {herself}; I saw {him} and {his} hand.')).toBe(
    'He hurt himself; I saw him and his hand.',
  )
})

it('uses every pattern once before any comes again', () => {
  const voice = createVoice(randomFor('v'), { sex: 'male', patient: 'x' })
  const patterns = ['one', 'two', 'three', 'four']
  const first = patterns.map(() => voice.say(patterns))
  expect(new Set(first).size).toBe(4)
})

it('never uses a pattern twice in a row, where there are others', () => {
  const voice = createVoice(randomFor('v'), { sex: 'male', patient: 'x' })
  const patterns = ['one', 'two', 'three']
  const said = Array.from({ length: 90 }, () => voice.say(patterns))
  for (const [at, text] of said.entries()) expect(text).not.toBe(said[at - 1])
})

it('always gives a sentence: capital, mark, no stray spaces', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,8}(?: [a-z,]{1,8}){0,6}$/), (text) => {
      const made = sentence(text)
      expect(made).toMatch(/[.?!]$/)
      expect(made.charAt(0)).toBe(made.charAt(0).toUpperCase())
    }),
  )
})

it('joins lists as one says them', () => {
  expect(listed(['a'])).toBe('a')
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c')
})
