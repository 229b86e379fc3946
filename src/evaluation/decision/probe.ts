// A separate classifier in place of the token: a linear probe on what the model has in mind at the end of the prompt.
// Where it does as well as the token, deciding and generating can be taken apart. Fitted on validation answers alone;
// its scores on those are of probes that have not seen the case, so that thresholds are not fitted on memory.
import { randomFor } from '../../kit/random.ts'
import { meanCrossEntropy } from '../../metrics/log-odds.ts'
import {
  classify,
  fitLogisticRegression,
  type LabelledFeatures,
  type LinearClassifier,
} from '../../metrics/logistic-regression.ts'
import type { ModeAnswer } from './answers.ts'

/** An answer with the state at its prompt's last position. */
export interface Probed extends LabelledFeatures {
  readonly cluster: string
}

export interface Probe {
  readonly classifier: LinearClassifier
  readonly penalty: number
  /** Log-odds of the answers it was fitted on, each by a probe fitted on other cases. */
  readonly heldOut: readonly number[]
}

const penalties = [0.1, 1, 10, 100, 1000, 10_000] as const
const foldCount = 5

/** The penalty is the one with the least cross-entropy on cases held out. */
export function fitProbe(items: readonly Probed[]): Probe {
  const folds = foldsOf(items)
  const targets = items.map(({ positive }) => (positive ? 1 : 0))
  const candidates = penalties.map((penalty) => {
    const heldOut = heldOutScores(items, folds, penalty)
    return { penalty, heldOut, loss: meanCrossEntropy(heldOut, targets) ?? 0 }
  })
  const best = candidates.reduce((a, b) => (b.loss < a.loss ? b : a))
  return {
    classifier: fitLogisticRegression(items, best.penalty),
    penalty: best.penalty,
    heldOut: best.heldOut,
  }
}

/** The fold of each item; the items of a case lie in one. */
function foldsOf(items: readonly Probed[]): readonly number[] {
  const names = [...new Set(items.map(({ cluster }) => cluster))].toSorted()
  const order = new Map(
    randomFor('probe')
      .shuffle(names)
      .map((name, place) => [name, place % foldCount]),
  )
  return items.map(({ cluster }) => order.get(cluster) as number)
}

function heldOutScores(items: readonly Probed[], folds: readonly number[], penalty: number): number[] {
  const probes = Array.from({ length: foldCount }, (_, fold) => {
    const others = items.filter((_, index) => folds[index] !== fold)
    // With a single case there is nothing to hold out.
    return fitLogisticRegression(others.length === 0 ? items : others, penalty)
  })
  return items.map(({ features }, index) =>
    classify(probes[folds[index] as number] as LinearClassifier, features),
  )
}

/** The answers with other scores; those without a state have none. */
export function withScores(
  answers: readonly ModeAnswer[],
  scores: ReadonlyMap<ModeAnswer, number>,
): ModeAnswer[] {
  return answers.map((answer) => ({ ...answer, score: scores.get(answer) ?? -Infinity }))
}
