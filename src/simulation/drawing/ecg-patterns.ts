// Rhythm strips whose truth is known: each pattern as waves and intervals for the sum-of-Gaussians model of
// ecg.ts. Shapes follow textbook descriptions (Surawicz and Knilans, Chou's Electrocardiography in Clinical
// Practice, 6th edition, 2008); one lead shows what tells the pattern, a second what confirms it.
import { ecgPaper, type Strip, type Wave } from './ecg.ts'

const p: Wave = { at: -0.16, spread: 0.022, millivolts: 0.14 }
const q: Wave = { at: -0.032, spread: 0.008, millivolts: -0.1 }
const r: Wave = { at: 0, spread: 0.011, millivolts: 1 }
const s: Wave = { at: 0.03, spread: 0.009, millivolts: -0.22 }
const t: Wave = { at: 0.27, spread: 0.045, millivolts: 0.28 }
/** The ST segment is one broad Gaussian between the S and the T wave. */
const segment = (millivolts: number): Wave => ({ at: 0.125, spread: 0.05, millivolts })
const scaled = (wave: Wave, factor: number): Wave => ({ ...wave, millivolts: wave.millivolts * factor })

interface Pattern {
  /** Beats per minute it can have. */
  readonly rate: readonly [number, number]
  readonly strips: (seconds: number) => readonly Omit<Strip, 'seed'>[]
}

const regular =
  (...leads: readonly (readonly [string, readonly Wave[]])[]) =>
  (seconds: number): readonly Omit<Strip, 'seed'>[] =>
    leads.map(([label, waves]) => ({
      label,
      waves: waves.map((wave) => atRate(wave, seconds)),
      intervals: [seconds],
    }))

/** P and T waves move closer to the QRS complex as the heart goes faster (Bazett: with the root of the interval). */
function atRate(wave: Wave, seconds: number): Wave {
  if (Math.abs(wave.at) < 0.06) return wave
  const factor = wave.at > 0 ? Math.sqrt(seconds / 0.85) : Math.min(1, Math.sqrt(seconds / 0.7))
  return { ...wave, at: wave.at * factor, spread: wave.spread * Math.min(1, factor) }
}

const normal = [p, q, r, s, t]
const irregular = [0.87, 1.22, 0.81, 1.08, 0.93, 1.16, 0.85, 1.02, 0.94, 1.12]
const wide = [
  { ...r, spread: 0.04, millivolts: 1.2 },
  { ...t, at: 0.22, spread: 0.06, millivolts: -0.6 },
]

