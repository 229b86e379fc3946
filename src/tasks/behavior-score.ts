// The behaviour score of a task, from 0 (reactive) to 1 (proactive), by stated rules: a base for what the
// type asks of an agent, and adjustments for what this one task asks. Paper: sections 3.1 and C.2.
import type { TaskTypeId } from '../taxonomy/task-types.ts'

export interface Effort {
  /** How many facts must be brought together. */
  readonly facts: number
  /** The shown turns the answer rests on. */
  readonly turns: readonly number[]
  /** Medical knowledge beyond the text is needed. */
  readonly knowledge?: boolean
  /** What must be said was not asked for. */
  readonly unasked?: boolean
  /** Nothing has to be raised: speaking up would be wrong. */
  readonly silence?: boolean
}

/** What each type asks by itself. */
export const baseScores: Readonly<Record<TaskTypeId, number>> = {
  fact_retrieval: 0.05,
  timeline_sequence: 0.1,
  ddx_reasoning: 0.2,
  treatment_decision: 0.15,
  reasoning_differential_evolution: 0.42,
  integrity_missing_turn_inference: 0.44,
  predictive_next_action: 0.66,
  explicit_error_correction: 0.72,
  omission_detection: 0.74,
  standard_of_care: 0.66,
  interpretation_conflict: 0.66,
  data_conflict_resolution: 0.64,
  consistency_check: 0.62,
}

/** Two or more facts, or knowledge that is not in the text, make a task advanced. */
export function complexityOf(effort: Effort): 'intermediate' | 'advanced' {
  return effort.facts >= 2 || effort.knowledge === true ? 'advanced' : 'intermediate'
}

/** The score, rounded to two decimals within 0 … 1, and in words the rule that gave it. */
export function behaviorScore(
  type: TaskTypeId,
  effort: Effort,
): { readonly score: number; readonly scoreReason: string } {
  const base = baseScores[type]
  const rules: { readonly points: number; readonly why: string }[] = []
  const add = (points: number, why: string): void => {
    if (points !== 0) rules.push({ points, why })
  }
  add(Math.min(0.12, 0.03 * Math.max(0, effort.facts - 1)), `${effort.facts} facts combined`)
  const span = effort.turns.length === 0 ? 0 : Math.max(...effort.turns) - Math.min(...effort.turns)
  add(span > 20 ? 0.06 : span > 5 ? 0.03 : 0, `spread over ${span + 1} turns`)
  add(effort.knowledge === true ? 0.06 : 0, 'needs knowledge beyond the text')
  add(effort.unasked === true ? 0.1 : 0, 'must be raised without being asked')
  add(effort.silence === true ? -0.4 : 0, 'nothing has to be raised')
  const total = rules.reduce((sum, rule) => sum + rule.points, base)
  const score = Math.round(Math.min(1, Math.max(0, total)) * 100) / 100
  const parts = rules.map(
    (rule) => `${rule.points > 0 ? '+' : '−'}${Math.abs(rule.points).toFixed(2)} ${rule.why}`,
  )
  return { score, scoreReason: [`${base.toFixed(2)} for the type`, ...parts].join('; ') }
}
