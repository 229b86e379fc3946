// The three electrocardiograms of the bundled cases. Rates, intervals and amplitudes are those of the texts.
import { ecgPaper, type Wave } from '../../src/simulation/drawing/ecg.ts'

const p: Wave = { at: -0.16, spread: 0.022, millivolts: 0.14 }
const q: Wave = { at: -0.032, spread: 0.008, millivolts: -0.1 }
const r: Wave = { at: 0, spread: 0.011, millivolts: 1.0 }
const s: Wave = { at: 0.03, spread: 0.009, millivolts: -0.22 }
const t: Wave = { at: 0.27, spread: 0.045, millivolts: 0.28 }

function scaled(wave: Wave, factor: number): Wave {
  return { ...wave, millivolts: wave.millivolts * factor }
}

/** Mean interval 0.508 s, 118 beats/min, without a pattern. */
const irregular = [0.44, 0.62, 0.41, 0.55, 0.47, 0.59, 0.43, 0.52, 0.48, 0.57]

export function atrialFibrillation(): string {
  const fast = [q, r, s, scaled({ ...t, at: 0.22, spread: 0.036 }, 0.7)]
  const v1 = [
    scaled(r, 0.25),
    { ...s, at: 0.022, spread: 0.013, millivolts: -0.9 },
    scaled({ ...t, at: 0.22 }, -0.25),
  ]
  return ecgPaper(
    'Rhythm strip: atrial fibrillation',
    'Mean ventricular rate 118 beats/min, irregular; no P waves; narrow QRS complexes',
    [
      { label: 'II', waves: fast, intervals: irregular, fibrillation: 0.06, seed: 'af-ii' },
      { label: 'V1', waves: v1, intervals: irregular, fibrillation: 0.09, seed: 'af-v1' },
    ],
  )
}

export function hyperkalaemia(): string {
  const slow = [60 / 44]
  const wide = [
    { ...p, at: -0.24, spread: 0.035, millivolts: 0.035 },
    { ...r, spread: 0.024, millivolts: 0.75 },
    { ...s, at: 0.062, spread: 0.022, millivolts: -0.35 },
    { at: 0.3, spread: 0.036, millivolts: 0.95 },
  ]
  return ecgPaper(
    'Lead II before and after treatment of hyperkalaemia',
    'Above: tall narrow T waves, wide QRS, flat P waves. Below: the next day.',
    [
      { label: 'Potassium 6.9 mmol/L, 44 beats/min', waves: wide, intervals: slow, seed: 'k-high' },
      { label: 'Potassium 5.0 mmol/L, 60 beats/min', waves: [p, q, r, s, t], intervals: [1], seed: 'k-low' },
    ],
  )
}

export function inferiorStElevation(): string {
  const rate = [60 / 104]
  // The ST segment is one broad Gaussian between the S and the T wave.
  const segment = (millivolts: number): Wave => ({ at: 0.125, spread: 0.05, millivolts })
  const inferior = [p, q, scaled(r, 0.8), segment(0.22), scaled({ ...t, at: 0.235 }, 1.1)]
  const avl = [scaled(p, 0.4), q, scaled(r, 0.55), segment(-0.15), scaled({ ...t, at: 0.235 }, -0.5)]
  return ecgPaper(
    'Leads II and aVL, 02:14',
    'Sinus tachycardia 104 beats/min; ST elevation of 2 mm in II, reciprocal ST depression in aVL',
    [
      { label: 'II', waves: inferior, intervals: rate, seed: 'st-ii' },
      { label: 'aVL', waves: avl, intervals: rate, seed: 'st-avl' },
    ],
  )
}
