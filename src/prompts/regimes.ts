// The regimes by name: every way in which `eval` can ask. A new one is a file in regimes/, its templates, a
// line here and a line in the test; what it needs besides its templates is in RegimeNeeds.
import { behaviorToken } from './regimes/behavior-token.ts'
import { chainOfThought } from './regimes/chain-of-thought.ts'
import { explicit } from './regimes/explicit.ts'
import { fewShot, type FewShotSettings } from './regimes/few-shot.ts'
import { zeroShot } from './regimes/zero-shot.ts'
import type { Regime } from './prompt.ts'

export interface RegimeNeeds {
  readonly recipe: string
  /** Called only by a regime that shows examples. */
  readonly fewShot: () => FewShotSettings
}

export const regimes = {
  'zero-shot': zeroShot,
  'few-shot': (needs) => fewShot(needs.fewShot()),
  'chain-of-thought': chainOfThought,
  explicit,
  'behavior-token': (needs) => behaviorToken(needs.recipe),
} as const satisfies Readonly<Record<string, (needs: RegimeNeeds) => Regime>>

export type RegimeName = keyof typeof regimes
export const regimeNames = Object.keys(regimes) as RegimeName[]
