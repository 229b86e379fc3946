// Rule: a report gives a laboratory value or vital sign otherwise than the turn or table it comes from.
// Near miss: the same value again, in other words or rounded.
import type { ChallengeRule } from './challenge.ts'
import { bystandersOf } from './bystanders.ts'
import { measuredCandidates } from './measured.ts'
import { triplesFrom } from './versions.ts'

export const valueConflict: ChallengeRule = {
  name: 'value_conflict',
  title: 'A measured value is repeated with another number.',
  kind: 'conflict',
  taskType: 'data_conflict_resolution',
  severity: 2,
  implicitness: 1,
  plant: (material) =>
    triplesFrom(
      material,
      'value_conflict',
      measuredCandidates(material, 'value_conflict'),
      bystandersOf(material),
      'no measured value that is stated one way',
    ),
}
