// How values are printed in talks and notes.
import { expect, it } from 'vitest'
import { withUnit } from './entries.ts'

it('prints a power of ten with its sign, so that a count does not read as two numbers', () => {
  expect(withUnit('14.5', '10^9/L')).toBe('14.5 ×10⁹/L')
  expect(withUnit('4.2', '10^12/L')).toBe('4.2 ×10¹²/L')
  expect(withUnit('97', '%')).toBe('97%')
  expect(withUnit('7.4', '')).toBe('7.4')
})
