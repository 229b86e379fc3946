// How a session of ONNX Runtime is opened: where it computes, and with how many threads.
import { InferenceSession } from 'onnxruntime-node'

export type Provider = 'cpu' | 'webgpu'

export interface RuntimeSettings {
  readonly provider: Provider
  /** All cores where absent. */
  readonly threads?: number | undefined
  /**
   * Whether a session keeps the memory of its runs for the next. Faster by a few percent; but training has models of
   * many shapes, each with a working memory as large as a pass, and only one of them runs at a time.
   */
  readonly keepsMemory?: boolean
}

export type OpenSession = (model: Uint8Array) => Promise<InferenceSession>

export function sessionOpener({ provider, threads, keepsMemory = true }: RuntimeSettings): OpenSession {
  return async (model) =>
    InferenceSession.create(model, {
      executionProviders: [provider],
      enableCpuMemArena: keepsMemory,
      logSeverityLevel: 3,
      ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
      // Each session has threads of its own, and those that spin after a run take the cores from the next session's.
      extra: { session: { force_spinning_stop: '1' } },
    })
}
