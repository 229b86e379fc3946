// Vital signs and body measures: temperature, pulse, blood pressure, respiration, oxygen saturation, weight,
// height, body mass index, coma scale, pain score. Only within what a living body can show: "BP 12/2019" is
// not a pressure. Units stay as written.
import { type Draft, type Passage, contextAt, stated } from './passage.ts'

interface Vital {
  readonly name: string
  readonly pattern: RegExp
  readonly low: number
  readonly high: number
  /** Units and their own limits where they differ: [unit pattern, low, high]. */
  readonly scales?: readonly (readonly [RegExp, number, number])[]
}

const link =
  '(?:\\s?(?:\\([A-Za-z0-9 ]{1,14}\\)|rate|level|reading|today|on admission|at rest|measured|on presentation|recorded)){0,2}\\s?(?:was|is|were|are|of|at|:|=|,|-|measures|measured|measuring|shows?|showed|found to be|noted to be|recorded as|recorded at|rises to|increased to|decreased to|dropped to|to){0,1}\\s?(?:(?:an?|about|approximately|around|at|found|noted|recorded|elevated at|of|as low as|as high as|up to|stable at|low at|high at|normal at|was|is)\\s){0,2}'
const number = '(\\d{1,3}(?:[.,]\\d{1,2})?)'
const flags = 'gid'

const vitals: readonly Vital[] = [
  {
    name: 'temperature',
    pattern: new RegExp(
      `(?:\\b(?:body |oral |rectal |axillary |core )?temp(?:erature)?|\\bT(?:max)?|\\bfever)${link}${number}\\s?(°\\s?[CF]?|º\\s?[CF]?|deg(?:rees)?\\.?\\s?(?:[CF]\\b|celsius|fahrenheit)?|℃|[CF]\\b)?`,
      flags,
    ),
    low: 30,
    high: 44,
    scales: [
      [/[F]|fahr/, 85, 112],
      [/^$|^[°º]\s?$|^deg(rees)?\.?\s?$/, 30, 112],
    ],
  },
  {
    name: 'blood pressure',
    pattern: new RegExp(
      `\\b(?:blood pressures?|BP|bp|arterial pressure)${link}(\\d{2,3}\\s?(?:/|over)\\s?\\d{2,3})(?!\\s?/|\\d)\\s?(mm\\s?Hg)?`,
      flags,
    ),
    low: 40,
    high: 300,
  },
  {
    name: 'heart rate',
    pattern: new RegExp(
      `\\b(?:heart rate|pulse rate|pulse|HR|PR|ventricular rate)${link}${number}\\s?(bpm|beats? ?(?:/|per) ?min(?:ute)?|beats?/m|/ ?min(?:ute)?|per minute|times/min)?(?!\\s?(?:mm|%|/\\d|years|days|weeks))`,
      flags,
    ),
    low: 20,
    high: 350,
  },
  {
    name: 'respiratory rate',
    pattern: new RegExp(
      `\\b(?:respiratory rate|respirations?|breathing rate|RR|respiration rate)${link}${number}\\s?(breaths? ?(?:/|per) ?min(?:ute)?|breaths|/ ?min(?:ute)?|per minute|bpm|times/min)?(?!\\s?(?:mm|%|/\\d|years|days))`,
      flags,
    ),
    low: 4,
    high: 120,
  },
  {
    name: 'oxygen saturation',
    pattern: new RegExp(
      `\\b(?:oxygen saturations?|O2 sat(?:uration)?s?|SpO2|SpO₂|SaO2|SPO2|sats?|saturation|pulse oximetry(?: on room air)?(?: shows?| showed)?(?: an)?(?: oxygen saturation of)?|pulse ox|oxygen saturation on room air)${link}${number}\\s?(%|percent)`,
      flags,
    ),
    low: 30,
    high: 100,
  },
  {
    name: 'weight',
    pattern: new RegExp(
      `\\b(?:(?:body )?weight|weigh(?:s|ed|ing)|Wt)${link}(\\d{1,3}(?:[.,]\\d{1,3})?|\\d,\\d{3}|\\d{4})\\s?(kg|kilograms?|kilos|lbs?|pounds|g|grams)\\b(?!\\s?(?:loss|/|less|more|gain))`,
      flags,
    ),
    low: 0.3,
    high: 1000,
    scales: [[/^g/i, 300, 9999]],
  },
  {
    name: 'height',
    pattern: new RegExp(
      `\\b(?:(?:body )?height|Ht|tall)${link}(\\d{1,3}(?:\\.\\d{1,2})?)\\s?(cm|centimeters|m|meters?|inches|in)\\b`,
      flags,
    ),
    low: 20,
    high: 250,
    scales: [
      [/^m/i, 0.2, 2.5],
      [/^in/i, 8, 100],
    ],
  },
  {
    name: 'body mass index',
    pattern: new RegExp(`\\b(?:body mass index|BMI)${link}${number}\\s?(kg\\s?/\\s?m(?:2|²|\\^2)?)?`, flags),
    low: 8,
    high: 100,
  },
  {
    name: 'glasgow coma scale',
    pattern: new RegExp(
      `\\b(?:glasgow coma (?:scale|score)|GCS)(?:\\s(?:scale|score))?${link}(\\d{1,2})(?:\\s?/\\s?15)?()`,
      flags,
    ),
    low: 3,
    high: 15,
  },
  {
    name: 'pain score',
    pattern:
      /\b(?:pain|discomfort)\b[^.;\n]{0,60}?(?<![-–\d]|\d\sto\s)\b(\d{1,2}(?:\.5)?)(?:\s?\/\s?10\b(?!\/)|\sout of (?:10|ten)\b)()/dgi,
    low: 0,
    high: 10,
  },
]

