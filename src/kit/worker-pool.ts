// CPU-bound work on several cores. Requests and responses are strings (JSON lines), so that nothing but
// bytes crosses a thread and a result cannot depend on which thread made it. With one worker the work
// runs in this very thread: that is also what tests do.
import { Worker } from 'node:worker_threads'

/** What the default export of a worker's module returns for a setup text. */
export type Handler = (request: string) => string

export interface WorkerPool {
  /** The response to a request; rejects with what the handler threw. */
  run(request: string): Promise<string>
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (response: string) => void
  readonly reject: (error: Error) => void
}

/** Loads `module` (whose default export makes a Handler from `setup`) into `size` threads. */
export async function openWorkerPool(module: URL, size: number, setup: string): Promise<WorkerPool> {
  if (size <= 1) {
    const { default: createHandler } = (await import(module.href)) as {
      default: (setup: string) => Handler | Promise<Handler>
    }
    const handle = await createHandler(setup)
    return { run: async (request) => handle(request), close: async () => {} }
  }
  const lanes = await Promise.all(Array.from({ length: size }, () => openLane(module, setup)))
  return {
    run: (request) => {
      const lane = lanes.reduce((best, other) => (other.load() < best.load() ? other : best))
      return lane.run(request)
    },
    close: async () => {
      await Promise.all(lanes.map((lane) => lane.close()))
    },
  }
}

interface Lane extends WorkerPool {
  load(): number
}

async function openLane(module: URL, setup: string): Promise<Lane> {
  const worker = new Worker(new URL('../../bin/worker.js', import.meta.url), {
    workerData: { module: module.href, setup },
    resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 24 },
  })
  const waiting = new Map<number, Waiting>()
  let counter = 0
  const fail = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
  })
  worker.on('error', fail)
  worker.on('exit', (code) => fail(new Error(`a worker thread ended with status ${code}`)))
  worker.on('message', (message: { number: number; response?: string; error?: string }) => {
    const { resolve, reject } = waiting.get(message.number) ?? {}
    waiting.delete(message.number)
    if (message.error !== undefined) reject?.(new Error(message.error))
    else resolve?.(message.response ?? '')
  })
  return {
    load: () => waiting.size,
    run: (request) =>
      new Promise((resolve, reject) => {
        const number = counter++
        waiting.set(number, { resolve, reject })
        worker.postMessage({ number, request })
      }),
    close: async () => {
      worker.removeAllListeners('exit')
      await worker.terminate()
    },
  }
}
