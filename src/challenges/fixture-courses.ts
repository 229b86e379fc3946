// Simulated courses as the rules get them, for tests over many of them, and what a rule plants into them.
import { entryFacts } from '../grounding/entries.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { defaultDistributions, type Distributions } from '../simulation/distributions.ts'
import { simulateCase } from '../simulation/simulate.ts'
import type { ChallengeMaterial, ChallengeRule, Triple } from './challenge.ts'

/** So many courses; of any condition where the distributions say nothing else. Nothing for one that is not told. */
export function courses(
  numbers: readonly number[],
  {
    seed,
    distributions = defaultDistributions,
  }: { readonly seed: number; readonly distributions?: Distributions },
  plantingSeed: number,
): ChallengeMaterial[] {
  return numbers.flatMap((number): ChallengeMaterial[] => {
    const { case: source, conversation } = simulateCase(number, { seed, distributions }, knowledge()).imported
    return conversation === undefined
      ? []
      : [{ case: source, facts: entryFacts(source), conversation, seed: plantingSeed }]
  })
}

/** The first so many numbers of cases. */
export function first(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number)
}

export interface Planted {
  readonly material: ChallengeMaterial
  readonly triple: Triple
}

/** What the rules plant into the courses, rule after rule within each. */
export function plantedInto(
  materials: readonly ChallengeMaterial[],
  rules: readonly ChallengeRule[],
): Planted[] {
  return materials.flatMap((material) =>
    rules.flatMap((rule) => rule.plant(material).triples.map((triple) => ({ material, triple }))),
  )
}
