// The synthetic electrocardiogram against what it was asked for: heights, distances, baseline, repeatability.
import { expect, it } from 'vitest'
import { ecgSignal } from './ecg.ts'

const strip = {
  label: 'II',
  waves: [{ at: 0, spread: 0.011, millivolts: 1 }],
  intervals: [0.8],
  seed: 'test',
}

it('has R peaks of the height and distance asked for, and comes back to the baseline', () => {
  const signal = ecgSignal(strip)
  const peaks = signal.flatMap((value, index) =>
    value > 0.9 && value >= Math.max(...signal.slice(Math.max(0, index - 20), index + 21)) ? [index] : [],
  )
  expect(peaks).toHaveLength(8)
  const distances = peaks.slice(1).map((peak, index) => peak - (peaks[index] ?? 0))
  expect(distances.every((distance) => Math.abs(distance - 200) <= 2)).toBe(true)
  expect(Math.max(...signal)).toBeLessThan(1.05)
  expect(Math.abs(signal[0] ?? 1)).toBeLessThan(0.02)
  expect(Math.abs(signal.at(-1) ?? 1)).toBeLessThan(0.02)
})

it('gives the same signal for the same seed and another noise for another', () => {
  expect(ecgSignal(strip)).toEqual(ecgSignal(strip))
  expect(ecgSignal({ ...strip, seed: 'other' })).not.toEqual(ecgSignal(strip))
})

it('lets P waves march at a rate of their own, and starts in the middle of a rhythm', () => {
  const wave = { at: -0.16, spread: 0.022, millivolts: 0.14 }
  const signal = ecgSignal({ ...strip, intervals: [1.6], atria: { wave, interval: 0.65 } })
  const peaks = signal.flatMap((value, index) =>
    value > 0.1 && value < 0.2 && value >= Math.max(...signal.slice(Math.max(0, index - 20), index + 21))
      ? [index]
      : [],
  )
  // Ten fit on the paper; one or two may lie under a QRS complex.
  expect(peaks.length).toBeGreaterThanOrEqual(8)
  for (const [at, peak] of peaks.slice(1).entries()) {
    const intervals = (peak - (peaks[at] as number)) / 250 / 0.65
    expect(Math.abs(intervals - Math.round(intervals))).toBeLessThan(0.05)
  }
  const broad = { ...strip, waves: [{ at: 0.2, spread: 0.1, millivolts: 1 }], intervals: [0.4] }
  expect(ecgSignal(broad)[0]).toBeGreaterThan(0.3)
})
