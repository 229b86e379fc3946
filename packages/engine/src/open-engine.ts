// Opens an engine (engine.ts): a thread that reads the model's weights itself, and a user's side that calls it.
// An error in the thread is thrown here with its message.
import { Worker } from 'node:worker_threads'
import type { DecoderConfig } from './decoder/config.ts'
import type { Engine, EngineSettings, GenerateControls, Training } from './engine.ts'
import type { Abort, Call, Method, Reply } from './worker-protocol.ts'

/**
 * A folder as Hugging Face keeps models; or a module, whose default export makes { config, tensors } from the
 * argument: for models that are not on disk.
 */
export type EngineSource = string | { readonly module: string; readonly argument: unknown }

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
  readonly onToken: GenerateControls['onToken'] | undefined
}

interface Thread {
  call<Result>(method: Method, parameters: readonly unknown[], controls?: GenerateControls): Promise<Result>
  end(): Promise<void>
}

export async function openEngine(source: EngineSource, settings: EngineSettings = {}): Promise<Engine> {
  const thread = startThread()
  let config: DecoderConfig
  try {
    config = await thread.call('open', [source, settings])
  } catch (error) {
    await thread.end()
    throw error
  }
  let closed: Promise<void> | undefined
  return {
    config,
    generate: (requests, controls) => thread.call('generate', [requests], controls),
    score: (requests) => thread.call('score', [requests]),
    scoreWithState: (requests) => thread.call('scoreWithState', [requests]),
    nextToken: (prompts, tokens) => thread.call('nextToken', [prompts, tokens]),
    setAdapter: (adapter) => thread.call('setAdapter', [adapter]),
    async startTraining(training) {
      await thread.call('startTraining', [training])
      return trainingOf(thread)
    },
    close() {
      closed ??= thread.call<void>('close', []).then(() => thread.end())
      return closed
    },
  }
}

function trainingOf(thread: Thread): Training {
  let ended: Promise<void> | undefined
  const call = <Result>(method: Method, ...parameters: readonly unknown[]): Promise<Result> =>
    ended === undefined
      ? thread.call(method, parameters)
      : Promise.reject(new Error('this training has ended'))
  return {
    step: (examples, learningRate) => call('step', examples, learningRate),
    evaluate: (examples) => call('evaluate', examples),
    save: (path) => call('save', path),
    restore: (path) => call('restore', path),
    adapter: () => call('adapter'),
    weights: () => call('weights'),
    end() {
      ended ??= thread.call<void>('end', [])
      return ended
    },
  }
}

function startThread(): Thread {
  const worker = new Worker(new URL('./worker-start.js', import.meta.url))
  const waiting = new Map<number, Waiting>()
  let calls = 0
  let over: Error | undefined
  const fail = (error: Error): void => {
    over ??= error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('error', (error: Error) => fail(new Error(`the engine's thread failed: ${error.message}`)))
  worker.on('exit', () => fail(new Error('the engine is closed')))
  worker.on('message', (reply: Reply) => {
    const call = waiting.get(reply.number)
    if ('token' in reply) {
      call?.onToken?.(reply.request, reply.token)
      return
    }
    waiting.delete(reply.number)
    if ('error' in reply) call?.reject(new Error(reply.error))
    else call?.resolve(reply.value as never)
    // A thread that has nothing to do does not keep its user's process alive.
    if (waiting.size === 0) worker.unref()
  })
  return {
    call: (method, parameters, { signal, onToken } = {}) =>
      new Promise((resolve, reject) => {
        if (over !== undefined) {
          reject(over)
          return
        }
        signal?.throwIfAborted()
        const number = calls++
        const abort = (): void => {
          worker.postMessage({ abort: number } satisfies Abort)
          const call = waiting.get(number)
          // Tokens that are under way belong to nobody.
          waiting.set(number, { resolve: () => {}, reject: () => {}, onToken: undefined })
          call?.reject(signal?.reason as Error)
        }
        signal?.addEventListener('abort', abort, { once: true })
        const settled = (): void => signal?.removeEventListener('abort', abort)
        waiting.set(number, {
          onToken,
          resolve: (value) => {
            settled()
            resolve(value)
          },
          reject: (error) => {
            settled()
            reject(error)
          },
        })
        worker.ref()
        worker.postMessage({ number, method, parameters } satisfies Call)
      }),
    async end() {
      await worker.terminate()
    },
  }
}
