// The ways to decide between silence and speech, from the alternatives that section 3.1 of the paper names: the
// token as the model writes it, thresholds on its log-odds, and a separate classifier. Each is a rule fitted on
// validation answers only. Temperature scaling has no rule of its own at one half: it never moves the middle.
import { alertProbability, cheapestThreshold, type Costs } from '../../metrics/cost-threshold.ts'
import { logOddsOf } from '../../metrics/log-odds.ts'
import { riskControlled } from '../../metrics/risk-control.ts'
import type { Calibration } from '../../metrics/calibrators.ts'
import type { ModeAnswer } from './answers.ts'

/** Speaks where the score has the threshold or more (−∞: always), or as the answer's own token says. */
export type Rule = { readonly threshold: number } | 'named'

export interface FitSettings {
  readonly costs: Costs
  /** On missed alerts, in (0, 1). */
  readonly bound: number
  /** Of the scores, fitted on the same validation answers. */
  readonly calibration: Calibration
}

export interface ModeMethod {
  readonly name: string
  /** In words, for tables. */
  readonly what: string
  fit(validation: readonly ModeAnswer[], settings: FitSettings): Rule
}

/** Without any score. */
export const plainMethods: readonly ModeMethod[] = [
  { name: 'always', what: 'always speaks', fit: () => ({ threshold: -Infinity }) },
  { name: 'never', what: 'never speaks', fit: () => ({ threshold: Infinity }) },
  { name: 'token', what: 'the token that the answer names', fit: () => 'named' },
]

/** On the log-odds of the token, or of a probe. */
export const scoreMethods: readonly ModeMethod[] = [
  {
    name: 'calibrated',
    what: 'calibrated probability of at least one half',
    fit: (_, { calibration }) => ({ threshold: thresholdAt(calibration, 0.5) }),
  },
  {
    name: 'cost',
    what: 'calibrated probability at which an alert costs less than silence',
    fit: (_, { calibration, costs }) => ({ threshold: thresholdAt(calibration, alertProbability(costs)) }),
  },
  {
    name: 'cheapest',
    what: 'the threshold that costs least on validation',
    fit: (validation, { costs }) => ({ threshold: cheapestThreshold(validation, costs) }),
  },
  {
    name: 'bound',
    what: 'the highest threshold that holds the bound on missed alerts',
    fit: (validation, { bound }) => ({ threshold: riskControlled(validation, bound).threshold }),
  },
]

/** The score whose calibrated probability is this one. */
function thresholdAt({ slope, offset }: Calibration, probability: number): number {
  const wanted = logOddsOf(probability) - offset
  // A flat line holds one probability for all, so it speaks of all or of none.
  if (slope === 0) return wanted <= 0 ? -Infinity : Infinity
  return wanted / slope
}

export function speaks(rule: Rule, { score, named }: Pick<ModeAnswer, 'score' | 'named'>): boolean {
  return rule === 'named' ? named === '<proactive>' : score >= rule.threshold
}
