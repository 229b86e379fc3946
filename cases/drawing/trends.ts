// The charts of the bundled cases. Every number here also stands in the text or the table of its case.
import { randomFor } from '../../src/kit/random.ts'
import { lineChart } from '../../src/simulation/drawing/chart.ts'
import { palette } from '../../src/simulation/drawing/svg.ts'

export function sepsisVitalSigns(): string {
  return lineChart({
    title: 'First 24 hours: heart rate, mean arterial pressure and lactate',
    subtitle: 'Septic shock from an obstructed, infected kidney',
    timeLabel: 'Time of day',
    timeRange: [7.4, 32.6],
    timeTicks: [
      { at: 8, label: '08:00' },
      { at: 12, label: '12:00' },
      { at: 16, label: '16:00' },
      { at: 20, label: '20:00' },
      { at: 24, label: '00:00' },
      { at: 28, label: '04:00' },
      { at: 32, label: '08:00' },
    ],
    marks: [
      { at: 9.667, label: 'norepinephrine 09:40', row: 0, anchor: 'start' },
      { at: 13.333, label: 'ureteral stent 13:20', row: 1, anchor: 'start' },
    ],
    panels: [
      {
        label: 'beats/min or mmHg',
        range: [40, 140],
        ticks: [40, 65, 90, 115, 140],
        height: 230,
        series: [
          {
            name: 'heart rate (beats/min)',
            color: palette.red,
            points: [
              [8.17, 118],
              [9, 122],
              [10.5, 110],
              [14.5, 96],
              [20, 90],
              [32, 84],
            ],
          },
          {
            name: 'mean arterial pressure (mmHg)',
            color: palette.blue,
            values: 'below',
            points: [
              [8.17, 61],
              [9, 58],
              [10.5, 67],
              [14.5, 72],
              [20, 76],
              [32, 84],
            ],
          },
        ],
      },
      {
        label: 'lactate, mmol/L',
        range: [0, 6],
        ticks: [0, 2, 4, 6],
        height: 130,
        band: { low: 0.5, high: 2, label: 'reference 0.5–2.0' },
        series: [
          {
            name: 'lactate',
            color: palette.violet,
            points: [
              [8.5, 4.3],
              [10.5, 3.1],
              [14.5, 1.8],
            ],
          },
        ],
      },
    ],
  })
}

export function kawasakiFever(): string {
  return lineChart({
    title: 'Highest temperature on each illness day',
    subtitle: 'Kawasaki disease resistant to the first immunoglobulin',
    timeLabel: 'Illness day (hospital day 1 = illness day 6)',
    timeRange: [0.9, 12],
    timeTicks: Array.from({ length: 11 }, (_, index) => ({ at: index + 1.5, label: String(index + 1) })),
    marks: [
      { at: 6.83, label: 'immunoglobulin 2 g/kg', row: 0, anchor: 'end' },
      { at: 8.98, label: 'infliximab 10 mg/kg', row: 0, anchor: 'start' },
    ],
    panels: [
      {
        label: 'temperature, °C',
        range: [36, 40.5],
        ticks: [36, 37, 38, 39, 40],
        height: 300,
        band: { low: 36, high: 38, label: 'below 38.0 °C' },
        series: [
          {
            name: 'temperature',
            color: palette.red,
            points: [
              [1.5, 38.9],
              [2.5, 39.4],
              [3.5, 39.6],
              [4.5, 39.3],
              [5.5, 39.8],
              [6.47, 39.5],
              [7.5, 39],
              [8.87, 38.6],
              [9.5, 37.4],
              [10.5, 36.9],
              [11.5, 36.8],
            ],
          },
        ],
      },
    ],
  })
}

/** Ten minutes at 4 values per second: 150 beats/min, variability below 5, nadir after each contraction's peak. */
export function preeclampsiaCardiotocograph(): string {
  const random = randomFor('cases/ctg')
  const contractions = [2, 5, 8]
  const bump = (minute: number, centre: number, spread: number) =>
    Math.exp(-((minute - centre) ** 2) / (2 * spread ** 2))
  const heart: [number, number][] = []
  const uterus: [number, number][] = []
  let wander = 0
  for (let step = 0; step <= 2400; step += 1) {
    const minute = step / 240
    wander = wander * 0.9 + (random.next() - 0.5) * 0.9
    const dip = contractions.reduce((sum, peak) => sum + 28 * bump(minute, peak + 0.6, 0.33), 0)
    const squeeze = contractions.reduce((sum, peak) => sum + 55 * bump(minute, peak, 0.32), 0)
    heart.push([minute, 150 + wander - dip])
    uterus.push([minute, 12 + squeeze + (random.next() - 0.5) * 1.2])
  }
  return lineChart({
    title: 'Cardiotocograph, 15:40 to 15:50',
    subtitle: 'Baseline 150 beats/min, minimal variability, late decelerations; computed, not a recording',
    timeLabel: 'Minutes from 15:40',
    timeRange: [0, 10],
    timeTicks: Array.from({ length: 11 }, (_, index) => ({ at: index, label: String(index) })),
    marks: contractions.map((at) => ({ at, label: 'peak of contraction' })),
    panels: [
      {
        label: 'fetal heart, beats/min',
        range: [80, 200],
        ticks: [80, 110, 140, 160, 180, 200],
        height: 230,
        band: { low: 110, high: 160, label: 'normal baseline 110–160' },
        series: [{ name: 'fetal heart rate', color: palette.blue, points: heart, dots: false }],
      },
      {
        label: 'uterus (relative)',
        range: [0, 100],
        ticks: [0, 50, 100],
        height: 110,
        series: [{ name: 'uterine activity', color: palette.violet, points: uterus, dots: false }],
      },
    ],
  })
}

