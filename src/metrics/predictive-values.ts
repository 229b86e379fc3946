// What an alert is worth where faults are as rare as in practice: predictive values at a chosen prevalence, by
// Bayes' rule from sensitivity and specificity (Altman and Bland 1994).

export interface PredictiveValues {
  readonly prevalence: number
  /** Share of alerts that are right; null where there is no alert. */
  readonly positive: number | null
  /** Share of silences that are right; null where there is none. */
  readonly negative: number | null
  /** Alerts for each one that is right, 1 / positive; null where none is. */
  readonly numberNeededToAlert: number | null
}

/** All in [0, 1]. */
export function predictiveValues(
  sensitivity: number,
  specificity: number,
  prevalence: number,
): PredictiveValues {
  const truePositives = sensitivity * prevalence
  const alerts = truePositives + (1 - specificity) * (1 - prevalence)
  const trueNegatives = specificity * (1 - prevalence)
  const silences = trueNegatives + (1 - sensitivity) * prevalence
  return {
    prevalence,
    positive: alerts === 0 ? null : truePositives / alerts,
    negative: silences === 0 ? null : trueNegatives / silences,
    numberNeededToAlert: truePositives === 0 ? null : alerts / truePositives,
  }
}
