import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Generation, TokenChoice } from '../../models/model.ts'
import { readProbabilities, readSample } from './reading.ts'

const labels = { labels: ['1', '2', '3', '4', '5'], names: ['Safety'] }

/** A token with the probabilities at its place. */
function token(text: string, probabilities: Readonly<Record<string, number>>): TokenChoice {
  return {
    token: text,
    logProbability: Math.log(probabilities[text] ?? 1),
    alternatives: Object.entries(probabilities).map(([other, probability]) => ({
      token: other,
      logProbability: Math.log(probability),
    })),
  }
}

function generation(...tokens: TokenChoice[]): Generation {
  return { text: tokens.map((one) => one.token).join(''), finish: 'stop', tokens }
}

const plain = (text: string): TokenChoice => token(text, { [text]: 1 })

describe('a reading by log-probabilities', () => {
  it('is over the tokens at the place of the rating, made to sum to 1', () => {
    const found = readProbabilities(
      generation(
        plain('<think>'),
        plain('5'),
        plain('</think>'),
        plain('Rating:'),
        token(' 4', { ' 4': 0.5, '4': 0.1, ' 5': 0.3, ' four': 0.05 }),
      ),
      labels,
      0.8,
    )
    expect(found).toMatchObject({ kind: 'read', mass: expect.closeTo(0.9, 12) })
    expect(found.kind === 'read' && found.distribution.map((one) => Math.round(one * 9000))).toEqual([
      0, 0, 0, 6000, 3000,
    ])
  })

  it('counts the token that came where the alternatives leave it out', () => {
    const came = { ...token('2', { '3': 0.3 }), logProbability: Math.log(0.6) }
    expect(readProbabilities(generation(came), labels, 0.8)).toMatchObject({
      kind: 'read',
      distribution: [0, expect.closeTo(2 / 3, 12), expect.closeTo(1 / 3, 12), 0, 0],
    })
  })

  it.each([
    ['no log-probabilities came', { text: '4', finish: 'stop' as const }],
    ['no single choice in what the judge wrote', generation(plain('It is good.'))],
    ['the judge was cut off', { ...generation(plain('Let me see')), finish: 'length' as const }],
    ['the judge refused', { ...generation(plain('4')), finish: 'refusal' as const }],
    ['the choice is no token of its own', generation(plain('Rating: 4'))],
    ['too little probability on what may be chosen', generation(token('4', { '4': 0.5, I: 0.4, '5': 0.1 }))],
  ])('fails: %s', (reason, given) => {
    expect(readProbabilities(given, labels, 0.8)).toMatchObject({ kind: 'unreadable', reason })
  })

  it('says how little there was', () => {
    const given = generation(token('4', { '4': 0.5, I: 0.5 }))
    expect(readProbabilities(given, labels, 0.8)).toMatchObject({ mass: expect.closeTo(0.5, 12) })
  })

  it('is a distribution whatever the probabilities', () => {
    const weights = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(weights, (given) => {
        const sum = given.reduce((a, b) => a + b, 0)
        const probabilities = Object.fromEntries(given.map((one, index) => [String(index + 1), one / sum]))
        const found = readProbabilities(generation(token('3', probabilities)), labels, 0.8)
        expect(found.kind).toBe('read')
        const total = found.kind === 'read' ? found.distribution.reduce((a, b) => a + b, 0) : 0
        expect(total).toBeCloseTo(1, 9)
      }),
    )
  })
})

describe('a reading of one sample', () => {
  it('is the rating that was written, or none', () => {
    expect(readSample({ text: 'Safety: 2', finish: 'stop' }, labels)).toEqual({
      kind: 'read',
      distribution: [0, 1, 0, 0, 0],
    })
    expect(readSample({ text: '2 or 3', finish: 'stop' }, labels).kind).toBe('unreadable')
    expect(readSample({ text: '2', finish: 'refusal' }, labels).kind).toBe('unreadable')
  })
})
