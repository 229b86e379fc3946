// The registry of task types: one line per type, in the order of the taxonomy.
import { consistencyCheck } from './consistency-check.ts'
import { dataConflictResolution } from './data-conflict-resolution.ts'
import { ddxReasoning } from './ddx-reasoning.ts'
import { explicitErrorCorrection } from './explicit-error-correction.ts'
import { factRetrieval } from './fact-retrieval.ts'
import { integrityMissingTurnInference } from './integrity-missing-turn-inference.ts'
import { interpretationConflict } from './interpretation-conflict.ts'
import { omissionDetection } from './omission-detection.ts'
import { predictiveNextAction } from './predictive-next-action.ts'
import { reasoningDifferentialEvolution } from './reasoning-differential-evolution.ts'
import { standardOfCare } from './standard-of-care.ts'
import type { TaskType } from './task-type.ts'
import { timelineSequence } from './timeline-sequence.ts'
import { treatmentDecision } from './treatment-decision.ts'

export const taskTypes: readonly TaskType[] = [
  factRetrieval,
  timelineSequence,
  ddxReasoning,
  treatmentDecision,
  reasoningDifferentialEvolution,
  integrityMissingTurnInference,
  predictiveNextAction,
  explicitErrorCorrection,
  omissionDetection,
  standardOfCare,
  interpretationConflict,
  dataConflictResolution,
  consistencyCheck,
]
