// Asking a hub until it answers, as often as is polite.
import { Failure } from '../../kit/errors.ts'
import { pauseAfter, sleep, type RetryPolicy } from '../../kit/retry.ts'
import { ModelError } from '../model.ts'

export interface Tries {
  readonly retries: RetryPolicy
  readonly signal: AbortSignal | undefined
  /** Whether the last try brought something. Tries are then counted anew: a bad line that makes way is not given up. */
  readonly progressed?: () => boolean
}

/** Undefined where it was stopped. */
export async function tried<T extends object>(
  subject: string,
  work: () => Promise<T>,
  { retries, signal, progressed }: Tries,
): Promise<T | undefined> {
  const stopped = (): boolean => signal?.aborted === true
  let failed = 0
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (stopped()) return undefined
      if (!(error instanceof ModelError)) throw error
      failed = progressed?.() === true ? 1 : failed + 1
      if (!error.retryable || failed >= retries.attempts)
        throw new Failure({
          subject,
          what: `${error.message}.`,
          ...(error.retryable ? { remedy: 'Run the same command again; it goes on from here.' } : {}),
        })
      await sleep(error.waitMs ?? pauseAfter(failed, retries), signal)
      if (stopped()) return undefined
    }
  }
}
