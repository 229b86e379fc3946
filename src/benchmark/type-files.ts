// One file a task type, of what can be seen of its tasks without their cases: question, options, gold. What
// learns to guess reads them type by type, so that no step of a build holds all tasks.
import { join } from 'node:path'
import { openLineWriter, type LineWriter } from '../kit/jsonl.ts'
import type { Task } from '../records/task.ts'
import type { TaskTypeId } from '../taxonomy/task-types.ts'
import type { Foldable } from '../verification/shortcuts/cross-validation.ts'

export interface TypeFile {
  readonly type: TaskTypeId
  readonly path: string
  readonly tasks: number
}

export interface TypeFiles {
  add(task: Foldable): Promise<void>
  /** The files that have at least one task, in the order of their first tasks. */
  close(): Promise<readonly TypeFile[]>
}

export function openTypeFiles(folder: string): TypeFiles {
  const open = new Map<TaskTypeId, { readonly path: string; readonly writer: LineWriter; tasks: number }>()
  return {
    add: async (task) => {
      let file = open.get(task.type)
      if (file === undefined) {
        const path = join(folder, `${task.type}.jsonl`)
        file = { path, writer: await openLineWriter(path), tasks: 0 }
        open.set(task.type, file)
      }
      file.tasks += 1
      await file.writer.write(JSON.stringify(task))
    },
    close: async () => {
      for (const { writer } of open.values()) await writer.close()
      return [...open].map(([type, { path, tasks }]) => ({ type, path, tasks }))
    },
  }
}

/** What a guesser may see of a task, and its key. */
export function foldableOf({ id, type, question, options, gold }: Task, group: string): Foldable {
  return { id, type, question, options, gold, group }
}
