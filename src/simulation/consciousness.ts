// The Glasgow coma scale beside the findings: nobody who is confused or drowsy has full marks, and nobody with few
// marks can be said to be awake and oriented. Which findings say so stands in their rows (`most_gcs`).
import type { Knowledge } from '../knowledge/knowledge.ts'

const scale = 'glasgow-coma-scale'

/** Below this, nobody can be found awake and oriented: eyes, words or movements have lost two points. */
const leastAwake = 14

/** The vital signs with no more points than the present findings allow. */
export function withConsciousness(
  vitals: ReadonlyMap<string, number>,
  present: readonly string[],
  from: Knowledge,
): ReadonlyMap<string, number> {
  const points = vitals.get(scale)
  if (points === undefined) return vitals
  const most = Math.min(...present.map((finding) => from.findings.get(finding)?.most_gcs ?? points))
  return points > most ? new Map([...vitals, [scale, most]]) : vitals
}

/** Whether a finding can be said to be lacking in somebody of whom these were measured. */
export function canLack(
  finding: string,
  moments: readonly { readonly vitals: ReadonlyMap<string, number> }[],
  from: Knowledge,
): boolean {
  return (
    from.findings.get(finding)?.most_gcs === undefined ||
    moments.every(({ vitals }) => (vitals.get(scale) ?? leastAwake) >= leastAwake)
  )
}
