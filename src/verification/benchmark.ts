// What a whole benchmark must pass: splits without leakage, balanced letters, uninformative lengths, few
// near-duplicates, known licences; with its statistics. The shortcut audit is shortcuts/audit.ts.
import { countBy } from '../kit/group.ts'
import type { SplitName } from '../records/benchmark.ts'
import type { Task } from '../records/task.ts'
import { benchmarkChecks } from './whole/index.ts'
import { itemOf, type BenchmarkFinding, type BenchmarkItem, type SplitItem } from './whole/item.ts'

export interface BenchmarkVerdict {
  readonly findings: readonly BenchmarkFinding[]
  /** Names of the checks with at least one error. */
  readonly failed: readonly string[]
  /** Tasks by type, source, token, class, complexity, split and licence, each sorted by name. */
  readonly statistics: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export interface BenchmarkCheckRun {
  add(item: BenchmarkItem, split: SplitName | undefined): void
  finish(): BenchmarkVerdict
}

/** Starts a check that takes tasks one by one as items (whole/item.ts); texts are not kept. */
export function startBenchmarkCheck(): BenchmarkCheckRun {
  const items: SplitItem[] = []
  return {
    add: (item, split) => {
      items.push({ ...item, split })
    },
    finish: () => {
      const sorted = items.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
      const findings = benchmarkChecks.flatMap((check) => check.run(sorted))
      const errors = findings.filter((finding) => finding.severity === 'error')
      return {
        findings,
        failed: [...new Set(errors.map((finding) => finding.check))],
        statistics: statisticsOf(sorted),
      }
    },
  }
}

/** All at once, for what fits into memory. */
export function verifyBenchmark(
  tasks: Iterable<{ readonly task: Task; readonly context: string; readonly group: string }>,
  splitOf: ReadonlyMap<string, SplitName>,
): BenchmarkVerdict {
  const run = startBenchmarkCheck()
  for (const { task, context, group } of tasks) run.add(itemOf(task, context, group), splitOf.get(task.id))
  return run.finish()
}

function statisticsOf(items: readonly SplitItem[]): BenchmarkVerdict['statistics'] {
  const count = (nameOf: (item: SplitItem) => string): Record<string, number> =>
    Object.fromEntries([...countBy(items, nameOf)].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return {
    type: count((item) => item.type),
    source: count((item) => item.source),
    token: count((item) => item.token),
    class: count((item) => item.class),
    complexity: count((item) => item.complexity),
    split: count((item) => item.split ?? 'none'),
    licence: count((item) => item.licence),
    options: count((item) => String(item.lengths.length)),
    gold: count((item) => item.gold),
  }
}
