// Judges against each other, and runs against each other under one judge: from the judgements of several judgings.
import { krippendorffAlpha } from '../../metrics/krippendorff.ts'
import { spearman } from '../../metrics/spearman.ts'
import type { Judgement } from '../../records/judgement.ts'
import { meanWithInterval, type Mean } from './means.ts'

/** Judgements of one judging, by one criterion, by task and repeat. */
export type Ratings = ReadonlyMap<string, number>

export function ratingsOf(judgements: Iterable<Judgement>, criterion: string): Ratings {
  const ratings = new Map<string, number>()
  for (const { taskId, repeat, rating, criterion: own } of judgements) {
    if (own === criterion && rating !== null) ratings.set(`${taskId} ${repeat}`, rating)
  }
  return ratings
}

export interface Agreement {
  /** Replies that at least two judges rated. */
  readonly replies: number
  readonly interval: number | null
  readonly ordinal: number | null
  /** Mean over pairs of judges. */
  readonly spearman: number | null
}

/** How far judges of the same replies agree. */
export function agreementOf(judges: readonly Ratings[]): Agreement {
  const keys = [...new Set(judges.flatMap((ratings) => [...ratings.keys()]))]
  const items = keys
    .map((key) => judges.map((ratings) => ratings.get(key)).filter((rating) => rating !== undefined))
    .filter((ratings) => ratings.length > 1)
  const correlations = judges.flatMap((first, index) =>
    judges.slice(index + 1).map((second) => spearman(common(first, second))),
  )
  const known = correlations.filter((value) => value !== null)
  return {
    replies: items.length,
    interval: krippendorffAlpha(items, 'interval'),
    ordinal: krippendorffAlpha(items, 'ordinal'),
    spearman: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length,
  }
}

function common(first: Ratings, second: Ratings): [number, number][] {
  return [...first].flatMap(([key, rating]): [number, number][] => {
    const other = second.get(key)
    return other === undefined ? [] : [[rating, other]]
  })
}

/** Scores (0 to 1) of one run less those of another, reply by reply, under one judge. */
export function differenceOf(first: Ratings, second: Ratings, groupOf: (taskId: string) => string): Mean {
  const values = [...first].flatMap(([key, rating]) => {
    const other = second.get(key)
    const taskId = key.split(' ')[0] ?? key
    return other === undefined ? [] : [{ value: (rating - other) / 4, group: groupOf(taskId) }]
  })
  return meanWithInterval(values, 'judge difference')
}
