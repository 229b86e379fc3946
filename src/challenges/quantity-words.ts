// Values as they are said, and plausible wrong ones: a slip that a tired clinician makes when reading or
// typing (two digits swapped, one digit misheard). The bounds only keep a slip from being absurd or from
// being no material difference; they are no reference ranges and decide nothing clinical.
import type { Fact } from '../records/fact.ts'
import type { Random } from '../kit/random.ts'

/** The number of a fact in the precision it was written in: 4 stands as "4.0" where the source says 4.0. */
export function writtenNumber(fact: Pick<Fact, 'value' | 'evidence'>): string | undefined {
  if (typeof fact.value === 'string') {
    const pressure = /^\s*(\d{2,3}\s*\/\s*\d{2,3})\s*$/.exec(fact.value)
    return pressure?.[1]?.replace(/\s/g, '')
  }
  if (fact.value === undefined || !(fact.value > 0) || fact.value >= 1e6) return undefined
  for (const [written] of fact.evidence.quote.matchAll(/\d+(?:[.,]\d+)*/g)) {
    if (Number(written.replace(/,(?=\d{3}(?:\D|$))/g, '')) === fact.value) return written
  }
  const plain = String(Number(fact.value.toPrecision(5)))
  return /^\d+(?:\.\d{1,4})?$/.test(plain) ? plain : undefined
}

const printedUnits: Readonly<Record<string, string>> = {
  '1': '',
  'mm[Hg]': 'mmHg',
  Cel: '°C',
  '[degF]': '°F',
  '/min': 'per minute',
  '10*3/uL': '×10³/µL',
  '10*6/uL': '×10⁶/µL',
  '10*9/L': '×10⁹/L',
  '10^3/uL': '×10³/µL',
  '10^6/uL': '×10⁶/µL',
  '10^9/L': '×10⁹/L',
  '10^12/L': '×10¹²/L',
  '/minute': 'per minute',
  'mL/min/{1.73_m2}': 'mL/min/1.73 m²',
  'kg/m2': 'kg/m²',
}

/** Number and unit as printed: "4.1 mmol/L", "97%", "118/74 mmHg". */
export function withUnit(number: string, unit: string | undefined): string {
  const raw = (unit ?? '').trim()
  const printed = printedUnits[raw] ?? raw.replace(/\{[^}]*\}/g, '')
  if (printed === '') return number
  return printed === '%' || /^\/[a-z]/i.test(printed) ? `${number}${printed}` : `${number} ${printed}`
}

interface Bounds {
  readonly low: number
  readonly high: number
  /** Least difference that changes what a reader thinks. */
  readonly step: number
}

const boundsOf: readonly { readonly name: RegExp; readonly unit?: RegExp; readonly bounds: Bounds }[] = [
  { name: /temperature|^temp/, unit: /f/i, bounds: { low: 95, high: 106, step: 1.8 } },
  { name: /temperature|^temp/, bounds: { low: 34, high: 41.5, step: 1 } },
  { name: /saturation|spo2|sao2|sat\b/, bounds: { low: 68, high: 99, step: 5 } },
  { name: /^ph$|arterial ph|blood ph/, bounds: { low: 6.9, high: 7.7, step: 0.12 } },
  { name: /heart rate|pulse/, bounds: { low: 38, high: 190, step: 18 } },
  { name: /respirat/, bounds: { low: 8, high: 48, step: 6 } },
  { name: /sodium/, bounds: { low: 112, high: 165, step: 8 } },
  { name: /potassium/, bounds: { low: 2, high: 7.5, step: 0.8 } },
  { name: /calcium/, unit: /mmol/, bounds: { low: 1.5, high: 3.6, step: 0.4 } },
  { name: /calcium/, bounds: { low: 6, high: 15, step: 1.6 } },
  { name: /chloride/, bounds: { low: 78, high: 128, step: 10 } },
  { name: /bicarbonate|carbon dioxide/, bounds: { low: 6, high: 45, step: 6 } },
  { name: /h(?:a)?emoglobin$|^hgb$|^hb$/, unit: /g\/dl/i, bounds: { low: 4, high: 19, step: 2 } },
  { name: /h(?:a)?ematocrit/, bounds: { low: 14, high: 60, step: 7 } },
  { name: /a1c/, bounds: { low: 4.2, high: 14, step: 1.4 } },
  { name: /albumin$/, unit: /g\/dl/i, bounds: { low: 1.2, high: 5.5, step: 1 } },
  { name: /pain/, bounds: { low: 0, high: 10, step: 3 } },
  { name: /ejection fraction/, bounds: { low: 10, high: 75, step: 12 } },
  { name: /height/, bounds: { low: 45, high: 205, step: 10 } },
  { name: /gcs|glasgow/, bounds: { low: 3, high: 15, step: 3 } },
  { name: /body mass index|bmi/, bounds: { low: 13, high: 55, step: 5 } },
]

