// Whether the probability that a model gives to `<proactive>` tells tasks of that token from the others, and
// whether it can be taken at its word. Only for runs with log-probabilities.
import { aurocOf } from '../metrics/auroc.ts'
import { averagePrecision } from '../metrics/average-precision.ts'
import { brierScore, calibrationError, logLoss, reliabilityOf } from '../metrics/calibration.ts'
import type { RunScores } from '../records/score.ts'
import type { Row } from './rows.ts'

const bins = 10

export function probabilityScores(rows: readonly Row[]): Pick<RunScores, 'probability'> {
  const rated = rows.flatMap(({ task, prediction, group }) => {
    const score = prediction.proactiveProbability
    return score === undefined
      ? []
      : [{ score, positive: task.behavior.token === '<proactive>', cluster: group }]
  })
  if (rated.length === 0) return {}
  const auroc = aurocOf(rated)
  const reliability = reliabilityOf(rated, bins)
  return {
    probability: {
      count: rated.length,
      proactive: rated.filter(({ positive }) => positive).length,
      auroc: auroc?.area ?? null,
      aurocInterval: auroc?.interval ?? null,
      averagePrecision: averagePrecision(rated),
      brier: brierScore(rated),
      logLoss: logLoss(rated),
      calibrationError: calibrationError(reliability),
      reliability,
    },
  }
}
