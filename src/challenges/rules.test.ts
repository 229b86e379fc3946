import { expect, it } from 'vitest'
import { plantableCases } from '../tasks/fixtures-challenges.ts'
import { testChallenge } from './challenge-contract.ts'
import { challengeRules } from './index.ts'

for (const rule of challengeRules) testChallenge(rule, plantableCases)

it('gives every rule its own name', () => {
  const names = challengeRules.map((rule) => rule.name)
  expect(new Set(names).size).toBe(names.length)
})