function boundsFor(name: string, unit: string | undefined, value: number): Bounds {
  const lower = name.toLowerCase()
  const row = boundsOf.find(
    (candidate) =>
      candidate.name.test(lower) && (candidate.unit === undefined || candidate.unit.test(unit ?? '')),
  )
  if (row !== undefined && value >= row.bounds.low && value <= row.bounds.high) return row.bounds
  const high = unit === '%' ? Math.min(100, value * 2.6) : value * 2.6
  return { low: value * 0.35, high, step: value * 0.3 }
}

/** A wrong number that could be said in its place; undefined when no slip is both possible and material. */
export function slipOf(
  written: string,
  name: string,
  unit: string | undefined,
  random: Random,
): string | undefined {
  const pressure = /^(\d+)\/(\d+)$/.exec(written)
  if (pressure !== null) {
    const [systolic, diastolic] = [pressure[1] as string, Number(pressure[2])]
    const candidates = numberSlips(systolic, { low: Math.max(70, diastolic + 20), high: 230, step: 20 })
    return candidates.length === 0 ? undefined : `${random.pick(candidates)}/${diastolic}`
  }
  const candidates = numberSlips(written, boundsFor(name, unit, Number(written.replaceAll(',', ''))))
  return candidates.length === 0 ? undefined : random.pick(candidates)
}

function numberSlips(written: string, bounds: Bounds): string[] {
  const right = Number(written.replaceAll(',', ''))
  const digits = written.split('')
  const places = digits.flatMap((digit, index) => (/\d/.test(digit) ? [index] : []))
  const made = new Set<string>()
  for (let i = 0; i < places.length; i++) {
    const here = places[i] as number
    const next = places[i + 1]
    if (next !== undefined && digits[here] !== digits[next])
      made.add(withDigits({ [here]: digits[next] as string, [next]: digits[here] as string }))
    for (const change of [-3, -2, -1, 1, 2, 3]) {
      const digit = Number(digits[here]) + change
      if (digit >= 0 && digit <= 9) made.add(withDigits({ [here]: String(digit) }))
    }
  }
  return [...made].filter((text) => {
    const value = Number(text.replaceAll(',', ''))
    const keepsForm = !/^0\d/.test(text) && value > 0
    return keepsForm && value >= bounds.low && value <= bounds.high && Math.abs(value - right) >= bounds.step
  })

  function withDigits(changes: Readonly<Record<number, string>>): string {
    return digits.map((digit, index) => changes[index] ?? digit).join('')
  }
}

/** A rounder way to say the same number, where one is natural: "101.6" → "just under 102". */
export function roundedWords(written: string): string | undefined {
  if (!/^\d{2,3}\.\d+$/.test(written)) return undefined
  const value = Number(written)
  const whole = Math.round(value)
  if (value === whole || Math.abs(value - whole) / value > 0.01) return undefined
  return value < whole ? `just under ${whole}` : `a little over ${whole}`
}
