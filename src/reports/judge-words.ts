// How a judging was done, in a sentence: method, what could not be read, and whether the judge is related to the
// run. It stands below every table with judged numbers.
import type { Judging, JudgeScores } from '../records/judgement.ts'

export function methodOfJudging({
  run,
  judge,
  header,
  scores,
}: {
  readonly run: string
  readonly judge: string
  readonly header: Judging
  readonly scores: JudgeScores
}): string {
  const all = Object.values(scores.byCriterion)
  const failed = all.reduce((sum, one) => sum + one.failed, 0)
  const asked = all.reduce((sum, one) => sum + one.failed + one.judged, 0)
  const share = asked === 0 ? 0 : (100 * failed) / asked
  const { method } = header
  const how =
    method.kind === 'samples'
      ? `mean of ${method.samples} samples at temperature ${method.temperature}, of which ${method.leastParsed} must be readable`
      : `mean over rating tokens by log-probability, which must have ${method.leastMass} of all probability together`
  return `${judge} of ${run}: ${how}. ${share.toFixed(1)} % of judgements failed${reasonsOf(scores)}.${kinshipText(header)}`
}

function reasonsOf({ byCriterion }: JudgeScores): string {
  const reasons = [
    ...new Set(Object.values(byCriterion).flatMap((one) => (one.failed > 0 ? Object.keys(one.reasons) : []))),
  ]
  const why = reasons.filter((reason) => !/^[a-z]+_[a-z_]+$/.test(reason))
  return why.length === 0 ? '' : ` (${why.join('; ')})`
}

export function kinshipText({ kinship }: Judging): string {
  if (kinship === 'none') return ''
  return kinship === 'same_model'
    ? ' The judge is the model that it judges: models prefer their own replies.'
    : ' The judge is of the same family as the model that it judges: models prefer their own replies.'
}
