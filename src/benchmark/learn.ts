// What the solvers of the shortcut audit that learn get right of one type's tasks. Runs in a worker; pure.
import { readFileSync } from 'node:fs'
import { answersByLearning } from '../verification/shortcuts/audit.ts'
import type { Foldable } from '../verification/shortcuts/cross-validation.ts'

/** The tasks of a type file (type-files.ts). */
export function readTypeFile(path: string): Foldable[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Foldable)
}

/** The worker's handler: the path of a type file in, [id, bits] of the tasks answered rightly out. */
export default function createHandler(setup: string): (path: string) => string {
  const { seed } = JSON.parse(setup) as { readonly seed: number }
  return (path) => JSON.stringify([...answersByLearning(readTypeFile(path), { seed })])
}