export const ecgPatterns: Readonly<Record<string, Pattern>> = {
  'sinus-rhythm': { rate: [60, 99], strips: regular(['II', normal], ['V5', [p, q, scaled(r, 1.3), s, t]]) },
  'sinus-tachycardia': {
    rate: [101, 150],
    strips: regular(['II', normal], ['V5', [p, q, scaled(r, 1.2), s, t]]),
  },
  'sinus-bradycardia': {
    rate: [36, 58],
    strips: regular(['II', normal], ['V5', [p, q, scaled(r, 1.2), s, t]]),
  },
  'atrial-fibrillation': {
    rate: [62, 165],
    strips: (seconds) => [
      {
        label: 'II',
        waves: [q, r, s, atRate(scaled(t, 0.7), seconds)],
        intervals: irregular.map((part) => part * seconds),
        fibrillation: 0.06,
      },
      {
        label: 'V1',
        waves: [
          scaled(r, 0.25),
          { ...s, at: 0.022, spread: 0.013, millivolts: -0.9 },
          atRate(scaled(t, -0.25), seconds),
        ],
        intervals: irregular.map((part) => part * seconds),
        fibrillation: 0.09,
      },
    ],
  },
  'inferior-st-elevation': {
    rate: [52, 112],
    strips: regular(
      ['III', [p, q, scaled(r, 0.8), segment(0.28), { ...scaled(t, 1.2), at: 0.235 }]],
      ['aVL', [scaled(p, 0.4), q, scaled(r, 0.55), segment(-0.17), { ...scaled(t, -0.5), at: 0.235 }]],
    ),
  },
  'anterior-st-elevation': {
    rate: [62, 122],
    strips: regular(
      [
        'V3',
        [p, { ...q, millivolts: -0.25 }, scaled(r, 0.5), segment(0.38), { ...scaled(t, 1.6), at: 0.235 }],
      ],
      ['III', [p, q, scaled(r, 0.7), segment(-0.14), { ...scaled(t, -0.4), at: 0.235 }]],
    ),
  },
  'st-depression': {
    rate: [62, 125],
    strips: regular(
      ['V5', [p, q, scaled(r, 1.2), segment(-0.22), scaled(t, 0.3)]],
      ['V6', [p, q, scaled(r, 1.05), segment(-0.18), scaled(t, 0.3)]],
    ),
  },
  'diffuse-st-elevation': {
    rate: [72, 122],
    strips: regular(
      ['II', [p, q, r, segment(0.16), scaled(t, 0.9)]],
      ['V6', [p, q, scaled(r, 1.1), segment(0.15), scaled(t, 0.9)]],
    ),
  },
  'peaked-t-waves': {
    rate: [42, 95],
    strips: regular(
      [
        'II',
        [
          { ...p, millivolts: 0.05, spread: 0.03 },
          { ...r, spread: 0.018, millivolts: 0.8 },
          s,
          { at: 0.27, spread: 0.03, millivolts: 0.95 },
        ],
      ],
      [
        'V3',
        [
          { ...p, millivolts: 0.04, spread: 0.03 },
          { ...r, spread: 0.018, millivolts: 0.7 },
          scaled(s, 2),
          { at: 0.27, spread: 0.03, millivolts: 1.15 },
        ],
      ],
    ),
  },
  'prolonged-qt': {
    rate: [52, 92],
    strips: regular(
      ['II', [p, q, r, s, { ...t, at: 0.44, spread: 0.06 }]],
      ['V5', [p, q, scaled(r, 1.2), s, { ...t, at: 0.44, spread: 0.06 }]],
    ),
  },
  'supraventricular-tachycardia': {
    rate: [160, 220],
    strips: regular(
      ['II', [q, r, s, { ...scaled(t, 0.7), at: 0.2, spread: 0.03 }]],
      ['V1', [scaled(r, 0.3), { ...s, millivolts: -0.8 }, { ...scaled(t, 0.3), at: 0.2, spread: 0.03 }]],
    ),
  },
  'ventricular-tachycardia': {
    rate: [150, 200],
    strips: regular(['II', wide], ['V1', wide.map((wave) => scaled(wave, -0.8))]),
  },
  'complete-heart-block': {
    rate: [28, 44],
    strips: (seconds) => [
      // P waves march through at a rate of their own: about five to two beats, of 70 to 110 a minute.
      {
        label: 'II',
        waves: [{ ...r, spread: 0.026 }, t],
        intervals: [seconds],
        atria: { wave: p, interval: seconds / 2.46 },
      },
      {
        label: 'V1',
        waves: [{ ...r, spread: 0.026, millivolts: -0.7 }, scaled(t, 0.6)],
        intervals: [seconds],
        atria: { wave: { ...p, millivolts: 0.1 }, interval: seconds / 2.46 },
      },
    ],
  },
  'right-heart-strain': {
    rate: [98, 132],
    strips: regular(
      ['V1', [p, scaled(r, 0.45), { ...s, millivolts: -0.4 }, scaled(t, -0.9)]],
      ['I', [p, scaled(r, 0.5), { ...s, at: 0.034, spread: 0.014, millivolts: -0.45 }, scaled(t, 0.5)]],
    ),
  },
}

/**
 * The strip of a pattern as SVG: rates in steps of 4 and three noises, so that a set of pictures stays small.
 * Throws a RangeError for a pattern that is not here.
 */
export function ecgStrip(pattern: string, rate: number, noise: number): string {
  const found = ecgPatterns[pattern]
  if (found === undefined) throw new RangeError(`no pattern "${pattern}"`)
  const { rate: span, strips } = found
  const beats = Math.min(span[1], Math.max(span[0], Math.round(rate / 4) * 4))
  // No reading is printed: it is for the reader to see.
  return ecgPaper(
    'Rhythm strip',
    `Two leads, ventricular rate ${beats}/min by the machine`,
    strips(60 / beats).map((strip) => ({ ...strip, seed: `${pattern}-${noise}-${strip.label}` })),
  )
}
