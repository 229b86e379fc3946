import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TokenChoice } from '../models/model.ts'
import { proactiveProbability } from './proactive-probability.ts'

/** A token with other tokens at its place, by probability. */
function choice(
  token: string,
  probability: number,
  others: Readonly<Record<string, number>> = {},
): TokenChoice {
  return {
    token,
    logProbability: Math.log(probability),
    alternatives: Object.entries({ [token]: probability, ...others }).map(([name, value]) => ({
      token: name,
      logProbability: Math.log(value),
    })),
  }
}
const sure = (...tokens: readonly string[]): TokenChoice[] => tokens.map((token) => choice(token, 1))

describe('the probability of <proactive>', () => {
  it.each([
    ['whole tags', [choice('<proactive>', 0.7, { '<reactive>': 0.3 }), ...sure(' B')], 0.7],
    ['tags in pieces', [...sure('<'), choice('re', 0.75, { pro: 0.25 }), ...sure('active', '>')], 0.25],
    [
      'single letters',
      [...sure('Behavior', ': ', '<'), choice('p', 0.6, { r: 0.4 }), ...sure('roactive>')],
      0.6,
    ],
    [
      'a bracket in one piece with what follows',
      [choice('<pro', 0.6, { '<re': 0.4 }), ...sure('active>')],
      0.6,
    ],
    ['white space before it', [choice(' <pro', 0.5, { '<pro': 0.1, ' <re': 0.4 }), ...sure('active>')], 0.6],
    ['other words beside them', [choice('<pro', 0.6, { '<re': 0.2, The: 0.2 }), ...sure('active>')], 0.75],
    ['capital letters', [...sure('<'), choice('Pro', 0.9, { re: 0.1 }), ...sure('active>')], 0.9],
    [
      'after reasoning that names both',
      [
        ...sure('<think>', '<reactive>', ' or ', '<proactive>?', '</think>', '<'),
        choice('pro', 0.8, { re: 0.2 }),
        ...sure('active>'),
      ],
      0.8,
    ],
  ])('is exact with %s', (_, tokens, expected) => {
    expect(proactiveProbability(tokens)).toBeCloseTo(expected, 12)
  })

  it('is near one where the other is listed as hardly likely, and has no value where too little is listed', () => {
    expect(proactiveProbability([...sure('<'), choice('pro', 0.99), ...sure('active>')])).toBe(1)
    expect(proactiveProbability([...sure('<'), choice('pro', 0.6), ...sure('active>')])).toBeUndefined()
    // "<" alone may go on to either.
    expect(
      proactiveProbability([choice('<pro', 0.5, { '<': 0.4, '<re': 0.1 }), ...sure('active>')]),
    ).toBeUndefined()
  })

  it('has no value without a tag, without tokens, and where the tag begins inside a word', () => {
    expect(proactiveProbability(undefined)).toBeUndefined()
    expect(proactiveProbability(sure('Answer', ': B'))).toBeUndefined()
    expect(proactiveProbability(sure('<think>', '<proactive>'))).toBeUndefined()
    expect(proactiveProbability([choice('x<pro', 0.9, { 'x<re': 0.1 }), ...sure('active>')])).toBeUndefined()
  })

  it('counts the chosen token where the endpoint does not list it', () => {
    const chosen = { ...choice('pro', 0.3), alternatives: [{ token: 're', logProbability: Math.log(0.7) }] }
    expect(proactiveProbability([...sure('<'), chosen, ...sure('active>')])).toBeCloseTo(0.3, 12)
  })

  it('does not depend on how the tokenizer cuts what comes before and after', () => {
    const cuts = fc.array(fc.string({ maxLength: 6, unit: fc.constantFrom('a', 'ö', ' ', '\n', ':') }), {
      maxLength: 5,
    })
    fc.assert(
      fc.property(
        cuts,
        cuts,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (before, after, probability) => {
          const tokens = [
            ...sure(...before.filter((text) => text !== ''), '<'),
            choice('pro', probability, { re: 1 - probability }),
            ...sure('active>', ...after.filter((text) => text !== '')),
          ]
          expect(proactiveProbability(tokens)).toBeCloseTo(probability, 9)
        },
      ),
    )
  })
})
