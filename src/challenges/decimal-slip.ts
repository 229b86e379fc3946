// Rule: a dose is carried over with its decimal point or its unit slipped. Near miss: the same dose, also in
// its other unit (500 mg is 0.5 g).
import type { ChallengeRule } from './challenge.ts'
import { bystandersOf } from './bystanders.ts'
import { doseCandidates } from './doses.ts'
import { hasDied } from './stated.ts'
import { triplesFrom } from './versions.ts'

export const decimalSlip: ChallengeRule = {
  name: 'decimal_slip',
  title: 'A dose is ten times off, or in the wrong unit.',
  kind: 'error',
  taskType: 'explicit_error_correction',
  severity: 3,
  implicitness: 1,
  plant: (material) =>
    hasDied(material)
      ? { triples: [], empty: 'the patient has died' }
      : triplesFrom(
          material,
          'decimal_slip',
          doseCandidates(material, 'decimal_slip'),
          bystandersOf(material),
          'no dose that is stated one way',
        ),
}
