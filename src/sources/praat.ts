// Praat's TextGrid files (long text format): tiers of labelled intervals of time. Only what is needed to
// read transcripts; see "TextGrid file formats" in the Praat manual.

export interface Interval {
  /** Seconds from the start of the recording. */
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface Tier {
  readonly name: string
  readonly intervals: readonly Interval[]
  /** Intervals that the tier announces and that are not there: the file was cut off or damaged. */
  readonly missing: number
}

/** Whether a text is a TextGrid in the long format. */
export function isTextGrid(text: string): boolean {
  return /^\s*File type\s*=\s*"ooTextFile"\s*Object class\s*=\s*"TextGrid"/.test(text.slice(0, 200))
}

/** The interval tiers; an empty list where there are none. Empty intervals (silence) are left out. */
export function readTextGrid(text: string): Tier[] {
  const tiers: Tier[] = []
  for (const part of text.split(/\bitem\s*\[\d+\]\s*:/).slice(1)) {
    if (!/class\s*=\s*"IntervalTier"/.test(part)) continue
    const announced = Number(/intervals\s*:\s*size\s*=\s*(\d+)/.exec(part)?.[1] ?? 0)
    const found = [...part.matchAll(interval)]
    const intervals = found.map(([, start, end, label = '']) => ({
      start: Number(start),
      end: Number(end),
      // Praat doubles quotation marks inside labels.
      text: label.replaceAll('""', '"').replace(/\s+/g, ' ').trim(),
    }))
    tiers.push({
      name: /\bname\s*=\s*"((?:[^"]|"")*)"/.exec(part)?.[1]?.trim() ?? '',
      intervals: intervals.filter(({ text: label }) => label !== ''),
      missing: Math.max(0, announced - found.length),
    })
  }
  return tiers
}

const interval =
  /intervals\s*\[\d+\]\s*:?\s*xmin\s*=\s*([\d.]+)\s*xmax\s*=\s*([\d.]+)\s*text\s*=\s*"((?:[^"]|"")*)"/g
