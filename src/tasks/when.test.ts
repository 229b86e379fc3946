import { describe, expect, it } from 'vitest'
import { intervalOf, surelyBefore, whenText } from './when.ts'

const before = (a: string, b: string): boolean =>
  surelyBefore(intervalOf({ text: a }), intervalOf({ text: b }))

describe('times of facts', () => {
  it('puts dates and ages in order only where they cannot overlap', () => {
    expect(before('2012-04-01', '2012-04-02')).toBe(true)
    expect(before('2012-04', '2012-05-01')).toBe(true)
    expect(before('2012', '2012-05-01')).toBe(false)
    expect(before('P6Y', 'P7Y')).toBe(true)
    expect(before('P6Y', 'P6Y6M')).toBe(false)
    expect(before('Neonatal onset', 'P1Y')).toBe(true)
    expect(before('Congenital onset', 'Neonatal onset')).toBe(false)
  })

  it('never compares a calendar date with a day of the case', () => {
    expect(surelyBefore(intervalOf({ text: 'on day 3', day: 3 }), intervalOf({ text: '2012-04-01' }))).toBe(
      false,
    )
  })

  it('takes no order from days that are counted in weeks', () => {
    const weeks = intervalOf({ text: 'after 3 weeks', day: 21 })
    expect(surelyBefore(weeks, intervalOf({ text: 'on day 24', day: 24 }))).toBe(false)
    expect(surelyBefore(weeks, intervalOf({ text: 'on day 28', day: 28 }))).toBe(true)
  })

  it('words a time as a clinician would, or not at all', () => {
    expect(whenText({ text: '2012-04-01T10:00:00Z', date: '2012-04-01' })).toBe('on 1 April 2012')
    expect(whenText({ text: 'P19Y' })).toBe('at the age of 19 years')
    expect(whenText({ text: 'P1Y2M' })).toBe('at the age of 1 year and 2 months')
    expect(whenText({ text: 'On hospital day 3' })).toBe('on hospital day 3')
    expect(whenText({ text: 'Childhood onset' })).toBe('in childhood')
    expect(whenText({ text: 'column 3 (ref.)' })).toBeUndefined()
  })
})
