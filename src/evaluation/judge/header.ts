// What judge.json says of a judging before anything is asked.
import type { Model } from '../../models/model.ts'
import type { JudgeMethod, Judging } from '../../records/judgement.ts'
import { hashOf, type Criterion } from './criterion.ts'
import type { RunToJudge } from './judged-run.ts'
import { kinshipOf } from './kinship.ts'

/** How a judging is done, whatever is put before the judge. */
export interface HowToJudge {
  readonly criteria: readonly Criterion[]
  readonly method: JudgeMethod
  readonly seed: number
  readonly maxOutputTokens: number
}

/** `replies` counts what is to be judged: replies, or pairs of them. */
export function judgingHeader(
  model: Model,
  { own, other }: { readonly own: RunToJudge; readonly other?: RunToJudge },
  { criteria, method, seed, maxOutputTokens }: HowToJudge,
  template: string,
  replies: number,
): Judging {
  const judged = other === undefined ? [own] : [own, other]
  return {
    format: 'behaviorbench-judging/1',
    run: own.identity,
    ...(other === undefined ? {} : { against: other.identity }),
    judge: { model: model.id, endpoint: model.endpoint },
    kinship: kinshipOf(
      model.id,
      judged.map(({ run }) => run.model),
    ),
    method,
    seed,
    maxOutputTokens,
    criteria: criteria.map((criterion) => ({
      id: criterion.id,
      name: criterion.name,
      hash: hashOf(criterion, template),
    })),
    replies,
  }
}
