// The engine's thread: it holds the weights and does one thing after another, so that no answer is of weights that
// are half changed. Calls are open-engine.ts's.
import { parentPort } from 'node:worker_threads'
import { createLiveEngine, type LiveEngine } from './live-engine.ts'
import { buffersOf, type Abort, type Call, type Reply } from './worker-protocol.ts'

const port = parentPort
if (port === null) throw new Error('worker.ts is a thread of the engine and is not run by itself')
const engine: LiveEngine = createLiveEngine()
const controllers = new Map<number, AbortController>()
let last: Promise<void> = Promise.resolve()

port.on('message', (message: Call | Abort) => {
  if ('abort' in message) {
    controllers.get(message.abort)?.abort()
    return
  }
  const controller = new AbortController()
  controllers.set(message.number, controller)
  last = last.then(() => answer(message, controller.signal))
})

async function answer({ number, method, parameters }: Call, signal: AbortSignal): Promise<void> {
  const reply = (message: Reply): void => port?.postMessage(message, [...buffersOf(message)])
  const onToken = (request: number, token: number): void => reply({ number, request, token })
  try {
    signal.throwIfAborted()
    reply({ number, value: await engine.call(method, parameters, { signal, onToken }) })
  } catch (error) {
    reply({ number, error: error instanceof Error ? error.message : String(error) })
  }
  controllers.delete(number)
}
