// How much of everything the quickstart does: in minutes on two cores, or, with --quick, in a minute and a half.
import { recipes, type TrainingRecipe } from '../training/recipe.ts'

export interface QuickstartSize {
  readonly simulatedCases: number
  readonly recipe: TrainingRecipe
  /** Tasks a training learns from. */
  readonly examples: number
  /** Tasks each model answers, of held-out cases. */
  readonly testTasks: number
  /** Tasks of validation cases, by which checkpoints are chosen and the rule of when to speak is fitted. */
  readonly validationTasks: number
  /** Whether a probe of the model's states is fitted too. */
  readonly probe: boolean
}

// A conversation is read up to two thousand tokens long; for training it is shortened to the turns that a task needs
// and the newest others, so that a minute shows enough tasks. Evaluation reads all. So few steps of so small a model
// bear a higher rate than `small` has.
const small = {
  ...(recipes['small'] as TrainingRecipe),
  epochs: 1,
  batch: 16,
  length: 1024,
  learningRate: 3e-3,
}

export const whole: QuickstartSize = {
  // Enough for every condition once.
  simulatedCases: 80,
  recipe: { ...small, name: 'quickstart', validateEvery: 7, validationTasks: 26 },
  examples: 208,
  testTasks: 130,
  validationTasks: 52,
  probe: true,
}

export const quick: QuickstartSize = {
  simulatedCases: 24,
  recipe: { ...small, name: 'quickstart --quick', validateEvery: 2, validationTasks: 13 },
  examples: 32,
  testTasks: 39,
  validationTasks: 13,
  probe: false,
}