export function vitalsOf(passage: Passage): Draft[] {
  const sentence = passage.text.slice(passage.start, passage.end)
  const drafts: Draft[] = []
  for (const vital of vitals) {
    for (const match of sentence.matchAll(vital.pattern)) {
      if (
        vital.name === 'height' &&
        /\b(?:fundal|vertebral|uterine|disc)\s$/i.test(sentence.slice(0, match.index))
      )
        continue
      const written = match[1] as string
      const unit = (match[2] ?? '').trim()
      if (
        /^(?:T|t|PR|pr|HR|hr|RR)$/.test((/^[A-Za-z]+/.exec(match[0]) ?? [''])[0]) &&
        !/^[A-Z]/.test(match[0])
      )
        continue
      if (/^T\s?-?\d/.test(match[0]) && unit === '' && !/^T \d{2,3}\.\d/.test(match[0])) continue
      if (/^fever/i.test(match[0]) && (unit === '' || sentence.startsWith(',', match.index + 5))) continue
      if (/^[-–]\s?\d/.test(sentence.slice(match.index + match[0].length).trimStart())) continue
      // "7 pounds 3 ounces", "5 feet 4 inches": two numbers, one measure
      if (
        /^\s?,?\s?(?:and\s)?\d{1,2}(?:\.\d)?\s?(?:ounces|oz)\b/i.test(
          sentence.slice(match.index + match[0].length),
        )
      )
        continue
      if (ofTheUnborn.test(sentence.slice(0, match.index + match[0].length))) continue
      const value = plausible(vital, written, unit)
      const name = nameOf(vital, sentence)
      if (value === undefined || name === undefined) continue
      const start = passage.start + match.index
      const span = trimmed(passage.text, start, start + match[0].length)
      const context = contextAt(passage, span.start, span.end)
      if (context.hypothetical || context.negated) continue
      drafts.push({
        ...span,
        statement: {
          kind: 'vital',
          name,
          value,
          ...(unit === '' ? {} : { unit }),
          ...stated(passage, context, span),
          certainty: 'certain',
        },
      })
    }
  }
  return drafts
}

/** "The fetus, with a heart rate of 134": not the patient's. */
const ofTheUnborn = /\b(?:fetus(?:es)?|fetal|foetus|foetal)\b/i

/**
 * "Born at term and weighed 3400 g": a measure of the birth, not of the patient of today. Of a delivery it is
 * not certain whether mother or child was weighed.
 */
function nameOf({ name }: Vital, sentence: string): string | undefined {
  if (name !== 'weight' && name !== 'height') return name
  if (/\b(?:delivered|gave birth|gives birth)\b/i.test(sentence)) return undefined
  if (!/\b(?:born|at birth|birth ?weight)\b/i.test(sentence)) return name
  return name === 'weight' ? 'birth weight' : 'birth length'
}

function plausible(vital: Vital, written: string, unit: string): number | string | undefined {
  if (vital.name === 'blood pressure') {
    const [systolic, diastolic] = written.split(/\s?(?:\/|over)\s?/i).map(Number) as [number, number]
    const fits =
      systolic >= 40 && systolic <= 300 && diastolic >= 15 && diastolic <= 200 && diastolic < systolic
    return fits ? `${systolic}/${diastolic}` : undefined
  }
  const decimal =
    vital.name === 'weight' && /^\d,\d{3}$/.test(written)
      ? written.replace(',', '')
      : written.replace(',', '.')
  const value = Number(decimal)
  const [, low, high] = vital.scales?.find(([pattern]) => pattern.test(unit)) ?? [
    undefined,
    vital.low,
    vital.high,
  ]
  if (vital.name === 'temperature' && value > 44 && value < 85) return undefined
  return value >= low && value <= high ? value : undefined
}

/** The span without white space and punctuation at its end. */
function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  let to = end
  while (to > start && /[\s,;:]/.test(text[to - 1] as string)) to--
  return { start, end: to }
}
