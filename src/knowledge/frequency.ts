// How often a drug is given, read from the words of its frequency. For the simulator and the authors; checkers count
// with code of their own.

const inWords: Readonly<Record<string, number>> = { once: 1, twice: 2, three: 3, four: 4, five: 5 }
const hoursOf: Readonly<Record<string, number>> = { hour: 1, day: 24, week: 168, month: 720 }

/** Doses in 24 hours, at most; below 1 for what comes less often than daily, undefined where the words give no number. */
export function dosesPerDay(frequency: string): number | undefined {
  const interval = /^every (?:(\d+)(?: to \d+)? )?(hour|day|week|month)s?\b/.exec(frequency)
  if (interval !== null) return 24 / (Number(interval[1] ?? 1) * (hoursOf[interval[2] as string] as number))
  const counted = /^(once|twice|three|four|five)(?: times)? (?:daily|a day|weekly|a week)\b/.exec(frequency)
  if (counted === null) return frequency.startsWith('before each meal') ? 3 : undefined
  const times = inWords[counted[1] as string] as number
  return counted[0].includes('week') ? times / 7 : times
}
