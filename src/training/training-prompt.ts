// The prompt of an example: that of evaluation (prompts/), byte for byte, so that a model is trained on what it will
// be asked. Only regimes to which a marked target can be an answer.
import { UsageError } from '../kit/errors.ts'
import { createPrompt, type Prompt } from '../prompts/prompt.ts'
import { behaviorToken, paperRecipe } from '../prompts/regimes/behavior-token.ts'
import { chainOfThought } from '../prompts/regimes/chain-of-thought.ts'
import { explicit } from '../prompts/regimes/explicit.ts'
import { zeroShot } from '../prompts/regimes/zero-shot.ts'
import type { AnswerForm } from './target.ts'

const makers = {
  'behavior-token': () => behaviorToken(paperRecipe),
  'zero-shot': zeroShot,
  explicit,
  'chain-of-thought': chainOfThought,
} as const
export type TrainingRegime = keyof typeof makers
export const trainingRegimes = Object.keys(makers) as TrainingRegime[]

export interface TrainingPrompt {
  readonly prompt: Prompt
  readonly form: AnswerForm
}

export function trainingPrompt(regime: TrainingRegime, permute?: number): TrainingPrompt {
  if (!Object.hasOwn(makers, regime)) {
    throw new UsageError(`--regime ${regime}: training knows ${trainingRegimes.join(', ')}`)
  }
  return {
    prompt: createPrompt(makers[regime](), permute),
    form: regime === 'behavior-token' ? 'tag' : 'line',
  }
}
