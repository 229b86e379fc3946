// What commands share in talking to a person or a machine: the stop signal, progress, --json, numbers.
import { setMaxListeners } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { startProgress, type Progress } from '../kit/progress.ts'
import { UsageError } from '../kit/errors.ts'

/** An abort signal that Ctrl-C (or a termination signal) sets; a second Ctrl-C ends the process at once. `next` says what then. */
export function stopSignal(next = 'the same command goes on from here'): AbortSignal {
  const controller = new AbortController()
  // Every call on its way listens.
  setMaxListeners(0, controller.signal)
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort()
    process.stderr.write(`\nstopping after what is in flight; ${next}\n`)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return controller.signal
}

/** Status of a command that was stopped by a signal. */
export function markStopped(): void {
  process.exitCode = 130
}

export function progressLine(label: string, total: number | undefined): Progress {
  return startProgress(label, total, process.stderr)
}

/** Progress over named stages: a new line for each. */
export function stageProgress(): (stage: string, done: number, total: number | undefined) => void {
  let current: { readonly stage: string; readonly line: Progress } | undefined
  return (stage, done, total) => {
    if (current?.stage !== stage) {
      current?.line.done()
      // A stage that is one piece of work has no items to count.
      current = total === undefined ? undefined : { stage, line: progressLine(stage, total) }
    }
    if (done > 0) current?.line.tick()
    if (total !== undefined && done === total) {
      current?.line.done()
      current = undefined
    }
  }
}

/** Prints a result: as one JSON line with --json, else as text. */
export function print(json: boolean | undefined, data: unknown, text: string): void {
  process.stdout.write(json === true ? `${JSON.stringify(data)}\n` : `${text}\n`)
}

/** A whole number of at least `least` from an option's text. */
export function wholeNumber(option: string, least: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!Number.isSafeInteger(value) || value < least) {
      throw new UsageError(`${option} ${text}: write a whole number of at least ${least}`)
    }
    return value
  }
}

/** A number of at least 0 from an option's text. */
export function amountOf(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
      throw new UsageError(`${option} ${text}: write a number that is not below 0`)
    }
    return value
  }
}

/**
 * Collects garbage before much of it has gathered, and lets the space of young objects stay as small as it is: a
 * third less memory for little time. For commands that run long and hold little.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=15')
  setFlagsFromString('--semi-space-growth-factor=1')
}

/** Peak resident memory of this process, in megabytes. */
export function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}