export function warfarinInr(): string {
  return lineChart({
    title: 'INR and haemoglobin around an upper gastrointestinal haemorrhage',
    subtitle: 'Horizontal axis not to scale. No INR was measured during clarithromycin.',
    timeLabel: 'Measurement',
    timeRange: [0, 7],
    timeTicks: [
      { at: 0.5, label: '30 days before' },
      { at: 2, label: 'day 1, 06:10' },
      { at: 3, label: 'day 1, 07:30' },
      { at: 4, label: 'day 1, 12:00' },
      { at: 5, label: 'day 2, 06:00' },
      { at: 6.3, label: 'day 7' },
    ],
    spans: [{ from: 0.95, to: 1.9, label: 'clarithromycin, 7 days' }],
    marks: [
      { at: 2.5, label: 'prothrombin complex', row: 1, anchor: 'middle' },
      { at: 3.4, label: '2 units of red cells', row: 0, anchor: 'start' },
    ],
    panels: [
      {
        label: 'INR',
        range: [0, 9],
        ticks: [0, 2, 4, 6, 8],
        height: 190,
        band: { low: 2, high: 3, label: 'target 2.0–3.0' },
        series: [
          {
            name: 'INR',
            color: palette.red,
            points: [
              [0.5, 2.4],
              [2, 7.4],
              [3, 1.4],
              [4, 1.3],
              [5, 1.2],
            ],
          },
        ],
      },
      {
        label: 'haemoglobin, g/dL',
        range: [4, 19],
        ticks: [4, 7, 10, 13, 16, 19],
        height: 170,
        band: { low: 13.5, high: 17.5, label: 'reference 13.5–17.5' },
        series: [
          {
            name: 'haemoglobin',
            color: palette.blue,
            points: [
              [0.5, 13.1],
              [2, 7.9],
              [3, 6.8],
              [4, 8.3],
              [5, 8.6],
              [6.3, 9.4],
            ],
            values: 'below',
          },
        ],
      },
    ],
  })
}

export function lithiumLevel(): string {
  return lineChart({
    title: 'Serum lithium over 72 hours',
    subtitle: 'Chronic toxicity, two sessions of haemodialysis',
    timeLabel: 'Hours since midnight of day 1',
    timeRange: [6, 80],
    timeTicks: [12, 24, 36, 48, 60, 72].map((at) => ({ at, label: String(at) })),
    spans: [
      { from: 17, to: 21, label: 'dialysis 1' },
      { from: 32, to: 36, label: 'dialysis 2' },
    ],
    panels: [
      {
        label: 'lithium, mmol/L',
        range: [0, 5.5],
        ticks: [0, 1, 2, 3, 4, 5],
        height: 320,
        band: { low: 0.6, high: 1, label: 'therapeutic 0.6–1.0', labelAt: 'start' },
        crosses: [{ at: 9.83, value: 4.9, label: '4.9: lithium-heparin tube, invalid' }],
        series: [
          {
            name: 'lithium',
            color: palette.violet,
            points: [
              [10.33, 2.9],
              [16, 2.7],
              [21.25, 1.4],
              [27, 1.8],
              [36.25, 0.9],
              [42, 1.1],
              [48, 0.9],
              [54, 0.8],
              [78, 0.5],
            ],
          },
        ],
      },
    ],
  })
}

export function dressTimeline(): string {
  return lineChart({
    title: 'Eosinophils and alanine aminotransferase in DRESS',
    subtitle: 'Relapse on day 14 after prednisone was halved on day 10',
    timeLabel: 'Hospital day',
    timeRange: [0, 22.5],
    timeTicks: [1, 4, 8, 10, 14, 21].map((at) => ({ at, label: String(at) })),
    marks: [
      { at: 1, label: 'allopurinol stopped', row: 1, anchor: 'start' },
      { at: 4, label: 'prednisone 60 mg', row: 0, anchor: 'start' },
      { at: 10, label: '30 mg', row: 0, anchor: 'middle' },
      { at: 14, label: '60 mg again', row: 0, anchor: 'start' },
    ],
    panels: [
      {
        label: 'eosinophils, ×10⁹/L',
        range: [0, 5.4],
        ticks: [0, 1, 2, 3, 4, 5],
        height: 180,
        band: { low: 0, high: 0.5, label: 'reference 0.0–0.5', labelAt: 'start' },
        series: [
          {
            name: 'eosinophils',
            color: palette.amber,
            points: [
              [1, 3.2],
              [4, 4.1],
              [8, 1.1],
              [14, 1.6],
              [21, 0.4],
            ],
          },
        ],
      },
      {
        label: 'ALT, U/L',
        range: [0, 900],
        ticks: [0, 200, 400, 600, 800],
        height: 180,
        band: { low: 7, high: 35, label: '' },
        series: [
          {
            name: 'ALT',
            color: palette.green,
            points: [
              [1, 412],
              [4, 688],
              [8, 240],
              [14, 318],
              [21, 88],
            ],
          },
        ],
      },
    ],
  })
}
