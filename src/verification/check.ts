// What a check of one task is: a name, and a function from the task with all it refers to into complaints.
// Adding one takes a file in checks/, a line in checks/index.ts and mutants in task.test.ts.
import type { Material } from './material.ts'

export interface Finding {
  /** Name of the check. */
  readonly check: string
  /** What is wrong, without patient text: letters, turn numbers, ids of facts. */
  readonly what: string
}

export interface Check {
  readonly name: string
  /** One line for documentation and for the table of rejections. */
  readonly title: string
  /** Complaints; empty when the task passes. Never throws for what a task contains. */
  readonly run: (material: Material) => readonly string[]
}
