// Bounded concurrency that keeps order: results come out in the order of the inputs, whatever
// finishes first, so that concurrency cannot change a byte of the output.

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
