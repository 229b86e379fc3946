import { expect, it } from 'vitest'
import type { Case } from '../records/case.ts'
import { isUndatable } from './standard-of-care.ts'

type Entry = Case['entries'][number]

function entry(text: string, date: string, status?: Entry['status']): Entry {
  return {
    kind: 'medication',
    name: 'a drug',
    negated: false,
    experiencer: 'patient',
    certainty: 'certain',
    resource: text,
    text,
    time: { text: date, date },
    ...(status === undefined ? {} : { status }),
  }
}

const plan = entry('Care plan (2024-01-10)', '2024-01-10')
const prompt = entry('New order: a drug, valid from 2024-03-01 (2024-03-01)', '2024-03-01', 'ordered')
const late = entry('New order: a drug, valid from 2024-05-01 (2024-01-20)', '2024-01-20', 'ordered')

it('does not judge a chart by an order whose own dates disagree', () => {
  expect(isUndatable({ entries: [plan, late] })).toBe(true)
  expect(isUndatable({ entries: [plan, prompt] })).toBe(false)
})

it('judges an order by itself, whenever it begins', () => {
  expect(isUndatable({ entries: [late] })).toBe(false)
})
