import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayMeanTheSame, normalise, says, surelyUnmentioned, wordsOf } from './mentions.ts'

describe('mentions', () => {
  it('finds whole words only', () => {
    expect(says(normalise('Rash on both arms.'), 'rash')).toBe(true)
    expect(says(normalise('The crash was minor'), 'rash')).toBe(false)
  })

  it('counts lay words, inflections and spellings as mentions', () => {
    const words = wordsOf('She gets winded on stairs, threw up twice and is anaemic.')
    for (const name of ['dyspnea', 'vomiting', 'anemia', 'nausea'])
      expect(surelyUnmentioned(name, words)).toBe(false)
    for (const name of ['arachnodactyly', 'hematuria']) expect(surelyUnmentioned(name, words)).toBe(true)
  })

  it('counts a sign as mentioned where its value or its cause stands', () => {
    const words = wordsOf('Pulse 122, very congested, SpO2 84 %, smokes cannabis at weekends.')
    for (const name of ['tachycardia', 'nasal congestion', 'hypoxia', 'illicit drug use'])
      expect(surelyUnmentioned(name, words)).toBe(false)
  })

  it('is never sure of a phrase without words of its own', () => {
    expect(surelyUnmentioned('pain', wordsOf('fever'))).toBe(false)
  })

  it('never calls a phrase unmentioned in a text that holds it', () => {
    const word = fc.stringMatching(/^[a-z]{3,9}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), fc.array(word), (phrase, rest) => {
        const text = [...rest, ...phrase, ...rest].join(' ')
        expect(surelyUnmentioned(phrase.join(' '), wordsOf(text))).toBe(false)
      }),
    )
  })

  it('takes the drug and its class for related, and two different systems apart', () => {
    expect(mayMeanTheSame('ibuprofen', 'naproxen')).toBe(true)
    expect(mayMeanTheSame('lens dislocation', 'cleft palate')).toBe(false)
  })
})
