// The figures of the report, in its order. A new one is a file in this folder and a line here.
import type { ReportFigure } from '../figure.ts'
import { benefit } from './benefit.ts'
import { calibration } from './calibration.ts'
import { classes } from './classes.ts'
import { complexity } from './complexity.ts'
import { dialogueLength } from './dialogue-length.ts'
import { dialogueTurns } from './dialogue-turns.ts'
import { radarByType } from './radar-by-type.ts'
import { judgeScores } from './judge-scores.ts'
import { roc } from './roc.ts'
import { scoreByComplexity } from './score-by-complexity.ts'
import { scoreDistribution } from './score-distribution.ts'
import { strongestShortcuts } from './shortcuts.ts'
import { taskTypes } from './task-types.ts'
import { trainingAccuracy } from './training-accuracy.ts'
import { trainingLoss } from './training-loss.ts'
import { trainingMark } from './training-mark.ts'
import { implicitness, specificity } from './wording.ts'

export const figures: readonly ReportFigure[] = [
  dialogueLength,
  dialogueTurns,
  taskTypes,
  complexity,
  scoreByComplexity,
  scoreDistribution,
  classes,
  strongestShortcuts,
  radarByType,
  specificity,
  implicitness,
  judgeScores,
  roc,
  calibration,
  benefit,
  trainingLoss,
  trainingAccuracy,
  trainingMark,
]
