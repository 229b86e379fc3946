// The tables of the report, in its order. A new one is a file in this folder and a line here.
import type { ReportTable } from '../table.ts'
import { checks } from './checks.ts'
import { coverage } from './coverage.ts'
import { dataset } from './dataset.ts'
import { labels } from './labels.ts'
import { rejections } from './rejections.ts'
import { resultsByCategory } from './results-by-category.ts'
import { accuracyByType, macroF1ByType } from './results-by-type.ts'
import { runs } from './runs.ts'
import { shortcuts } from './shortcuts.ts'
import { strata } from './strata.ts'

export const tables: readonly ReportTable[] = [
  dataset,
  strata,
  coverage,
  labels,
  rejections,
  shortcuts,
  checks,
  runs,
  resultsByCategory,
  macroF1ByType,
  accuracyByType,
]
