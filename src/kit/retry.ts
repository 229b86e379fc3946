// How often and with what pauses something is tried again, and waiting that can be stopped.

export interface RetryPolicy {
  /** Calls in all, the first included. */
  readonly attempts: number
  readonly firstDelayMs: number
  readonly maximumDelayMs: number
}

/** The pause after so many tries: exponential, with full jitter. It touches only time, so it needs no seed. */
export function pauseAfter(tries: number, { firstDelayMs, maximumDelayMs }: RetryPolicy): number {
  return Math.random() * Math.min(maximumDelayMs, firstDelayMs * 2 ** Math.min(tries - 1, 30))
}

/** Resolves after a while, or at once when aborted. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal?.addEventListener('abort', done)
  })
}
