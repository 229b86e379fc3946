// A threshold that bounds missed alerts: conformal risk control (Angelopoulos, Bates, Fisch, Lei and Schuster,
// arXiv 2208.02814, theorem 1). Whatever the scores are, in a new case the expected share of its alerts that are
// missed is at most the bound, over draws of the calibration cases and of the new one together.
//
// What must be exchangeable are the cases, not the answers: the loss is one case's (the share of its proactive
// tasks that stay silent), and the bound is on the mean over cases, not over tasks. It holds on average over
// calibration sets and not for each, and not where other kinds of cases come than were calibrated on.
import { groupBy } from '../kit/group.ts'
import type { Rated } from './auroc.ts'

export interface RiskControl {
  /** Whatever has it or more is an alert; −∞ is to speak always. */
  readonly threshold: number
  /** Clusters with an alert to miss. */
  readonly cases: number
  /** (n · R̂ + 1) / (n + 1) at the threshold, which is at most the bound where the threshold is above −∞. */
  readonly adjustedRisk: number
}

/** `bound` in (0, 1). With fewer than 1 / bound − 1 cases nothing but speaking always can be promised. */
export function riskControlled(items: readonly Rated[], bound: number): RiskControl {
  const cases = groupBy(
    items.filter(({ positive }) => positive),
    ({ cluster }) => cluster,
  )
  const count = cases.size
  // What the bound allows all cases to miss together; a crumb more, since thirds do not add up to one.
  const allowed = bound * (count + 1) - 1 + 1e-9
  const misses = [...cases.values()]
    .flatMap((own) => own.map(({ score }) => ({ score, share: 1 / own.length })))
    .sort((a, b) => a.score - b.score)
  let missed = 0
  let below = { threshold: -Infinity, missed: 0 }
  if (allowed >= 0) {
    for (const { score, share } of misses) {
      // Everything below this score is missed where it is the threshold.
      if (score > below.threshold) {
        if (missed > allowed) break
        below = { threshold: score, missed }
      }
      missed += share
    }
  }
  return { threshold: below.threshold, cases: count, adjustedRisk: (below.missed + 1) / (count + 1) }
}

/** The mean over cases of the share of their alerts that are missed; null without an alert to miss. */
export function missedByCase(items: readonly Rated[], threshold: number): number | null {
  const cases = groupBy(
    items.filter(({ positive }) => positive),
    ({ cluster }) => cluster,
  )
  if (cases.size === 0) return null
  let sum = 0
  for (const own of cases.values())
    sum += own.filter(({ score }) => !(score >= threshold)).length / own.length
  return sum / cases.size
}
