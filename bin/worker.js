// A worker thread's start: registers the TypeScript loader (threads do not inherit it), loads the module it
// was given, and answers requests with that module's handler. See src/kit/worker-pool.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { default: createHandler } = await import(workerData.module)
const handle = await createHandler(workerData.setup)
parentPort.on('message', ({ number, request }) => {
  try {
    parentPort.postMessage({ number, response: handle(request) })
  } catch (error) {
    parentPort.postMessage({
      number,
      // A fault of the data is told in its own words; any other says where it was.
      error: error?.problem === undefined ? (error?.stack ?? String(error)) : error.message,
    })
  }
})
parentPort.postMessage({ ready: true })
