// Lines through worker threads into a file, in the order of the inputs: the common shape of every stage that a
// kill must not cost more than the lines in flight. A second run goes on after the lines already there.
import { openOrderedLog } from './ordered-log.ts'
import { mapOrdered } from './pool.ts'
import { openWorkerPool } from './worker-pool.ts'

export interface OrderedStage {
  /** Module whose default export makes the handler from `setup`. */
  readonly module: URL
  readonly setup: string
  readonly input: AsyncIterable<string>
  /** Number of input lines. */
  readonly total: number
  readonly output: string
  readonly concurrency: number
  readonly signal?: AbortSignal
  readonly onLine?: (done: number) => void
}

/** Ends early, between two lines, when the signal says so. */
export async function runOrderedStage(stage: OrderedStage): Promise<void> {
  const log = await openOrderedLog(stage.output)
  try {
    if (log.finished >= stage.total) return
    const pool = await openWorkerPool(stage.module, Math.min(stage.concurrency, stage.total), stage.setup)
    try {
      let done = log.finished
      // A few lines ahead of the workers keeps them busy while results are written in order.
      const results = mapOrdered(
        skip(stage.input, log.finished),
        stage.concurrency * 4,
        (line) => pool.run(line),
        stage.signal,
      )
      for await (const line of results) {
        log.append(line)
        done += 1
        stage.onLine?.(done)
      }
    } finally {
      await pool.close()
    }
  } finally {
    log.close()
  }
}

async function* skip<T>(items: AsyncIterable<T>, count: number): AsyncGenerator<T> {
  let index = 0
  for await (const item of items) {
    if (index++ >= count) yield item
  }
}
