// The paper's other published numbers, as printed: Tables 3, 4, 9, Figure 3 and the clinician study of
// section 5. Per cent unless named otherwise. Source: arXiv 2505.21757.

/** Table 3: macro-F1 of behaviour classification by answer recipe. */
export const table3 = {
  columns: {
    five: ['balanced', 'highly_proactive', 'highly_reactive', 'primarily_proactive', 'primarily_reactive'],
    two: ['PR', 'N_PR'],
    three: ['BA', 'PR', 'RE'],
  },
  rows: {
    'BT-OC-OP': { five: [42.62, 89.47, 4.76, 19.19, 68.72], two: [82.14, 92.1], three: [53.41, 92.1, 73.68] },
    'BT-OP': { five: [37.06, 87.77, 13.79, 25.28, 66.4], two: [82.76, 92.19], three: [46.92, 92.19, 66.42] },
    'BT-BC-OC-OP': {
      five: [58.24, 87.84, 19.05, 11.82, 71.75],
      two: [83.48, 92.9],
      three: [51.67, 92.9, 72.09],
    },
    'BT-BC-OP': { five: [54.74, 88.89, 17.39, 11, 73.68], two: [82.97, 92.58], three: [51.76, 92.58, 69.57] },
    'BC-BT-OC-OP': {
      five: [57.06, 87.73, 14.81, 7.07, 74.89],
      two: [82.59, 92.23],
      three: [45, 92.32, 69.96],
    },
  },
} as const

export interface CategoryResult {
  readonly model: string
  readonly overall: number
  readonly reactive: number
  readonly balanced: number
  readonly proactive: number
}

/** Table 4: F1 on the whole benchmark and on Hard (Qwen2.5-7B for the fine-tuned ones). */
export const table4: { readonly full: readonly CategoryResult[]; readonly hard: readonly CategoryResult[] } =
  {
    full: [
      { model: 'Ensemble (zero-shot)', overall: 95.4, reactive: 98.2, balanced: 97.2, proactive: 94.3 },
      { model: 'GeneralSFT', overall: 96.7, reactive: 98.6, balanced: 100, proactive: 95 },
      { model: 'BehaviorSFT', overall: 97.3, reactive: 98.6, balanced: 99.2, proactive: 96.5 },
    ],
    hard: [
      { model: 'Ensemble (zero-shot)', overall: 68.9, reactive: 76.5, balanced: 71.2, proactive: 62.8 },
      { model: 'GeneralSFT', overall: 71.3, reactive: 79.2, balanced: 73.8, proactive: 65.1 },
      { model: 'BehaviorSFT', overall: 73.6, reactive: 81.3, balanced: 76.2, proactive: 68.4 },
    ],
  }

/** Section 2: the Hard subset. */
export const hardSubset = { cases: 297, proactive: 43, reactive: 39, balanced: 18 } as const

/** Table 9: more models. */
export const table9: readonly (CategoryResult & { readonly family: string })[] = [
  { family: 'medical', model: 'Meditron-7B', overall: 58.3, reactive: 64.7, balanced: 59.2, proactive: 52.8 },
  {
    family: 'medical',
    model: 'AlphaCare-7B',
    overall: 66.7,
    reactive: 72.3,
    balanced: 67.5,
    proactive: 61.2,
  },
  {
    family: 'medical',
    model: 'AlphaCare-13B',
    overall: 71.4,
    reactive: 76.8,
    balanced: 72.3,
    proactive: 66.9,
  },
  {
    family: 'medical',
    model: 'Meditron-70B',
    overall: 85.5,
    reactive: 89.2,
    balanced: 86.1,
    proactive: 82.1,
  },
  { family: 'reasoning', model: 'o4-mini', overall: 83.3, reactive: 86.7, balanced: 84.2, proactive: 80.4 },
  {
    family: 'reasoning',
    model: 'Gemini-2.5-Pro',
    overall: 83.3,
    reactive: 87.1,
    balanced: 83.8,
    proactive: 79.6,
  },
  { family: 'reasoning', model: 'o3', overall: 95, reactive: 96.2, balanced: 94.8, proactive: 93.1 },
  {
    family: 'agents',
    model: 'MedAgents (Gemini-2.5-Pro)',
    overall: 86.1,
    reactive: 89.3,
    balanced: 86.7,
    proactive: 83.2,
  },
  {
    family: 'agents',
    model: 'MDAgents (Gemini-2.5-Pro)',
    overall: 87.8,
    reactive: 90.6,
    balanced: 88.3,
    proactive: 85,
  },
]

/** Figure 3: G-Eval means (0–1) as section 4.2 states them; null where it gives none. */
export const figure3 = {
  utility: { baseline: 0.9, general: 0.93, behavior: 0.95 },
  safety: { baseline: null, general: 0.97, behavior: 0.95 },
  clarity: { baseline: 0.88, general: 0.92, behavior: 0.94 },
  behavioral_appropriateness: { baseline: 0.86, general: 0.87, behavior: 0.91 },
} as const

/** Section 5.1: three physicians; phase 1 on 60 tasks, phase 2 on 24. */
export const clinicianStudy = {
  phase1: {
    tasks: 60,
    correct: 83.3,
    plausible: { yes: 80, unsure: 20, no: 0 },
    confidence: { high: 55, moderate: 36.7, low: 8.3 },
    iccOfProactivity: 0.61,
  },
  phase2: {
    tasks: 24,
    meanRank: { behavior: 1.8, general: 2.08, explicit: 2.12 },
    /** Likert 1–5; the text gives none for BehaviorSFT. */
    appropriateness: { behavior: null, general: 4.08, explicit: 4.2 },
  },
} as const
