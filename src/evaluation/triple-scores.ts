// How a run does on challenge triples: pairs and whole triples that are right together, how often it speaks where
// there is a fault and is silent where there is none, and what an alert would be worth where faults are rare.
// Silence is any option that raises nothing: a twin taken for settled that never was one is no false alarm.
import { groupBy } from '../kit/group.ts'
import { randomFor } from '../kit/random.ts'
import { clusterIntervals, totalOf, type Cluster } from '../metrics/bootstrap.ts'
import { predictiveValues } from '../metrics/predictive-values.ts'
import { judgeTriple, type MemberAnswer } from '../metrics/triples.ts'
import type { RunScores, TripleScores } from '../records/score.ts'
import type { Row } from './rows.ts'
import { bootstrapDraws, intervalLevel } from './sums.ts'

/** From rare on a ward to as common as in a balanced benchmark. */
const prevalences = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5] as const

/** The shares that are reported; each has two sums, how many there are and how many are right. */
const shares = ['pairs', 'whole', 'sensitivity', 'specificity'] as const

interface Member extends MemberAnswer {
  /** A concern was raised, be it the right one or not. */
  readonly spoke: boolean
  readonly group: string
  readonly triple: string
  readonly repeat: number
}

export function tripleScores(rows: readonly Row[]): Pick<RunScores, 'triples'> {
  const members = rows.flatMap(({ task, prediction, gold, predicted, spoke, group }): Member[] => {
    if (task.challenge === undefined) return []
    const { member, triple } = task.challenge
    const silent = predicted !== null && !spoke
    const right = member === 'injected' ? gold === predicted : silent
    return [{ member, triple, repeat: prediction.repeat, right, spoke, group }]
  })
  if (members.length === 0) return {}
  const clusters = [...groupBy(members, ({ group }) => group)].map(
    ([name, own]): Cluster => ({ name, adds: addsOf(own) }),
  )
  const places = 2 * shares.length
  const total = totalOf(clusters, places)
  const intervals = clusterIntervals(clusters, (sums) => shares.map((_, index) => shareAt(sums, index)), {
    random: randomFor('triple scores'),
    places,
    draws: bootstrapDraws,
    level: intervalLevel,
  })
  const [pairs, whole, sensitivity, specificity] = shares.map((_, index) => ({
    count: total[2 * index] as number,
    right: total[2 * index + 1] as number,
    share: shareAt(total, index),
    interval: intervals[index] ?? null,
  })) as [Share, Share, Share, Share]
  const triples = [...groupBy(members, ({ triple }) => triple).values()]
  return {
    triples: {
      triples: triples.length,
      complete: triples.filter((own) => judgeTriple(own).triple !== null).length,
      pairs,
      whole,
      sensitivity,
      specificity,
      atPrevalence:
        sensitivity.share === null || specificity.share === null
          ? []
          : prevalences.map((prevalence) =>
              predictiveValues(sensitivity.share as number, specificity.share as number, prevalence),
            ),
    },
  }
}

type Share = TripleScores['pairs']

function shareAt(sums: Float64Array, index: number): number | null {
  const count = sums[2 * index] as number
  return count === 0 ? null : (sums[2 * index + 1] as number) / count
}

function addsOf(members: readonly Member[]): Map<number, number> {
  const adds = new Map<number, number>()
  const add = (share: (typeof shares)[number], right: boolean | null): void => {
    if (right === null) return
    const place = 2 * shares.indexOf(share)
    adds.set(place, (adds.get(place) ?? 0) + 1)
    adds.set(place + 1, (adds.get(place + 1) ?? 0) + (right ? 1 : 0))
  }
  for (const asked of groupBy(members, ({ triple, repeat }) => `${repeat} ${triple}`).values()) {
    const verdict = judgeTriple(asked)
    add('pairs', verdict.pair)
    add('whole', verdict.triple)
  }
  for (const { member, right, spoke } of members) {
    if (member === 'injected') add('sensitivity', spoke)
    else add('specificity', right)
  }
  return adds
}
