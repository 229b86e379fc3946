// Progress on the terminal: count, rate and time left. It writes to standard error and never to a
// result, so the clock may be read here.

export interface Progress {
  /** One more item done; `detail` stands at the end of the line. */
  tick(detail?: string): void
  /** Ends the line. */
  done(summary?: string): void
}

export interface ProgressTarget {
  readonly isTTY?: boolean | undefined
  write(text: string): unknown
}

/** A progress line for `total` items (unknown when undefined); plain lines every 10 s where there is no terminal. */
export function startProgress(label: string, total: number | undefined, target: ProgressTarget): Progress {
  const started = Date.now()
  let count = 0
  let shown = 0
  const line = (detail: string): string => {
    const seconds = Math.max(0.001, (Date.now() - started) / 1000)
    const rate = count / seconds
    const of = total === undefined ? `${count}` : `${count}/${total}`
    const left = total === undefined || rate === 0 ? '' : `, ${duration((total - count) / rate)} left`
    return `${label} ${of} (${rate.toFixed(rate < 10 ? 1 : 0)}/s${left}) ${detail}`.trimEnd()
  }
  const show = (detail: string): void => {
    if (target.isTTY) target.write(`\r\u001b[2K${line(detail)}`)
    else target.write(`${line(detail)}\n`)
  }
  return {
    tick: (detail = '') => {
      count += 1
      const now = Date.now()
      const pause = target.isTTY ? 100 : 10_000
      if (now - (shown || started) < pause) return
      shown = now
      show(detail)
    },
    done: (summary = '') => {
      const seconds = (Date.now() - started) / 1000
      const text = `${label}: ${summary === '' ? `${count} done` : summary} in ${duration(seconds)}`
      target.write(target.isTTY ? `\r\u001b[2K${text}\n` : `${text}\n`)
    },
  }
}

/** Seconds as `4.2 s`, `3 min 05 s` or `2 h 07 min`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?'
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`
}
