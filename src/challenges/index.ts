// The registry of challenge rules. A new rule is its file and a line here.
import { allergy } from './allergy.ts'
import type { ChallengeRule } from './challenge.ts'
import { checklistOmission } from './checklist-omission.ts'
import { chronology } from './chronology.ts'
import { completeLists } from './complete-lists.ts'
import { decimalSlip } from './decimal-slip.ts'
import { allergyOrder, contraindicationOrder, interactionOrder } from './hazardous-order.ts'
import { laterality } from './laterality.ts'
import { listOmission } from './list-omission.ts'
import { misreadStudy } from './misread-study.ts'
import { missedStandard } from './missed-standard.ts'
import { medicationStatus } from './medication-status.ts'
import { negationFlip } from './negation-flip.ts'
import { readingConflict } from './reading-conflict.ts'
import { scoreSum } from './score-sum.ts'
import { valueConflict } from './value-conflict.ts'
import { wrongPatient } from './wrong-patient.ts'

export const challengeRules: readonly ChallengeRule[] = [
  valueConflict,
  medicationStatus,
  decimalSlip,
  allergy,
  negationFlip,
  wrongPatient,
  chronology,
  laterality,
  readingConflict,
  listOmission,
  checklistOmission,
  // These rest on rows of the knowledge base and plant into its own courses only.
  allergyOrder,
  interactionOrder,
  contraindicationOrder,
  missedStandard,
  misreadStudy,
  scoreSum,
  completeLists,
]
