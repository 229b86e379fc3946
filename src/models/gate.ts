// Lets calls through to an endpoint no faster than it can take them: so many at a time, which grows while all goes
// well and shrinks when the endpoint says "too many"; so many and so many tokens a minute, where that is set; and
// none while the endpoint has asked to wait. Until the first call has succeeded, one goes at a time: what is wrong
// with all of them shows at one.

export interface GateSettings {
  /** Calls at a time: the most, and what is begun with. */
  readonly maximum: number
  readonly start: number
  readonly callsPerMinute?: number
  readonly tokensPerMinute?: number
}

export interface Clock {
  now(): number
  /** Calls back after a while. */
  after(milliseconds: number, callback: () => void): void
}

const realClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, callback) => void setTimeout(callback, milliseconds),
}

/** A call that was let through. Exactly one of its ends is called, once. */
export interface Passage {
  succeeded(tokens: number): void
  /** "Too many": `waitMs` is what the endpoint asked for. */
  slowed(waitMs: number | undefined): void
  failed(): void
}

export interface Gate {
  /** Resolves when the call may go; rejects with the signal's abort, and with what `shut` was given. */
  enter(expectedTokens: number, signal: AbortSignal | undefined): Promise<Passage>
  /** Nothing goes through any more. */
  shut(reason: Error): void
  /** Calls at a time, as it stands. */
  readonly limit: number
  readonly opened: boolean
}

interface Waiting {
  readonly expected: number
  readonly go: (passage: Passage) => void
  readonly refuse: (reason: Error) => void
}

/** What a cut takes: gentle, since one refusal comes with many calls on their way. */
const cut = 0.8
const minute = 60_000

export function createGate(settings: GateSettings, clock: Clock = realClock): Gate {
  const { maximum, callsPerMinute, tokensPerMinute } = settings
  let limit = 1
  let opened = false
  let active = 0
  /** Calls that began before the last cut say nothing about the limit since. */
  let era = 0
  let cutBefore = false
  let goodInRow = 0
  let freeAt = 0
  let nextCallAt = 0
  let nextTokensAt = 0
  let closed: Error | undefined
  let alarm: number | undefined
  const queue: Waiting[] = []

  function pump(): void {
    while (queue.length > 0 && active < limit) {
      const now = clock.now()
      const at = Math.max(freeAt, nextCallAt, nextTokensAt)
      if (at > now) {
        // One alarm for the earliest time is enough.
        if (alarm === undefined || at < alarm || alarm <= now) {
          alarm = at
          clock.after(at - now, () => {
            alarm = undefined
            pump()
          })
        }
        return
      }
      const { expected, go } = queue.shift() as Waiting
      if (callsPerMinute !== undefined) nextCallAt = Math.max(nextCallAt, now) + minute / callsPerMinute
      if (tokensPerMinute !== undefined) {
        nextTokensAt = Math.max(nextTokensAt, now) + (expected * minute) / tokensPerMinute
      }
      active += 1
      go(passage(expected))
    }
  }

  function passage(expected: number): Passage {
    const own = era
    const end = (): void => {
      active -= 1
      pump()
    }
    return {
      succeeded: (tokens) => {
        if (tokensPerMinute !== undefined) nextTokensAt += ((tokens - expected) * minute) / tokensPerMinute
        if (!opened) {
          opened = true
          limit = Math.min(settings.start, maximum)
        } else if (own === era) grow()
        end()
      },
      slowed: (waitMs) => {
        if (own === era) {
          era += 1
          goodInRow = 0
          cutBefore = true
          limit = Math.max(1, Math.floor(limit * cut))
        }
        freeAt = Math.max(freeAt, clock.now() + (waitMs ?? 0))
        end()
      },
      failed: end,
    }
  }

  /** Quickly until the endpoint complains for the first time, then one more for each round of calls. */
  function grow(): void {
    if (limit >= maximum) return
    goodInRow += 1
    if (cutBefore && goodInRow < limit) return
    goodInRow = 0
    limit += 1
  }

  return {
    enter: (expected, signal) =>
      new Promise((resolve, reject) => {
        if (closed !== undefined) return reject(closed)
        if (signal?.aborted === true) return reject(abortOf(signal))
        const onAbort = (): void => {
          queue.splice(queue.indexOf(waiting), 1)
          reject(abortOf(signal))
        }
        const waiting: Waiting = {
          expected,
          go: (own) => {
            signal?.removeEventListener('abort', onAbort)
            resolve(own)
          },
          refuse: (reason) => {
            signal?.removeEventListener('abort', onAbort)
            reject(reason)
          },
        }
        signal?.addEventListener('abort', onAbort)
        queue.push(waiting)
        pump()
      }),
    shut: (reason) => {
      closed ??= reason
      for (const { refuse } of queue.splice(0)) refuse(closed)
    },
    get limit() {
      return limit
    },
    get opened() {
      return opened
    },
  }
}

function abortOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason
  return reason instanceof Error ? reason : new Error('stopped')
}
