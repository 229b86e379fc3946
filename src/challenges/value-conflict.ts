// Rule: a report gives a laboratory value or vital sign otherwise than the turn or table it comes from.
// Near miss: the same value again, in other words or rounded.
import type { ChallengeMaterial, ChallengeRule } from './challenge.ts'
import { bystandersOf } from './bystanders.ts'
import { measuredCandidates } from './measured.ts'
import { hasDied } from './stated.ts'
import { triplesFrom, type Candidate } from './versions.ts'

export const valueConflict: ChallengeRule = {
  name: 'value_conflict',
  title: 'A measured value is repeated with another number.',
  kind: 'conflict',
  taskType: 'data_conflict_resolution',
  severity: 2,
  implicitness: 1,
  plant: (material) =>
    hasDied(material)
      ? { triples: [], empty: 'the patient has died' }
      : triplesFrom(
          material,
          'value_conflict',
          measuredCandidates(material, 'value_conflict').filter((one) => matters(one, material)),
          bystandersOf(material),
          'no measured value that is stated one way',
        ),
}

/**
 * A grown person's height harms nobody when it is misread, while a child's is part of how it thrives; nor does a value
 * that is as normal as the right one.
 */
function matters({ thing, key, wrong }: Candidate, { case: { strata }, facts }: ChallengeMaterial): boolean {
  if (/\bheight\b/i.test(thing) && (strata.age === 'unknown' || strata.age >= 18)) return false
  const { value, range } = facts.find(({ id }) => id === key) ?? {}
  const isNormal = (number: number): boolean =>
    number >= (range?.low ?? Number.NEGATIVE_INFINITY) && number <= (range?.high ?? Number.POSITIVE_INFINITY)
  const isBounded = range?.low !== undefined || range?.high !== undefined
  return !(isBounded && isNormal(Number(value)) && isNormal(Number.parseFloat(wrong.replaceAll(',', ''))))
}
