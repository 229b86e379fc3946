// A piece of work on each type file, in worker threads. Answers come in the order of the files' sizes.
import { mapOrdered } from '../kit/pool.ts'
import { openWorkerPool } from '../kit/worker-pool.ts'
import type { TypeFile } from './type-files.ts'

/** Below this many tasks in all, starting a thread costs more than it saves. */
const fewestForThreads = 10_000

export async function* onTypeFiles(
  module: URL,
  files: readonly TypeFile[],
  requestOf: (file: TypeFile) => string,
  { seed, concurrency }: { readonly seed: number; readonly concurrency: number },
): AsyncGenerator<string> {
  const tasks = files.reduce((sum, file) => sum + file.tasks, 0)
  const size = tasks < fewestForThreads ? 1 : Math.min(concurrency, files.length)
  const pool = await openWorkerPool(module, size, JSON.stringify({ seed }))
  try {
    // The largest first, so that no thread waits for a late one.
    const order = files.toSorted((a, b) => b.tasks - a.tasks || (a.type < b.type ? -1 : 1))
    yield* mapOrdered(order, size, (file) => pool.run(requestOf(file)))
  } finally {
    await pool.close()
  }
}
