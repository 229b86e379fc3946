// Past illnesses in the patient's words.
import { expect, it } from 'vitest'
import { echoes } from './background.ts'

it('knows words that only say the name again', () => {
  expect(echoes('I am diabetic, type two.', 'type 2 diabetes')).toBe(true)
  expect(echoes('My cholesterol is too high.', 'high cholesterol')).toBe(true)
  expect(echoes('I have had sugar for years.', 'type 2 diabetes')).toBe(false)
})
