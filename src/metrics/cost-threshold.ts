// From what a missed alert and a false alert cost, when to speak. With probabilities that can be taken at their
// word it follows without data (Elkan 2001); without them, from the answers of a validation split.
import { groupBy } from '../kit/group.ts'

export interface Costs {
  readonly missedAlert: number
  readonly falseAlert: number
}

/** The probability from which on speaking costs less on average than silence. */
export function alertProbability({ missedAlert, falseAlert }: Costs): number {
  return falseAlert / (falseAlert + missedAlert)
}

/**
 * The threshold that costs least on these items, where whatever has it or more is an alert; half-way between the
 * scores that it divides. −∞ is to speak always, even without a score (of −∞), and +∞ never. Of those that cost the
 * same the lowest, which misses least. It never rises when missed alerts cost more.
 */
export function cheapestThreshold(
  items: readonly { readonly score: number; readonly positive: boolean }[],
  { missedAlert, falseAlert }: Costs,
): number {
  const levels = [...groupBy(items, ({ score }) => score)].sort(([a], [b]) => a - b)
  let missed = 0
  let falseAlerts = items.filter(({ positive }) => !positive).length
  let best = { threshold: -Infinity, missed, falseAlerts }
  levels.forEach(([score, own], index) => {
    missed += own.filter(({ positive }) => positive).length
    falseAlerts -= own.filter(({ positive }) => !positive).length
    // Differences of counts, so that rounding cannot tell apart what costs the same.
    const dearer = missedAlert * (missed - best.missed) - falseAlert * (best.falseAlerts - falseAlerts)
    if (dearer >= 0) return
    best = { threshold: between(score, levels[index + 1]?.[0] ?? Infinity), missed, falseAlerts }
  })
  return best.threshold
}

/** A number above the lower and not above the upper one. */
function between(lower: number, upper: number): number {
  if (lower === -Infinity || upper === Infinity) return upper
  const middle = lower + (upper - lower) / 2
  return middle > lower ? middle : upper
}
