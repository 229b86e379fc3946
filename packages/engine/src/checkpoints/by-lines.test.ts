import { readFile } from 'node:fs/promises'
import { Tokenizer } from '@huggingface/tokenizers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byLines, dividesAtLines } from './by-lines.ts'
import { fixturePath } from './fixture-files.ts'
import type { JsonObject } from './tokenizer-files.ts'

const json = JSON.parse(await readFile(fixturePath('tokenizer/tokenizer.json'), 'utf8')) as JsonObject
const pieces = [
  '\n',
  ' ',
  '\n\n',
  '\r\n',
  '\t',
  'fever',
  'Turn 3',
  '7.5',
  '.',
  '|',
  '<|im_start|>',
  '<|im_end|>',
  '\u0301',
  'é',
]

/** GPT-2's pattern, which has no part of its own for line breaks. */
const older = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"
const withPattern = (pattern: string): JsonObject => {
  const copy = structuredClone(json) as JsonObject & {
    pre_tokenizer: { pretokenizers: { pattern?: { Regex: string } }[] }
  }
  const [split] = copy.pre_tokenizer.pretokenizers
  if (split?.pattern !== undefined) split.pattern.Regex = pattern
  return copy
}

describe('encoding by lines', () => {
  for (const [name, tokenizerJson] of [
    ["Qwen's", json],
    ["GPT-2's", withPattern(older)],
  ] as const)
    it(`gives the tokens of the whole, with ${name} pattern`, () => {
      const tokenizer = new Tokenizer(tokenizerJson, {})
      const whole = (text: string): readonly number[] =>
        tokenizer.encode(text, { add_special_tokens: false }).ids
      const encode = byLines(whole)
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 14 }), (parts) => {
          const text = parts.join('')
          expect([...encode(text)]).toEqual(whole(text))
        }),
        { numRuns: 300 },
      )
    })

  it('asks for a line once', () => {
    const asked: string[] = []
    const encode = byLines((text) => {
      asked.push(text)
      return [text.length]
    })
    encode('one\ntwo\nthree')
    encode('one\ntwo\nfour')
    expect(asked).toEqual(['one\n', 'two\n', 'three', 'four'])
  })

  it('is not for tokenizers that add to or take from the beginning of a text', () => {
    expect(dividesAtLines(json)).toBe(true)
    expect(dividesAtLines({ ...json, pre_tokenizer: { type: 'Metaspace' } })).toBe(false)
    expect(dividesAtLines({ ...json, pre_tokenizer: { type: 'ByteLevel', add_prefix_space: true } })).toBe(
      false,
    )
    expect(dividesAtLines({ ...json, added_tokens: [{ content: '<mask>', lstrip: true }] })).toBe(false)
  })
})
