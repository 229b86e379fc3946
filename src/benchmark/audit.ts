// The audit of a finished benchmark: the checks over the whole and the shortcut audit, in one pass over its
// tasks; what must be mended before it is published stands in `failures`.
import { contextText, shownTurns } from '../conversations/view.ts'
import { groupOf } from '../tasks/neighbours.ts'
import { startBenchmarkCheck, type BenchmarkVerdict } from '../verification/benchmark.ts'
import { startAudit, type Audit } from '../verification/shortcuts/audit.ts'
import { contextOf, type LoadedBenchmark } from './folder.ts'

export interface BenchmarkAudit {
  readonly whole: BenchmarkVerdict
  readonly shortcuts: Audit
  /** What makes the build fail, in a few words each; empty when it may be published. */
  readonly failures: readonly string[]
}

/** `waived`: "type", "type/solver" or "any/solver" that may beat chance by more than 10 points. */
export function auditBenchmark(
  benchmark: LoadedBenchmark,
  seed: number,
  waived: readonly string[],
): BenchmarkAudit {
  const check = startBenchmarkCheck()
  const audit = startAudit({ seed, waived })
  for (const task of benchmark.tasks) {
    const { case: source, conversation } = contextOf(benchmark, task)
    const context = contextText(source, shownTurns(conversation, task.view))
    check.add(task, context, groupOf(source), benchmark.splits.get(task.id))
    audit.add(task, context, groupOf(source))
  }
  const whole = check.finish()
  const shortcuts = audit.finish()
  const errors = whole.findings.filter((finding) => finding.severity === 'error')
  return {
    whole,
    shortcuts,
    failures: [
      ...errors.map((finding) => `${finding.check}: ${finding.what}`),
      ...shortcuts.failures.map(
        ({ type, solver, margin }) =>
          `${type}: ${solver} beats chance by ${(100 * margin).toFixed(1)} points`,
      ),
    ],
  }
}
