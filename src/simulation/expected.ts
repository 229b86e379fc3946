// What a simulation is expected to draw by what is asked for, computed and not sampled: the shares of the strata, of
// the illnesses and of the findings that are set. Only what it drew beside this tells whether it kept to it.
import type { Condition } from '../knowledge/condition.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { ageBands, asAsked, olderFrom, weightedConditions, type Distributions } from './distributions.ts'

/** Shares by table and name. */
export type Shares = Readonly<Record<string, Readonly<Record<string, number>>>>

export function expectedShares(distributions: Distributions, from: Knowledge): Shares {
  const weights = weightedConditions(distributions, from).filter(([, weight]) => weight > 0)
  const conditions = normalised(weights.map(([{ id }, weight]) => [id, weight]))
  const overAll = (shareIn: (condition: Condition) => number): number =>
    weights.reduce((sum, [condition]) => sum + (conditions[condition.id] as number) * shareIn(condition), 0)
  const female = overAll((condition) => asAsked(condition, distributions).who.female)
  const older = overAll((condition) => shareOfAges(condition, distributions, olderFrom, Infinity))
  const { race, language, insurance, allergies, findings } = distributions
  return {
    age: Object.fromEntries(
      distributions.ages.map(({ from: low, below }) => [
        `${low} to ${below}`,
        overAll((condition) => shareOfAges(condition, distributions, low, below)),
      ]),
    ),
    sex: { female, male: 1 - female },
    race: normalised(race),
    language: normalised(language),
    insurance: mixed(normalised(insurance.younger), 1 - older, normalised(insurance.older), older),
    'number of allergies': normalised(allergies.map(([number, weight]) => [String(number), weight])),
    conditions,
    findings,
  }
}

/** Share of an illness's patients whose age lies in a stretch of years. */
function shareOfAges(condition: Condition, asked: Distributions, low: number, below: number): number {
  const bands = ageBands(condition, asked)
  const total = bands.reduce((sum, { weight }) => sum + weight, 0)
  return bands.reduce((sum, band) => {
    const years = Math.min(band.below, below) - Math.max(band.from, low)
    return years <= 0 ? sum : sum + ((band.weight / total) * years) / (band.below - band.from)
  }, 0)
}

function normalised(rows: readonly (readonly [string, number])[]): Record<string, number> {
  const total = rows.reduce((sum, [, weight]) => sum + weight, 0)
  return Object.fromEntries(rows.map(([name, weight]) => [name, weight / total]))
}

function mixed(
  first: Readonly<Record<string, number>>,
  weight: number,
  second: Readonly<Record<string, number>>,
  other: number,
): Record<string, number> {
  const names = [...new Set([...Object.keys(first), ...Object.keys(second)])]
  return Object.fromEntries(
    names.map((name) => [name, weight * (first[name] ?? 0) + other * (second[name] ?? 0)]),
  )
}
