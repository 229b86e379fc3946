// The paper's published dataset statistics: section 2, Table 5, appendix C and Figures 8–12, as printed.
// Source: arXiv 2505.21757.
import type { FiveClass } from '../behavior.ts'

export const paperDataset = {
  cases: 6876,
  tasks: 142_496,
  splits: { train: 6776, validation: 110, test: 977 },
  /** Table 5. */
  conversation: { turns: 33.3, characters: 6194.3, participants: 8.7 },
  /** Figure 8 names ten types with their categories; these eight bars can be read in print. */
  byType: {
    ddx_reasoning: 15_125,
    data_conflict_resolution: 12_952,
    timeline_sequence: 11_025,
    treatment_decision: 10_081,
    explicit_error_correction: 9120,
    standard_of_care: 8915,
    reasoning_differential_evolution: 8560,
    interpretation_conflict: 7259,
  },
  byComplexity: { advanced: 127_927, intermediate: 14_569 },
  /** Figure 10, as the text describes it: "above 0.8" and "around 0.4". */
  meanScoreByComplexity: { advanced: 0.8, intermediate: 0.4 },
} as const

/** Appendix C.2 and Figure 12. */
export const paperClasses: Readonly<Record<FiveClass, number>> = {
  highly_reactive: 2491,
  primarily_reactive: 5544,
  balanced: 24_869,
  primarily_proactive: 35_782,
  highly_proactive: 73_810,
}
