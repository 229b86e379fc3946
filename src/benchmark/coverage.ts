// The source × type table: how many tasks each corpus gave of each type, and the reason where it gave
// none; how many of the corpora's own labels are carried by a task, and why the others are not.
import { bump } from '../kit/group.ts'
import type { Task } from '../records/task.ts'
import { taskTypeIds } from '../taxonomy/task-types.ts'
import type { DraftedCase } from './draft.ts'

export interface CoverageCell {
  readonly tasks: number
  readonly rejected: number
  readonly leftOut: number
  /** The commonest reason, where there is no task. */
  readonly reason?: string
}

export interface LabelRow {
  readonly corpus: string
  /** "error", "error (none present)", "order", "card", "card (silence)", "checklist", "question". */
  readonly kind: string
  readonly labels: number
  /** Labels that at least one task of the benchmark carries. */
  readonly carried: number
  /** Why the others are lost: counts by reason. */
  readonly lost: Readonly<Record<string, number>>
}

export interface Coverage {
  readonly corpora: readonly string[]
  readonly cases: Readonly<Record<string, number>>
  readonly cells: Readonly<Record<string, Readonly<Record<string, CoverageCell>>>>
  readonly labels: readonly LabelRow[]
  /** Failed checks by type: counts by check. */
  readonly rejections: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export interface CoverageCounter {
  /** `leftOut` gives the reason for a verified task that was not selected. */
  add(drafted: DraftedCase, leftOut: (task: Task) => string | undefined): void
  result(): Coverage
}

interface Cell {
  tasks: number
  rejected: number
  leftOut: number
  reasons: Map<string, number>
}

interface LabelCount {
  labels: number
  carried: number
  lost: Map<string, number>
}

export function createCoverageCounter(): CoverageCounter {
  const cases = new Map<string, number>()
  const cells = new Map<string, Cell>()
  const labels = new Map<string, LabelCount>()
  const rejections = new Map<string, Map<string, number>>()
  const cellOf = (corpus: string, type: string): Cell => {
    const key = `${corpus}\n${type}`
    const cell = cells.get(key) ?? { tasks: 0, rejected: 0, leftOut: 0, reasons: new Map() }
    cells.set(key, cell)
    return cell
  }
  return {
    add: (drafted, leftOut) => {
      const { corpus } = drafted
      cases.set(corpus, (cases.get(corpus) ?? 0) + 1)
      for (const task of drafted.tasks) {
        const cell = cellOf(corpus, task.type)
        const reason = leftOut(task)
        if (reason === undefined) cell.tasks += 1
        else {
          cell.leftOut += 1
          bump(cell.reasons, reason)
        }
      }
      for (const { type, findings } of drafted.rejected) {
        const cell = cellOf(corpus, type)
        cell.rejected += 1
        const checks = rejections.get(type) ?? new Map<string, number>()
        rejections.set(type, checks)
        for (const check of new Set(findings.map((finding) => finding.check))) {
          bump(checks, check)
          bump(cell.reasons, `rejected by ${check}`)
        }
      }
      for (const { type, reason } of drafted.empty) bump(cellOf(corpus, type).reasons, reason)
      countLabels(labels, drafted, leftOut)
    },
    result: () => {
      const corpora = [...cases.keys()].toSorted()
      return {
        corpora,
        cases: Object.fromEntries(corpora.map((corpus) => [corpus, cases.get(corpus) ?? 0])),
        cells: Object.fromEntries(
          corpora.map((corpus) => [
            corpus,
            Object.fromEntries(taskTypeIds.map((type) => [type, finish(cellOf(corpus, type))])),
          ]),
        ),
        labels: [...labels]
          .map(([key, { labels: count, carried, lost }]) => {
            const [corpus, kind] = key.split('\n') as [string, string]
            return { corpus, kind, labels: count, carried, lost: sorted(lost) }
          })
          .toSorted((a, b) => (`${a.corpus} ${a.kind}` < `${b.corpus} ${b.kind}` ? -1 : 1)),
        rejections: Object.fromEntries([...rejections].map(([type, checks]) => [type, sorted(checks)])),
      }
    },
  }
}

function finish({ tasks, rejected, leftOut, reasons }: Cell): CoverageCell {
  const [reason] = Object.keys(sorted(reasons))
  return { tasks, rejected, leftOut, ...(tasks === 0 && reason !== undefined ? { reason } : {}) }
}

function countLabels(
  counts: Map<string, LabelCount>,
  drafted: DraftedCase,
  leftOut: (task: Task) => string | undefined,
): void {
  drafted.labels.forEach((label, index) => {
    const { present } = label
    const silence = label.kind === 'card' ? ' (silence)' : ' (none present)'
    const key = `${drafted.corpus}\n${label.kind}${present ? '' : silence}`
    const count = counts.get(key) ?? { labels: 0, carried: 0, lost: new Map<string, number>() }
    counts.set(key, count)
    count.labels += 1
    const tasks = drafted.tasks.filter((task) => task.label === index)
    const reasons = tasks.map(leftOut)
    if (reasons.includes(undefined)) {
      count.carried += 1
      return
    }
    const rejection = drafted.rejected.find((draft) => draft.label === index)?.findings[0]
    bump(
      count.lost,
      reasons[0] ??
        (rejection === undefined ? 'no task could be made with certainty' : `rejected by ${rejection.check}`),
    )
  })
}

/** As an object, most frequent first; equal counts by name. */
function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)))
}
