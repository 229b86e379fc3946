// Bounded concurrency, in two kinds: results that come out in the order of the inputs, whatever finishes first,
// so that concurrency cannot change a byte of the output; and work whose results lie elsewhere (in a journal),
// where a slow item must not hold up the others.

/**
 * `work` applied to each input, at most `concurrency` at a time, results in input order. An error thrown
 * by `work` ends the generator; expected failures belong into the result. An abort ends it between items.
 */
export async function* mapOrdered<I, O>(
  inputs: AsyncIterable<I> | Iterable<I>,
  concurrency: number,
  work: (input: I, index: number) => Promise<O>,
  signal?: AbortSignal,
): AsyncGenerator<O> {
  const running: Promise<O>[] = []
  let index = 0
  for await (const input of inputs) {
    if (signal?.aborted) break
    const promise = work(input, index++)
    // A rejection is thrown where the result is awaited; this keeps it from being "unhandled" until then.
    promise.catch(() => {})
    running.push(promise)
    if (running.length >= Math.max(1, concurrency)) yield await (running.shift() as Promise<O>)
  }
  for (const promise of running) yield await promise
}

/**
 * Does `work` for each input, at most `concurrency` at a time and in no order. The first error stops what has not
 * begun, waits for what has, and is thrown. An abort stops it between items.
 */
export async function forEachOf<I>(
  inputs: Iterable<I>,
  concurrency: number,
  work: (input: I) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const iterator = inputs[Symbol.iterator]()
  const failure: { error?: unknown } = {}
  const lane = async (): Promise<void> => {
    while (!('error' in failure) && signal?.aborted !== true) {
      const next = iterator.next()
      if (next.done === true) return
      try {
        await work(next.value)
      } catch (error) {
        if (!('error' in failure)) failure.error = error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, lane))
  if ('error' in failure) throw failure.error
}
