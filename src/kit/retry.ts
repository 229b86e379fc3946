// Retries with exponential backoff and full jitter, for what the caller says is retryable and nothing else.

export interface RetryPolicy {
  /** Calls in all, the first included. */
  readonly attempts: number
  readonly firstDelayMs: number
  readonly maximumDelayMs: number
}

/** What a failed attempt says of itself: whether to try again, and how long the server asked to wait. */
export interface Retryability {
  readonly retryable: boolean
  readonly waitMs?: number
}

/** Calls `attempt` until it succeeds, says it is not retryable, or the attempts are used up. */
export async function retry<T>(
  policy: RetryPolicy,
  judge: (error: unknown) => Retryability,
  attempt: (number: number) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (let number = 1; ; number++) {
    try {
      return await attempt(number)
    } catch (error) {
      const verdict = judge(error)
      if (!verdict.retryable || number >= policy.attempts || signal?.aborted) throw error
      // Jitter touches only waiting times, never a result, so it needs no seed.
      const ceiling = Math.min(policy.maximumDelayMs, policy.firstDelayMs * 2 ** (number - 1))
      await sleep(verdict.waitMs ?? Math.random() * ceiling, signal)
    }
  }
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
