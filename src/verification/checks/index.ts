// The checks of one task, in the order in which they run.
import type { Check } from '../check.ts'
import { challengePresent } from './challenge-present.ts'
import { giveaway } from './giveaway.ts'
import { noLeak } from './no-leak.ts'
import { oneRightOption } from './one-right-option.ts'
import { resolves } from './resolves.ts'
import { schema } from './schema.ts'
import { selfScore } from './self-score.ts'

export const checks: readonly Check[] = [
  schema,
  resolves,
  noLeak,
  oneRightOption,
  challengePresent,
  giveaway,
  selfScore,
]
