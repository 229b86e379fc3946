// How good a score is on answers that nothing was fitted on: whether it tells the tasks apart (ROC), and whether its
// probability can be taken at its word before and after calibration, with intervals that resample whole cases.
import { groupBy } from '../../kit/group.ts'
import { randomFor } from '../../kit/random.ts'
import { aurocOf } from '../../metrics/auroc.ts'
import { clusterIntervals, totalOf, type Cluster } from '../../metrics/bootstrap.ts'
import { calibrate, type Calibration } from '../../metrics/calibrators.ts'
import { calibrationError, reliabilityOf, type ReliabilityBin } from '../../metrics/calibration.ts'
import { meanCrossEntropy, sigmoid } from '../../metrics/log-odds.ts'
import { rocOf, type RocPoint } from '../../metrics/roc.ts'
import type { ScoreQuality } from '../../records/decision.ts'
import { bootstrapDraws, intervalLevel } from '../sums.ts'
import { isScored, type ModeAnswer } from './answers.ts'

const bins = 10
/** Points of a curve that is drawn; more than that are thinned. */
const pointsDrawn = 200

export type NamedCalibration = Calibration & Pick<ScoreQuality['calibrations'][number], 'name'>

/** Of answers with a score only. */
export function qualityOf(
  answers: readonly ModeAnswer[],
  calibrations: readonly NamedCalibration[],
): Omit<ScoreQuality, 'name' | 'probe'> {
  const scored = answers.filter(isScored)
  const auroc = aurocOf(scored)
  return {
    auroc: { value: auroc?.area ?? null, interval: auroc?.interval ?? null },
    roc: thinned(rocOf(scored)),
    calibrations: calibrations.map((calibration) => ({
      ...calibration,
      ...calibratedQuality(scored, calibration),
    })),
  }
}

type Calibrated = Pick<
  ScoreQuality['calibrations'][number],
  'logLoss' | 'brier' | 'calibrationError' | 'reliability'
>

function calibratedQuality(answers: readonly ModeAnswer[], calibration: Calibration): Calibrated {
  const forecasts = answers.map(({ score, positive, cluster }) => {
    const logOdds = calibrate(calibration, score)
    return { logOdds, score: sigmoid(logOdds), positive, cluster }
  })
  const clusters = [...groupBy(forecasts, ({ cluster }) => cluster)].map(
    ([name, members]): Cluster => ({ name, adds: addsOf(members) }),
  )
  const total = totalOf(clusters, places)
  const values = statistics(total)
  const intervals = clusterIntervals(clusters, statistics, {
    random: randomFor('calibration'),
    places,
    draws: bootstrapDraws,
    level: intervalLevel,
  })
  const [logLoss, brier, error] = values.map((value, index) => ({
    value,
    interval: intervals[index] ?? null,
  })) as [Calibrated['logLoss'], Calibrated['brier'], Calibrated['calibrationError']]
  return { logLoss, brier, calibrationError: error, reliability: reliabilityOf(forecasts, bins) }
}

// Sums: answers, cross-entropy, squared error; then of each bin answers, probability and positives.
const firstBin = 3
const places = firstBin + 3 * bins

interface Forecast {
  readonly logOdds: number
  readonly score: number
  readonly positive: boolean
}

function addsOf(members: readonly Forecast[]): ReadonlyMap<number, number> {
  const adds = new Map<number, number>()
  const add = (place: number, amount: number): void => void adds.set(place, (adds.get(place) ?? 0) + amount)
  for (const { logOdds, score, positive } of members) {
    const target = positive ? 1 : 0
    add(0, 1)
    add(1, meanCrossEntropy([logOdds], [target]) as number)
    add(2, (score - target) ** 2)
    const bin = firstBin + 3 * Math.min(bins - 1, Math.floor(score * bins))
    add(bin, 1)
    add(bin + 1, score)
    add(bin + 2, target)
  }
  return adds
}

function statistics(sums: Float64Array): (number | null)[] {
  const count = sums[0] as number
  if (count === 0) return [null, null, null]
  const curve = Array.from({ length: bins }, (_, bin): ReliabilityBin => {
    const at = firstBin + 3 * bin
    const own = sums[at] as number
    return {
      low: bin / bins,
      high: (bin + 1) / bins,
      count: own,
      forecast: own === 0 ? null : (sums[at + 1] as number) / own,
      observed: own === 0 ? null : (sums[at + 2] as number) / own,
    }
  })
  return [(sums[1] as number) / count, (sums[2] as number) / count, calibrationError(curve)]
}

function thinned(curve: readonly RocPoint[]): RocPoint[] {
  if (curve.length <= pointsDrawn) return [...curve]
  const last = curve.length - 1
  return Array.from(
    { length: pointsDrawn },
    (_, index) => curve[Math.round((index * last) / (pointsDrawn - 1))] as RocPoint,
  )
}
