// Rows into one JSON Lines file a task type, all open while tasks stream by.
import { join } from 'node:path'
import { openLineWriter, type LineWriter } from '../../kit/jsonl.ts'
import type { TaskTypeId } from '../../taxonomy/task-types.ts'

/** Writes each row into the file of its type and returns the types seen, in the order of their names. */
export async function writeByType(
  folder: string,
  rows: AsyncIterable<{ readonly type: TaskTypeId }>,
): Promise<readonly TaskTypeId[]> {
  const writers = new Map<TaskTypeId, LineWriter>()
  for await (const row of rows) {
    let writer = writers.get(row.type)
    if (writer === undefined) {
      writer = await openLineWriter(join(folder, `${row.type}.jsonl`))
      writers.set(row.type, writer)
    }
    await writer.write(JSON.stringify(row))
  }
  for (const writer of writers.values()) await writer.close()
  return [...writers.keys()].toSorted()
}
