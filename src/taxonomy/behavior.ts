// The behaviour spectrum: a score from 0 (reactive) to 1 (proactive), its classes and its token.
// Paper: sections 3.1, 4.2 and C.2, Table 3. The score is annotated per task, not implied by the type.

export const fiveClasses = [
  'highly_reactive',
  'primarily_reactive',
  'balanced',
  'primarily_proactive',
  'highly_proactive',
] as const
export type FiveClass = (typeof fiveClasses)[number]

/** Three classes, as Table 3 abbreviates them: reactive, balanced, proactive. */
export const threeClasses = ['RE', 'BA', 'PR'] as const
export type ThreeClass = (typeof threeClasses)[number]

export const twoClasses = ['N_PR', 'PR'] as const
export type TwoClass = (typeof twoClasses)[number]

export const behaviorTokens = ['<reactive>', '<proactive>'] as const
export type BehaviorToken = (typeof behaviorTokens)[number]

/**
 * The class of a behaviour score in [0, 1]: below 0.2 highly reactive, below 0.4 primarily reactive, up to
 * and including 0.6 balanced, up to and including 0.8 primarily proactive, highly proactive above.
 * Throws a RangeError outside [0, 1].
 */
export function classOfScore(score: number): FiveClass {
  if (!(score >= 0 && score <= 1)) throw new RangeError(`behaviour score ${score} is not within 0 … 1`)
  if (score < 0.2) return 'highly_reactive'
  if (score < 0.4) return 'primarily_reactive'
  if (score <= 0.6) return 'balanced'
  if (score <= 0.8) return 'primarily_proactive'
  return 'highly_proactive'
}

/** Folds five classes into reactive, balanced and proactive. */
export function threeClassOf(five: FiveClass): ThreeClass {
  if (five === 'balanced') return 'BA'
  return five === 'highly_reactive' || five === 'primarily_reactive' ? 'RE' : 'PR'
}

/** Folds five classes into proactive and not proactive; balanced is not proactive. */
export function twoClassOf(five: FiveClass): TwoClass {
  return threeClassOf(five) === 'PR' ? 'PR' : 'N_PR'
}
