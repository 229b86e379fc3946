// Synthetic electrocardiograms by the sum-of-Gaussians model of McSharry, Clifford, Tarassenko and Smith
// (ECGSYN): A dynamical model for generating synthetic electrocardiogram signals, IEEE Trans Biomed Eng
// 2003;50:289-294. We follow its phase equation for z; waves are given in seconds and millivolts rather than
// in radians, and the pull to the baseline (its last term) is left out. Not a recording of anybody's heart.
import { randomFor } from '../../kit/random.ts'
import { coordinate, faint, ink, line, picture, rectangle, text } from './svg.ts'

/** One Gaussian event of a beat: its centre relative to the R peak, its spread, and its height. */
export interface Wave {
  readonly at: number
  readonly spread: number
  readonly millivolts: number
}

export interface Strip {
  readonly label: string
  readonly waves: readonly Wave[]
  /** Seconds between R peaks; the pattern repeats. */
  readonly intervals: readonly number[]
  /** P waves that come at a rate of their own: the wave, and the seconds from one to the next. */
  readonly atria?: { readonly wave: Wave; readonly interval: number }
  /** Height of fibrillatory waves in millivolts, 0 or absent in sinus rhythm. */
  readonly fibrillation?: number
  readonly seed: string
}

const seconds = 6.4
const rate = 250
const millimetre = 5
const left = 20

/** The signal in millivolts, one value per 4 ms. dz/dt = -sum a·dθ·exp(-dθ²/2b²), integrated by midpoint. */
export function ecgSignal(strip: Strip): number[] {
  const random = randomFor('cases/ecg', strip.seed)
  const phases = Array.from({ length: 4 }, () => random.next() * 2 * Math.PI)
  const beats = [
    ...beatTimes(strip.intervals).map((beat) => ({ ...beat, waves: strip.waves })),
    ...(strip.atria === undefined
      ? []
      : beatTimes([strip.atria.interval]).map((beat) => ({ ...beat, waves: [strip.atria?.wave as Wave] }))),
  ]
  const signal: number[] = []
  // What the waves before the paper have left over at its edge.
  let z = beats.reduce(
    (sum, { peak, waves }) =>
      waves.reduce(
        (height, { at, spread, millivolts }) =>
          height + millivolts * Math.exp(-((peak + at) ** 2) / (2 * spread ** 2)),
        sum,
      ),
    0,
  )
  for (let step = 0; step < seconds * rate; step += 1) {
    const time = step / rate
    for (const beat of beats) {
      const omega = (2 * Math.PI) / beat.interval
      for (const wave of beat.waves) {
        const theta = omega * (time + 0.5 / rate - beat.peak - wave.at)
        const width = omega * wave.spread
        // With this amplitude the integral over the event is a Gaussian of exactly `millivolts`.
        const amplitude = (wave.millivolts * omega) / width ** 2
        z -= (amplitude * theta * Math.exp(-(theta ** 2) / (2 * width ** 2))) / rate
      }
    }
    const tremor = phases.reduce(
      (sum, phase, index) => sum + Math.sin(2 * Math.PI * (4.9 + index * 0.83) * time + phase),
      0,
    )
    signal.push(z + ((strip.fibrillation ?? 0) * tremor) / 2 + (random.next() - 0.5) * 0.012)
  }
  return signal
}

/** R peaks from before the paper to after it. The first on the paper stands half an interval in. */
function beatTimes(intervals: readonly number[]): { peak: number; interval: number }[] {
  const last = intervals.at(-1) ?? 1
  const first = (intervals[0] ?? 1) / 2
  const beats = [{ peak: first - last, interval: last }]
  let peak = first
  for (let index = 0; peak < seconds + 2; index += 1) {
    const interval = intervals[index % intervals.length] ?? 1
    beats.push({ peak, interval })
    peak += interval
  }
  return beats
}

/** Strips under each other on 25 mm/s, 10 mm/mV paper, 840 px wide. */
export function ecgPaper(title: string, subtitle: string, strips: readonly Strip[]): string {
  const width = left * 2 + seconds * 25 * millimetre
  const stripHeight = 28 * millimetre
  const top = 62
  const height = top + strips.length * (stripHeight + 14) + 22
  const parts = [
    text(left, 28, title, { size: 17, bold: true }),
    text(left, 48, subtitle, { size: 14, color: faint }),
  ]
  strips.forEach((strip, index) => {
    const y = top + index * (stripHeight + 14)
    parts.push(...grid(y, stripHeight, width - left))
    const zero = y + stripHeight * 0.64
    const points = ecgSignal(strip).map(
      (value, step) =>
        `${coordinate(left + (step / rate) * 25 * millimetre)},${coordinate(zero - value * 10 * millimetre)}`,
    )
    parts.push(`<polyline points="${points.join(' ')}" fill="none" stroke="${ink}" stroke-width="1.5"/>`)
    parts.push(rectangle(left + 4, y + 5, 12 + strip.label.length * 9.5, 22, '#ffffff', 'fill-opacity="0.9"'))
    parts.push(text(left + 9, y + 21, strip.label, { size: 15, bold: true }))
  })
  parts.push(
    text(left, height - 10, '25 mm/s, 10 mm/mV. Computed (ECGSYN model), not a recording.', {
      size: 14,
      color: faint,
    }),
  )
  return picture(width, height, parts)
}

function grid(top: number, height: number, right: number): string[] {
  const parts = [rectangle(left, top, right - left, height, '#fff6f4')]
  for (let column = 0; left + column * millimetre <= right + 0.01; column += 1) {
    const x = left + column * millimetre
    parts.push(
      line(
        x,
        top,
        x,
        top + height,
        column % 5 === 0 ? '#eeb4aa' : '#f8e0dc',
        'stroke-width="1" shape-rendering="crispEdges"',
      ),
    )
  }
  for (let row = 0; row * millimetre <= height + 0.01; row += 1) {
    const y = top + row * millimetre
    parts.push(
      line(
        left,
        y,
        right,
        y,
        row % 5 === 0 ? '#eeb4aa' : '#f8e0dc',
        'stroke-width="1" shape-rendering="crispEdges"',
      ),
    )
  }
  return parts
}
