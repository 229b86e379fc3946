// What a whole benchmark must pass: splits without leakage, balanced letters, uninformative lengths, few
// near-duplicates, known licences; with its statistics. The shortcut audit is shortcuts/audit.ts.
import { sha256 } from '../kit/hash.ts'
import type { SplitName } from '../records/benchmark.ts'
import type { Task } from '../records/task.ts'
import { benchmarkChecks } from './whole/index.ts'
import type { BenchmarkFinding, BenchmarkItem } from './whole/item.ts'
import { plain } from './words.ts'

export interface BenchmarkVerdict {
  readonly findings: readonly BenchmarkFinding[]
  /** Names of the checks with at least one error. */
  readonly failed: readonly string[]
  /** Tasks by type, source, token, class, complexity, split and licence, each sorted by name. */
  readonly statistics: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export interface BenchmarkCheckRun {
  /** Adds a task with the text it shows, the group of its case and its split. */
  add(task: Task, context: string, group: string, split: SplitName | undefined): void
  finish(): BenchmarkVerdict
}

/** Starts a check that takes tasks one by one; contexts are hashed and not kept. */
export function startBenchmarkCheck(): BenchmarkCheckRun {
  const items: BenchmarkItem[] = []
  return {
    add: (task, context, group, split) => {
      const { id, caseId, type, question, options, gold, behavior, complexity, licence, source } = task
      items.push({
        task: { id, caseId, type, question, options, gold, behavior, complexity, licence, source },
        group,
        split,
        asked: sha256(
          `${plain(question)}\n${plain(context)}\n${options
            .map((option) => plain(option.text))
            .toSorted()
            .join('\n')}`,
        ),
      })
    },
    finish: () => {
      const sorted = items.toSorted((a, b) => (a.task.id < b.task.id ? -1 : a.task.id > b.task.id ? 1 : 0))
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
  for (const { task, context, group } of tasks) run.add(task, context, group, splitOf.get(task.id))
  return run.finish()
}

function statisticsOf(items: readonly BenchmarkItem[]): BenchmarkVerdict['statistics'] {
  const count = (nameOf: (item: BenchmarkItem) => string): Record<string, number> => {
    const counts = new Map<string, number>()
    for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1)
    return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  }
  return {
    type: count((item) => item.task.type),
    source: count((item) => item.task.source),
    token: count((item) => item.task.behavior.token),
    class: count((item) => item.task.behavior.class),
    complexity: count((item) => item.task.complexity),
    split: count((item) => item.split ?? 'none'),
    licence: count((item) => item.task.licence.id),
    options: count((item) => String(item.task.options.length)),
    gold: count((item) => item.task.gold),
  }
}
