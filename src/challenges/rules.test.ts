import { expect, it } from 'vitest'
import { knowledge } from '../knowledge/knowledge.ts'
import { entryFacts } from '../grounding/entries.ts'
import { defaultDistributions } from '../simulation/distributions.ts'
import { simulateCase } from '../simulation/simulate.ts'
import { plantableCases } from '../tasks/fixtures-challenges.ts'
import type { ChallengeRule } from './challenge.ts'
import { testChallenge } from './challenge-contract.ts'
import { challengeRules } from './index.ts'

/** Simulated courses: what rules that rest on the knowledge base plant into. */
const courses = Array.from({ length: 60 }, (_, number) => {
  const { case: source, conversation } = simulateCase(
    number,
    { seed: 17, distributions: defaultDistributions },
    knowledge(),
  ).imported
  return conversation === undefined ? [] : [{ case: source, facts: entryFacts(source), conversation }]
}).flat()

const byKnowledge = new Set([
  'related_allergy',
  'drug_interaction',
  'contraindication',
  'missed_standard',
  'misread_study',
  'score_sum',
  'complete_lists',
])

/** A few courses that a rule can plant into: a drug that is ruled out is rare. */
function coursesFor(rule: ChallengeRule): typeof courses {
  return courses.filter((course) => rule.plant({ ...course, seed: 0 }).triples.length > 0).slice(0, 10)
}

for (const rule of challengeRules)
  testChallenge(rule, byKnowledge.has(rule.name) ? coursesFor(rule) : plantableCases)

it('gives every rule its own name', () => {
  const names = challengeRules.map((rule) => rule.name)
  expect(new Set(names).size).toBe(names.length)
})
