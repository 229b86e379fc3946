// What the checks of a whole benchmark look at: each task with its group, its split and a hash of its context,
// so that contexts need not stay in memory.
import { groupBy } from '../../kit/group.ts'
import type { SplitName } from '../../records/benchmark.ts'
import type { Task } from '../../records/task.ts'

export interface BenchmarkItem {
  readonly task: Pick<
    Task,
    | 'id'
    | 'caseId'
    | 'type'
    | 'question'
    | 'options'
    | 'gold'
    | 'behavior'
    | 'complexity'
    | 'licence'
    | 'source'
  >
  /** The case's group, or its id. */
  readonly group: string
  /** Undefined when no split holds the task. */
  readonly split: SplitName | undefined
  /** Hash of question and context, normalised. */
  readonly asked: string
}

export interface BenchmarkFinding {
  readonly check: string
  /** error: the build fails. warning: a person should look. note: a number worth printing. */
  readonly severity: 'error' | 'warning' | 'note'
  readonly what: string
  /** Ids of tasks it is about, at most `mostListed`. */
  readonly tasks?: readonly string[]
}

export const mostListed = 50

export interface BenchmarkCheck {
  readonly name: string
  readonly title: string
  readonly run: (items: readonly BenchmarkItem[]) => readonly BenchmarkFinding[]
}

export function byType(items: readonly BenchmarkItem[]): ReadonlyMap<string, readonly BenchmarkItem[]> {
  const groups = groupBy(items, (item) => item.task.type)
  return new Map([...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
