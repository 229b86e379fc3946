// The runs of the pages of single tasks, each with the name that links know it by: it does not change when other runs
// are reported beside it.
import { contentId } from '../../kit/hash.ts'
import type { ReportRun } from '../material.ts'

export interface SampledRun {
  readonly key: string
  readonly run: ReportRun
}

export function sampledRuns(runs: readonly ReportRun[]): SampledRun[] {
  const seen = new Map<string, number>()
  return runs.map((run) => {
    const key = contentId('run', run.run).slice(0, 12)
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    return { key: times === 1 ? key : `${key}_${times}`, run }
  })
}
