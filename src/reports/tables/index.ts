// The tables of the report, in its order. A new one is a file in this folder and a line here.
import type { ReportTable } from '../table.ts'
import { agents } from './agents.ts'
import { behaviorClasses, behaviorConfusion } from './behavior-classes.ts'
import { checks } from './checks.ts'
import { comparison } from './comparison.ts'
import { coverage } from './coverage.ts'
import { dataset } from './dataset.ts'
import { judgeAgreement, judgeDifferences } from './judge-compared.ts'
import { judgePairs } from './judge-pairs.ts'
import { judge } from './judge.ts'
import { hard, hardDrop, hardRuns } from './hard.ts'
import { labels } from './labels.ts'
import { positions } from './positions.ts'
import { probability, reliability } from './probability.ts'
import { rejections } from './rejections.ts'
import { repeats } from './repeats.ts'
import { resultsByCategory } from './results-by-category.ts'
import { accuracyByType, macroF1ByType } from './results-by-type.ts'
import { runs } from './runs.ts'
import { seeds } from './seeds.ts'
import { shortcuts } from './shortcuts.ts'
import { speaking } from './speaking.ts'
import { strata } from './strata.ts'
import { alerts, triples } from './triples.ts'

export const tables: readonly ReportTable[] = [
  dataset,
  strata,
  coverage,
  labels,
  rejections,
  shortcuts,
  checks,
  runs,
  comparison,
  resultsByCategory,
  macroF1ByType,
  accuracyByType,
  triples,
  alerts,
  behaviorClasses,
  behaviorConfusion,
  positions,
  repeats,
  agents,
  judge,
  judgeDifferences,
  judgePairs,
  judgeAgreement,
  seeds,
  hard,
  hardDrop,
  hardRuns,
  speaking,
  probability,
  reliability,
]
