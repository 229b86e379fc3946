// A model around a model that keeps going: tries again what can succeed, waits as the endpoint asks, paces calls
// by a gate, and stops the whole run early where no call can succeed: at the first call that finds no server, when
// the first calls are all refused, when none succeeds any more.
import { setImmediate as turnOver } from 'node:timers/promises'
import { pauseAfter, sleep, type RetryPolicy } from '../kit/retry.ts'
import { createGate, type GateSettings, type Passage } from './gate.ts'
import { ModelError, type GenerateRequest, type Generation, type Model } from './model.ts'
import { createEstimator } from './usage.ts'

export interface SteadySettings {
  readonly retries: RetryPolicy
  readonly gate: GateSettings
  /** Lines for the person at the terminal: why nothing moves. */
  readonly onRemark?: (remark: string) => void
}

/** "Too many" says nothing against a call, so it may be heard more often than other faults. */
const slowdowns = 100
/** So many calls refused one after the other, before any has succeeded, mean that all will be. */
const refusalsAtStart = 5
/** So many calls given up one after the other mean that the endpoint is gone. */
const givenUpInRow = 10
const quietMs = 4000

export function steady(model: Model, { retries, gate: pace, onRemark }: SteadySettings): Model {
  const gate = createGate(pace)
  const estimator = createEstimator()
  let refused = 0
  let givenUp = 0
  let remarkedAt = 0
  /** Ends the pauses of all when nothing more can succeed. */
  const over = new AbortController()

  function remark(text: string): void {
    const now = Date.now()
    if (now - remarkedAt < 10_000) return
    remarkedAt = now
    onRemark?.(text)
  }

  function stopAll(error: ModelError, why: string): ModelError {
    const last = new ModelError(`${error.message}${why}`, {
      retryable: false,
      pointless: true,
      status: error.status,
      unreachable: error.unreachable,
    })
    gate.shut(last)
    over.abort()
    return last
  }

  /** What a final failure means for all the others. */
  function judged(error: ModelError): ModelError {
    if (error.pointless) return stopAll(error, '')
    if (!gate.opened) {
      refused += 1
      if (error.unreachable) return stopAll(error, '')
      if (refused >= refusalsAtStart) return stopAll(error, `; so did the first ${refused} calls all`)
    }
    if (error.retryable) {
      givenUp += 1
      if (givenUp >= givenUpInRow) return stopAll(error, `; the last ${givenUp} calls all failed`)
    }
    return error
  }

  async function tried(
    request: GenerateRequest,
    call: () => Promise<Generation>,
    mayRepeat: () => boolean,
  ): Promise<Generation> {
    const { inputTokens, outputTokens } = estimator.expected(request)
    let faults = 0
    let slowed = 0
    for (;;) {
      const passage = await entered(inputTokens + outputTokens, request.signal)
      const quiet = gate.opened ? undefined : setTimeout(() => remark(waitingFor(model)), quietMs)
      try {
        const generation = await call()
        estimator.observe(request, generation)
        passage.succeeded((generation.inputTokens ?? inputTokens) + (generation.outputTokens ?? outputTokens))
        givenUp = 0
        // Answers that came meanwhile are taken first, so that the endpoint is asked again at once; what follows from
        // this one can wait.
        await turnOver()
        return generation
      } catch (thrown) {
        if (!(thrown instanceof ModelError)) {
          passage.failed()
          throw thrown
        }
        const tooMany = thrown.status === 429 || (thrown.status === 503 && thrown.waitMs !== undefined)
        if (tooMany) slowed += 1
        else faults += 1
        const spent = faults >= retries.attempts || slowed >= slowdowns
        const hopeless = thrown.unreachable && !gate.opened
        if (!thrown.retryable || spent || hopeless || !mayRepeat() || request.signal?.aborted === true) {
          // What shuts the gate must do so before the next call goes through.
          const verdict = request.signal?.aborted === true ? thrown : judged(thrown)
          passage.failed()
          throw verdict
        }
        await pause(passage, thrown, tooMany, tooMany ? slowed : faults, request.signal)
      } finally {
        clearTimeout(quiet)
      }
    }
  }

  async function entered(tokens: number, signal: AbortSignal | undefined): Promise<Passage> {
    try {
      return await gate.enter(tokens, signal)
    } catch (error) {
      throw error instanceof ModelError ? error : new ModelError('stopped', { retryable: false })
    }
  }

  async function pause(
    passage: Passage,
    error: ModelError,
    tooMany: boolean,
    times: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const own = pauseAfter(times, retries)
    if (!gate.opened) remark(`${error.message}; trying again`)
    else if ((error.waitMs ?? own) >= 5000) remark(`${error.message}; waiting`)
    if (tooMany) passage.slowed(error.waitMs)
    else passage.failed()
    const stop = signal === undefined ? over.signal : AbortSignal.any([over.signal, signal])
    await sleep(tooMany ? own : (error.waitMs ?? own), stop)
  }

  const stream = model.stream?.bind(model)
  return {
    ...model,
    generate: (request) =>
      tried(
        request,
        () => model.generate(request),
        () => true,
      ),
    ...(stream === undefined
      ? {}
      : {
          stream: (request: GenerateRequest, onText: (piece: string) => void) => {
            // What has been shown cannot be taken back.
            let shown = false
            const show = (piece: string): void => {
              shown = true
              onText(piece)
            }
            return tried(
              request,
              () => stream(request, show),
              () => !shown,
            )
          },
        }),
  }
}

function waitingFor({ endpoint }: Model): string {
  return `${endpoint}: no answer yet; waiting (--timeout says for how long)`
}
