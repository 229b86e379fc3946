// Illnesses of one stage of life, so that no option offers the dementia of a child or the croup of the old.
// Bounds are generous: they rule out what a clinician would smile at, not what is rare.
import type { Strata } from '../records/case.ts'
import { clashesWithSex } from './sexed-words.ts'

interface Stage {
  readonly words: RegExp
  /** Years of age between which the words may be said. */
  readonly from: number
  readonly to: number
  readonly only?: 'female'
}

const stages: readonly Stage[] = [
  {
    words:
      /\b(?:alzheimer\w*|dementia|parkinson\w*|macular degeneration|osteoporosis|prostat\w+|menopaus\w+|postmenopaus\w+|temporal arteritis|giant cell arteritis|polymyalgia|cataracts?)\b/i,
    from: 40,
    to: 130,
  },
  {
    words:
      /\b(?:coronary|myocardial infarction|stroke|atrial (?:fibrillation|flutter)|osteoarthritis|rotator cuff|carotid|angina|end-stage renal|cirrhosis|emphysema|chronic obstructive|copd|gout|diverticul\w+|erectile|colon cancer|lung cancer|substance (?:use|abuse)|alcohol\w*|smoking|tobacco\w*)\b/i,
    from: 18,
    to: 130,
  },
  {
    words:
      /\b(?:pregnan\w+|contractions?|labor|gestational|ectopic|preeclampsia|eclampsia|menstr\w+|pelvic inflammatory)\b/i,
    from: 13,
    to: 52,
    only: 'female',
  },
  {
    words: /\b(?:croup|bronchiolitis|colic|teething|diaper|intussusception|neonat\w+|infantile)\b/i,
    from: 0,
    to: 6,
  },
]

/** Whether a finding would be absurd in a patient of this age and sex; where they are unknown, in any. */
export function clashesWithPatient(text: string, { age, sex }: Pick<Strata, 'age' | 'sex'>): boolean {
  if (clashesWithSex(text, sex)) return true
  return stages.some(
    (stage) =>
      stage.words.test(text) &&
      (typeof age !== 'number' ||
        age < stage.from ||
        age > stage.to ||
        (stage.only !== undefined && stage.only !== sex)),
  )
}
