// The tokenizer that is learnt is one the Hugging Face library reads, loses nothing, and merges what is frequent.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTokenizer, type TextTokenizer } from '../packages/engine/src/checkpoints/tokenizer.ts'
import { createWordCounter, learnBytePairs, tokenizerJson } from './byte-pairs.ts'

function learn(texts: readonly string[], size: number): ReturnType<typeof learnBytePairs> {
  const counter = createWordCounter()
  for (const text of texts) counter.add(text)
  return learnBytePairs(counter.counts(), size)
}

function tokenizerOf(texts: readonly string[], size: number): TextTokenizer {
  const json = tokenizerJson(learn(texts, size), ['<|end|>'])
  return createTokenizer('the learnt one', {
    'tokenizer.json': JSON.stringify(json),
    'tokenizer_config.json': JSON.stringify({ tokenizer_class: 'PreTrainedTokenizerFast' }),
  })
}

const note =
  'Potassium 6.1 mmol/L; the potassium was 5.9 mmol/L in the morning. No more potassium is to be given.'

describe('byte pairs', () => {
  it('merges what stands together most often first', () => {
    const { merges } = learn(['abab abab', 'ab'], 258)
    expect(merges[0]).toEqual(['a', 'b'])
    expect(merges[1]).toEqual(['ab', 'ab'])
  })

  it('writes a frequent word as one token and numbers digit by digit', () => {
    const tokenizer = tokenizerOf([note], 330)
    const tokens = [...tokenizer.encode(' potassium 61')].map((token) => tokenizer.decode([token]))
    expect(tokens).toEqual([' potassium', ' ', '6', '1'])
  })

  it('stops where no pair occurs twice', () => {
    expect(learn(['xyz'], 1000).merges).toEqual([])
  })

  it('is the same whatever the order of the texts', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(note.split(' '), { minLength: 17 }), (shuffled) => {
        expect(learn(shuffled, 290)).toEqual(learn(shuffled.toSorted(), 290))
      }),
    )
  })

  it('gives every text back, whatever is in it', () => {
    const tokenizer = tokenizerOf([note], 330)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (text) => {
        const composed = text.normalize('NFC')
        fc.pre(!composed.includes('<|end|>'))
        expect(tokenizer.decode(tokenizer.encode(composed))).toBe(composed)
      }),
    )
  })
})
