import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimOf, stanceOf } from './claim.ts'
import { contradiction } from './contradiction.ts'
import { polarityInSentence } from './polarity.ts'
import { quantities, sameQuantity, type Quantity } from './quantity.ts'
import { compareTimes } from './times.ts'
import { containsPhrase, sentences, withDigits } from './words.ts'

const one = (text: string): Quantity => quantities(text)[0] as Quantity
const same = (a: string, b: string): boolean => sameQuantity(one(a), one(b))

describe('quantities', () => {
  it.each([
    ['0.5 g', '500 mg'],
    ['38.9 °C', '102.0 °F'],
    ['1.2 mg/dL', '12 mg/L'],
    ['15.4 x10^9/L', '15.4 ×10³/µL'],
    ['15.4 10*9/L', '15,400 /uL'],
    ['118/74 mmHg', '118/74 mm[Hg]'],
    ['6 weeks', '42 days'],
    ['100 mcg', '0.1 mg'],
    ['72 bpm', '72 per minute'],
    ['8 mg', '8 mg per day'],
    ['six hundred milligrams', '600 mg'],
    ['2.40 mmol/L', '2.4 mmol/L'],
    ['54-year-old', '54 years'],
  ])('%s is %s', (a, b) => expect(same(a, b)).toBe(true))

  it.each([
    ['5 mg', '5 g'],
    ['118/74 mmHg', '118/47 mmHg'],
    ['2.4', '2'],
    ['1.2 mg/dL', '1.2 mmol/L'],
    ['38.9 °C', '98.9 °F'],
    ['3 days', '3 weeks'],
  ])('%s is not %s', (a, b) => expect(same(a, b)).toBe(false))

  it('is an equivalence on what it prints', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.constantFrom('mg', 'mg/dL', 'mmHg', '%', ''),
        (value, unit) => {
          expect(same(`${value / 10} ${unit}`, `${(value / 10).toFixed(2)} ${unit}`)).toBe(true)
          expect(same(`${value} ${unit}`, `${value + 1 + Math.ceil(value / 50)} ${unit}`)).toBe(false)
        },
      ),
    )
  })
})

describe('polarity', () => {
  it.each([
    ['She denies chest pain and night sweats.', 'night sweats', 'denied'],
    ['No fever, chills or cough.', 'cough', 'denied'],
    ['There is fever but no cough.', 'fever', 'affirmed'],
    ['A significant past history of asthma.', 'asthma', 'affirmed'],
    ['The patient has recurrent fever.', 'fever', 'affirmed'],
    ["I did n't notice any rash.", 'rash', 'denied'],
    ["I don't have a rash.", 'rash', 'denied'],
    ['Malaria was ruled out.', 'malaria', 'denied'],
    ['Do you have chest pain?', 'chest pain', 'unclear'],
    ['Possible pneumonia.', 'pneumonia', 'unclear'],
    ['She feels well.', 'pneumonia', 'absent'],
  ])('%s → %s is %s', (sentence, term, expected) => expect(polarityInSentence(sentence, term)).toBe(expected))
})

describe('times', () => {
  const date = (text: string): { text: string; date: string } => ({ text, date: text })

  it('orders dates of any precision and leaves overlaps open', () => {
    expect(compareTimes(date('2020-01-01'), date('2020-01-02'))).toBe('before')
    expect(compareTimes(date('2021'), date('2020-12-31'))).toBe('after')
    expect(compareTimes(date('2020'), date('2020-05'))).toBe('unknown')
    expect(compareTimes(date('2020-05'), date('2020-05'))).toBe('same')
    expect(compareTimes({ text: 'P2Y' }, { text: 'P3Y6M' })).toBe('before')
    expect(compareTimes({ text: 'Infantile onset' }, { text: 'P4Y' })).toBe('before')
    expect(compareTimes({ text: 'P4Y' }, date('2020'))).toBe('unknown')
    expect(compareTimes(undefined, date('2020'))).toBe('unknown')
  })

  it('is antisymmetric', () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    const opposite = { before: 'after', after: 'before', same: 'same', unknown: 'unknown' } as const
    fc.assert(
      fc.property(day, day, fc.constantFrom(4, 7, 10), fc.constantFrom(4, 7, 10), (a, b, m, n) => {
        const [left, right] = [date(a.toISOString().slice(0, m)), date(b.toISOString().slice(0, n))]
        expect(compareTimes(right, left)).toBe(opposite[compareTimes(left, right)])
      }),
    )
  })
})

describe('contradictions', () => {
  it.each([
    ['temperature was 38.9 °C', 'temperature of 36.1 °C', 'number'],
    ['temperature was 38.9 °C', 'temperature of 102 °F', 'none'],
    ['0.5 g of amoxicillin', 'amoxicillin 500 mg', 'none'],
    ['the right lung', 'the left lung', 'side'],
    ['a 54-year-old woman', 'a 54-year-old man', 'sex'],
    ['there is a rash', 'there is no rash', 'polarity'],
  ])('%s against %s: %s', (a, b, expected) => expect(contradiction(a, b)).toBe(expected))
})

describe('claims', () => {
  it('reads their stance and what they say', () => {
    expect(stanceOf('Nothing to raise, since the account agrees with itself')).toBe('silent')
    expect(
      stanceOf('Nothing more to raise: turn 3 gave sodium as 99, but turn 4 already put it right as 139'),
    ).toBe('settled')
    expect(claimOf('Sodium is given as 139 mmol/L in turn 2 but as 99 mmol/L in turn 7')).toEqual({
      kind: 'versions',
      thing: 'Sodium',
      versions: [
        { words: '139 mmol/L', turn: 2 },
        { words: '99 mmol/L', turn: 7 },
      ],
    })
    expect(claimOf('The list in turn 9 leaves out aspirin')).toEqual({
      kind: 'omission',
      turn: 9,
      item: 'aspirin',
    })
  })
})

describe('words', () => {
  it('finds phrases whatever number and case, and keeps sentences whole', () => {
    expect(containsPhrase('Two Fevers and chills', 'fever and chill')).toBe(true)
    expect(containsPhrase('feverish', 'fever')).toBe(false)
    expect(sentences('Dr. Osei gave 2.5 mg. Then she left.')).toEqual([
      'Dr. Osei gave 2.5 mg.',
      'Then she left.',
    ])
    expect(withDigits('one hundred and twenty over eighty')).toBe('120 over 80')
  })
})
