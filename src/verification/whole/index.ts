// The checks of a whole benchmark, in the order of its report.
import { duplicates } from './duplicates.ts'
import type { BenchmarkCheck } from './item.ts'
import { lengths } from './lengths.ts'
import { letters } from './letters.ts'
import { licences } from './licences.ts'
import { splits } from './splits.ts'

export const benchmarkChecks: readonly BenchmarkCheck[] = [splits, letters, lengths, duplicates, licences]
