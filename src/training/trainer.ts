// What a trainer is: it takes a training folder, whose examples are token numbers already, to its adapter, and tells
// its steps on the way. One file per trainer in trainers/; every member passes testTrainer() in trainer-contract.ts.
// A trainer in another language is started by such a file and meets us in the folder alone.
import type { TrainingFolder } from './folder.ts'

export interface Trainer {
  readonly name: string
  /** What of its settings may change the numbers: part of the training's header. */
  readonly settings: Readonly<Record<string, string | number | boolean>>
  /**
   * Trains to the end, or goes on with what the folder holds. Same folder, same adapter, to the bit, however often it
   * was stopped or killed on the way. Throws a Failure where it cannot go on, and leaves no half-written adapter.
   */
  train(folder: TrainingFolder, base: string, controls: TrainingControls): Promise<TrainingOutcome>
}

export interface TrainingControls {
  /** Stops after the step that is under way. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TrainingProgress) => void
}

export interface TrainingProgress {
  readonly step: number
  readonly total: number
  /** What has just been done. */
  readonly kind: 'resumed' | 'step' | 'saved' | 'validated'
  readonly steps: StepRecord | undefined
  readonly validation: ValidationRecord | undefined
  /** Since this process began to train: tokens without padding, and seconds of steps alone. */
  readonly tokens: number
  readonly seconds: number
}

/** A line of steps.jsonl, by the number of the step from 1. */
export interface StepRecord {
  /** As it is minimised: the mean over trained tokens by their weights. */
  readonly loss: number
  /** Cross-entropy of the mark's tokens alone, unweighted; null where examples have no mark. */
  readonly markLoss: number | null
  readonly learningRate: number
  readonly gradientNorm: number
  readonly tokens: number
  readonly trainedTokens: number
}

/** A line of validations.jsonl, by the number of the step that it follows. */
export interface ValidationRecord {
  readonly tasks: number
  /** Share of tasks whose gold is the likeliest answer behind the mark that the model itself finds likeliest. */
  readonly accuracy: number
  /** Share in which that mark is the task's; null where there is none. */
  readonly markAccuracy: number | null
  /** The same of the mode alone: whether the mark speaks up. */
  readonly modeAccuracy: number | null
  /** Mean cross-entropy of the target's tokens, unweighted, and of its mark's. */
  readonly loss: number
  readonly markLoss: number | null
}

export type TrainingOutcome =
  | {
      readonly kind: 'finished'
      /** The step whose adapter was kept. */
      readonly best: number
      readonly validation: ValidationRecord
      readonly adapter: string
    }
  | { readonly kind: 'stopped'; readonly step: number; readonly total: number }
