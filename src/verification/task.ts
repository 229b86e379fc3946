// What a task must pass before it enters a benchmark: every check of checks/index.ts, in order. The checks
// share no code with the authors in tasks/ and challenges/. Paper: section 2, "quality control".
import { messageOf } from '../kit/errors.ts'
import type { Task } from '../records/task.ts'
import type { Finding } from './check.ts'
import { checks } from './checks/index.ts'
import { shapeProblems } from './checks/schema.ts'
import { createMaterial, type Sources } from './material.ts'

export interface Verdict {
  /** Names of the checks it passed, in order: what goes into the task's `checks`. */
  readonly passed: readonly string[]
  /** Empty when the task may stay. */
  readonly findings: readonly Finding[]
}

/**
 * Runs all checks on one task. `facts` are those of the case, `conversation` the unedited one. A task that is
 * not even a record, or whose view does not fit, gets one finding of "schema" and no further check.
 */
export function verifyTask(task: Task, sources: Sources): Verdict {
  const broken = shapeProblems(task)
  if (broken.length > 0) return { passed: [], findings: broken.map((what) => ({ check: 'schema', what })) }
  let material
  try {
    material = createMaterial(task, sources)
  } catch (error) {
    return { passed: [], findings: [{ check: 'schema', what: messageOf(error) }] }
  }
  const passed: string[] = []
  const findings: Finding[] = []
  for (const check of checks) {
    const problems = check.run(material)
    if (problems.length === 0) passed.push(check.name)
    for (const what of problems) findings.push({ check: check.name, what })
  }
  return { passed, findings }
}
