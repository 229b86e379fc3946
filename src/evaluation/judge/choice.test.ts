import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readChoice } from './choice.ts'

const ratings = ['1', '2', '3', '4', '5']
const read = (text: string): string | undefined => readChoice(text, ratings, ['Utility'])?.label

describe('a choice is read', () => {
  it.each([
    ['4', '4'],
    [' 4\n', '4'],
    ['**4**', '4'],
    ['4.', '4'],
    ['(4)', '4'],
    ['4/5', '4'],
    ['4 / 5', '4'],
    ['4 out of 5', '4'],
    ['Rating: 4', '4'],
    ['**Rating:** 4/5', '4'],
    ['Score = 2', '2'],
    ['Utility: 5', '5'],
    ['- Utility (scores ONLY): 5', '5'],
    ['{"rating": 3}', '3'],
    ['```json\n{"score": 3}\n```', '3'],
    ['The rating is 2.', '2'],
    ['My rating is **2**', '2'],
    ['It names 3 drugs and 2 doses.\nRating: 4', '4'],
    ['It names 3 drugs.\n\n4', '4'],
    ['Rating: 4\n4', '4'],
    ['<think>5? No, 2.</think>4', '4'],
    ['4<|eot_id|>', '4'],
  ])('%j is %s', (text, label) => {
    expect(read(text)).toBe(label)
  })
})

describe('nothing is guessed', () => {
  it.each([
    '',
    'four',
    '4-5',
    '4–5',
    'Rating: 4-5',
    'Rating: 4 or 5',
    'Rating: 4.5',
    '4.5',
    '4/10',
    'Rating: 4/10',
    '0',
    '6',
    '45',
    'Rating: 8',
    'Rating: 3\nRating: 4',
    'Rating: 3\n\n5',
    '3\n4',
    'I would say 3 or 4.',
    'Between 1 and 5, this deserves much.',
    'I cannot rate this.',
    'It mentions 3 of the findings.',
    '<think>4',
    '-4-',
  ])('%j is no choice', (text) => {
    expect(read(text)).toBeUndefined()
  })
})

it('says where the digit stands', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ratings),
      fc.constantFrom('', '<think>Is it 1, or 5?</think>\n', 'It names 3 drugs.\n'),
      fc.constantFrom('', 'Rating: ', '**', 'Utility = '),
      fc.constantFrom('', '/5', ' out of 5', '.', '\n'),
      (digit, before, announcement, after) => {
        const text = `${before}${announcement}${digit}${after}`
        expect(readChoice(text, ratings, ['Utility'])).toEqual({
          label: digit,
          index: before.length + announcement.length,
        })
      },
    ),
  )
})
