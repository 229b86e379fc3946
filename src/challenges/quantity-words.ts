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
  C: '°C',
  '[degF]': '°F',
  F: '°F',
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
  // A power of ten may come with its sign: "× 10^9/L".
  const raw = (unit ?? '').trim().replace(/^[×x]\s*(?=10)/, '')
  const printed = printedUnits[raw] ?? raw.replace(/\{[^}]*\}/g, '')
  if (printed === '') return number
  return printed === '%' || /^\/(?:[a-zµμ]|10$)/i.test(printed)
    ? `${number}${printed}`
    : `${number} ${printed}`
}

interface Bounds {
  readonly low: number
  readonly high: number
  /** Least difference that changes what a reader thinks. */
  readonly step: number
}

const boundsOf: readonly { readonly name: RegExp; readonly unit?: RegExp; readonly bounds: Bounds }[] = [
  { name: /temperature|^temp/, unit: /f/i, bounds: { low: 95, high: 106, step: 2.7 } },
  { name: /temperature|^temp/, bounds: { low: 34, high: 41.5, step: 1.5 } },
  { name: /saturation|spo2|sao2|sat\b/, bounds: { low: 68, high: 99, step: 5 } },
  { name: /^ph$|arterial ph|blood ph/, bounds: { low: 6.9, high: 7.7, step: 0.12 } },
  { name: /heart rate|pulse/, bounds: { low: 38, high: 190, step: 18 } },
  { name: /respirat/, bounds: { low: 8, high: 48, step: 6 } },
  { name: /sodium/, bounds: { low: 112, high: 165, step: 8 } },
  { name: /potassium/, bounds: { low: 2, high: 7.5, step: 0.8 } },
  { name: /calcium/, unit: /mmol/, bounds: { low: 1.5, high: 3.6, step: 0.4 } },
  { name: /calcium/, bounds: { low: 6, high: 15, step: 1.6 } },
  { name: /chloride/, bounds: { low: 78, high: 128, step: 10 } },
  { name: /bicarbonate|^(?:total )?carbon dioxide/, bounds: { low: 6, high: 45, step: 6 } },
  { name: /h(?:a)?emoglobin$|^hgb$|^hb$/, unit: /g\/dl/i, bounds: { low: 4, high: 19, step: 2 } },
  { name: /h(?:a)?ematocrit/, bounds: { low: 14, high: 60, step: 7 } },
  { name: /a1c/, bounds: { low: 4.2, high: 14, step: 1.4 } },
  { name: /albumin$/, unit: /g\/dl/i, bounds: { low: 1.2, high: 5.5, step: 1 } },
  { name: /pain/, bounds: { low: 0, high: 10, step: 3 } },
  { name: /ejection fraction/, bounds: { low: 10, high: 75, step: 12 } },
  { name: /height/, bounds: { low: 45, high: 205, step: 10 } },
  { name: /gcs|glasgow/, bounds: { low: 3, high: 15, step: 3 } },
  { name: /pa?co2|pressure of carbon dioxide/, unit: /mm ?\[?hg/i, bounds: { low: 18, high: 110, step: 9 } },
  { name: /pa?o2|pressure of oxygen/, unit: /mm ?\[?hg/i, bounds: { low: 28, high: 480, step: 14 } },
  {
    name: /red blood cell|erythrocytes|^rbc/,
    unit: /10\S*6\/u?l|10\S*12\/l|million/i,
    bounds: { low: 2.8, high: 7.2, step: 1 },
  },
  { name: /corpuscular volume|^mcv/, bounds: { low: 58, high: 125, step: 9 } },
  { name: /corpuscular h(?:a)?emoglobin$|^mch$/, bounds: { low: 20, high: 39, step: 4 } },
  { name: /distribution width|^rdw/, unit: /fl/i, bounds: { low: 32, high: 75, step: 9 } },
  { name: /distribution width|^rdw/, bounds: { low: 10, high: 30, step: 4 } },
  { name: /glomerular filtration/, bounds: { low: 6, high: 140, step: 20 } },
  { name: /hemoglobin concentration|^mchc/, unit: /g\/dl/i, bounds: { low: 28, high: 38, step: 4 } },
  { name: /international normalized ratio|^inr$/, bounds: { low: 0.8, high: 9, step: 0.8 } },
]

/** Limits for values that range widely: within a share of the value, but neither beyond nor closer than these. */
const limitsOf: readonly {
  readonly name: RegExp
  readonly unit?: RegExp
  readonly bounds: Partial<Bounds>
}[] = [
  { name: /c-reactive protein|^crp$/, unit: /mg\/l/i, bounds: { high: 400, step: 12 } },
  { name: /c-reactive protein|^crp$/, unit: /mg\/dl/i, bounds: { high: 40, step: 1.2 } },
  { name: /white blood cell|leu[ck]ocytes|^wbc/, unit: /10\S*3\/u?l|10\S*9\/l/i, bounds: { step: 2 } },
  { name: /lymphocytes|neutrophils/, unit: /10\S*3\/u?l|10\S*9\/l/i, bounds: { step: 0.5 } },
  { name: /basophils|eosinophils|monocytes/, unit: /10\S*3\/u?l|10\S*9\/l/i, bounds: { step: 0.3 } },
  { name: /lymphocytes|neutrophils/, unit: /%/, bounds: { high: 96, step: 12 } },
  { name: /creatinine$/, unit: /mg\/dl/i, bounds: { low: 0.3, step: 0.5 } },
  { name: /bilirubin/, unit: /mg\/dl/i, bounds: { low: 0.2, step: 0.8 } },
  { name: /glucose/, unit: /mg\/dl/i, bounds: { low: 25, step: 25 } },
  { name: /weight/, unit: /kg/i, bounds: { high: 180 } },
  { name: /body mass|^bmi/, bounds: { low: 12, high: 55, step: 4 } },
]

/** A whole is not reported below its parts, nor a part above its whole: such a value is seen to be impossible. */
const wholes = /^total (?:bilirubin|cholesterol|protein)\b/
const partsOfWhole =
  /^(?:direct|indirect|conjugated|unconjugated) bilirubin|^(?:[lh]dl|(?:low|high)-density lipoprotein)\b|^albumin$|^(?:lymphocytes|neutrophils|monocytes|eosinophils|basophils)/

function boundsFor(name: string, unit: string | undefined, value: number): Bounds {
  const lower = name.toLowerCase()
  const row = boundsOf.find(
    (candidate) =>
      candidate.name.test(lower) && (candidate.unit === undefined || candidate.unit.test(unit ?? '')),
  )
  if (row !== undefined && value >= row.bounds.low && value <= row.bounds.high) return row.bounds
  const limits = limitsOf.find(
    (candidate) =>
      candidate.name.test(lower) && (candidate.unit === undefined || candidate.unit.test(unit ?? '')),
  )?.bounds
  // Nobody takes a body for one of twice its weight; a result may well be twice another.
  const [least, most] = /weight|body mass|^bmi/.test(lower) ? [0.6, 1.6] : [0.35, 2.6]
  const share = unit === '%' ? Math.min(100, value * most) : value * most
  return {
    low: Math.max(limits?.low ?? 0, value * least),
    high: Math.min(limits?.high ?? share, share),
    step: Math.max(limits?.step ?? 0, value * (most < 2 ? 0.15 : 0.3)),
  }
}

/** The bounds on the side of the value where it stays a whole above its parts, or a part below its whole. */
function oneSided(bounds: Bounds, name: string, value: number): Bounds {
  const lower = name.toLowerCase()
  if (wholes.test(lower)) return { ...bounds, low: value }
  return partsOfWhole.test(lower) ? { ...bounds, high: value } : bounds
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
  const value = Number(written.replaceAll(',', ''))
  const candidates = numberSlips(written, oneSided(boundsFor(name, unit, value), name, value))
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
