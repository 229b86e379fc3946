// Facts as words: the text of an option, the name of a subject, plain joining and casing. Nothing here
// decides what is right; it only has to read as a clinician writes.
import { writtenNames } from '../grounding/passage.ts'
import type { Fact } from '../records/fact.ts'

type Quantity = Pick<Fact, 'value' | 'unit' | 'comparator'> & { readonly evidence?: Fact['evidence'] }

/** A number in the precision its evidence was written in: 4 stands as "4.0" where the source says 4.0. */
export function numberText(fact: Quantity): string {
  if (typeof fact.value !== 'number') return fact.value ?? ''
  for (const match of (fact.evidence?.quote ?? '').matchAll(/\d+(?:[.,]\d+)*/g)) {
    const written = match[0]
    if (Number(written) === fact.value) return written
    if (/^\d{1,3}(?:,\d{3})+$/.test(written) && Number(written.replaceAll(',', '')) === fact.value)
      return written
  }
  return fact.value > 0 && Math.abs(fact.value) < 1e15 ? trimmed(fact.value) : String(fact.value)
}

function trimmed(value: number): string {
  const rounded = value.toPrecision(6)
  return rounded.includes('e') ? String(value) : String(Number(rounded))
}

/** How many decimals the text of a number has. */
export function decimalsOf(text: string): number {
  return /\.(\d+)$/.exec(text)?.[1]?.length ?? 0
}

/** Value with unit: "4.1 mmol/L", "97%", "118/74 mmHg", "right lower lobe opacity". */
export function valueText(fact: Quantity): string {
  return withUnit(`${comparatorText(fact.comparator)}${numberText(fact)}`, fact.unit)
}

export function withUnit(number: string, unit: string | undefined): string {
  const name = readableUnit(unit)
  if (name === '') return number
  if (/^\/[a-zµ\d]/.test(name)) return `${number}${name}`
  return /^[%°]/.test(name) && name.length <= 2
    ? `${number}${name === '%' ? '%' : ` ${name}`}`
    : `${number} ${name}`
}

function comparatorText(comparator: Fact['comparator']): string {
  return comparator === undefined ? '' : comparator === '~' ? 'about ' : comparator
}

/** UCUM codes that no clinician would read aloud, as they are printed. */
export function readableUnit(unit: string | undefined): string {
  const text = (unit ?? '').trim()
  const printed: Readonly<Record<string, string>> = {
    '{score}': '',
    '1': '',
    'mm[Hg]': 'mmHg',
    Cel: '°C',
    '[degF]': '°F',
    '/min': 'per minute',
    '{beats}/min': 'per minute',
    '10*3/uL': '×10³/µL',
    '10^3/uL': '×10³/µL',
    '10^6/uL': '×10⁶/µL',
    '10^9/L': '×10⁹/L',
    '10^12/L': '×10¹²/L',
    '10*6/uL': '×10⁶/µL',
    '10*9/L': '×10⁹/L',
    'mL/min/{1.73_m2}': 'mL/min/1.73 m²',
    'mL/min/1.73 m2': 'mL/min/1.73 m²',
    'kg/m2': 'kg/m²',
  }
  return printed[text] ?? text.replace(/\{[^}]*\}/g, '').replace(/(?<=[\s/][cm]?)m2\b/g, 'm²')
}

/** The subject's name without what only a terminology needs: "Creatinine [Mass/volume] in Blood" → "creatinine". */
export function subjectName(fact: Pick<Fact, 'name'>): string {
  const bare = fact.name
    .replace(/\s*\[[^\]]*\]/g, '')
    .replace(/\s+(?:in|of|by)\s+(?:Blood|Serum|Plasma|Urine|Serum or Plasma|Body weight)\b.*$/i, '')
    .replace(/\s*\((?:disorder|finding|procedure|situation|regime\/therapy|person)\)$/i, '')
    .trim()
  const written = writtenNames.get(bare.toLowerCase())
  if (written !== undefined) return written
  const name = inSentence(bare === '' ? fact.name : bare)
  return withAcronyms(name.replace(/^([^,]+), (mild|moderate|severe|profound|borderline)$/, '$2 $1'))
}

const acronyms =
  'ace alt ana ast bmi bmp bnp bun cbc cmp copd covid cpap crp ct dexa dna ecg eeg egd ekg emg esr gerd hcv hiv hpv icu inr iv ldh ldl lft mra mri nstemi pcr pet psa ptsd rna stemi tb tia tsh uti'.split(
    ' ',
  )
const acronymPattern = new RegExp(`\\b(?:${acronyms.join('|')})\\b`, 'g')

/** "chest ct" → "chest CT", "a1c" → "A1c": for names that a source keeps in lower case. */
export function withAcronyms(text: string): string {
  return text
    .replace(acronymPattern, (word) => word.toUpperCase())
    .replace(/\ba1c\b/g, 'A1c')
    .replace(/\bhba1c\b/gi, 'HbA1c')
    .replace(/\btroponin ([it])\b/g, (_, letter: string) => `troponin ${letter.toUpperCase()}`)
    .replace(/\bamphotericin b\b/g, 'amphotericin B')
    .replace(
      /\b(immunoglobulin|hepatitis) ([a-egm])\b/g,
      (_, name: string, letter: string) => `${name} ${letter.toUpperCase()}`,
    )
    .replace(/\bc-(?=peptide|reactive)/g, 'C-')
    .replace(/\bd-dimer/g, 'D-dimer')
    .replace(/\bcd(?=\d)/g, 'CD')
    .replace(/^aids$/, 'AIDS')
    .replace(/\bvitamin ([a-ek])(?=\d*\b)/g, (_, letter: string) => `vitamin ${letter.toUpperCase()}`)
    .replace(
      /\b(achilles|babinski|romberg|kernig|brudzinski|crohn|glasgow|jolivette|suboxone|parkinson|alzheimer|hodgkin|graves|sjogren|raynaud|cushing|addison|doppler|holter)\b/g,
      (name) => name.charAt(0).toUpperCase() + name.slice(1),
    )
}

/** Lower case where the first word is an ordinary capitalised word; acronyms and proper forms stay. */
export function inSentence(text: string): string {
  return /^[A-Z][a-z]+(?:[\s,-]|$)/.test(text) && !properNames.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text
}

const properNames =
  /^(?:[A-Z][a-z]+[-\s](?:[A-Z][a-z]+|disease|syndrome|sign|score|palsy|anomaly|node|nodes)\b|Achilles|Brushfield|Escherichia|Staphylococcus|Streptococcus|Candida|Babinski|Romberg|Doppler|Holter|Raynaud|Hodgkin|Crohn|Parkinson|Alzheimer|Down|Turner|Graves|Hashimoto|Apgar|Glasgow|Kayser|Wilson|Marfan|Ewing|Burkitt|Barrett|Bell|Cushing|Addison|Tylenol|Motrin|Suboxone|Jolivette|Glasgow)/

/** Medication with what is known of its dose: "metoprolol 25 mg orally twice daily". */
export function medicationText(fact: Pick<Fact, 'name' | 'dose' | 'route' | 'frequency'>): string {
  const name = subjectName(fact)
  const dose = fact.dose !== undefined && !name.includes(fact.dose) ? fact.dose : undefined
  return [name, dose, fact.route, fact.frequency]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
}

/** "a fever", "an ulcer"; by the first letter, with the spoken letters of acronyms. */
export function withArticle(noun: string): string {
  const first = noun.split(/[\s-]/)[0] ?? noun
  const spoken = /^[A-Z]{2,}$/.test(first)
    ? /^[AEFHILMNORSX]/.test(first)
    : /^(?:[aeio]|u(?!ni|s|ri|re))/i.test(first)
  return `${spoken || /^(?:hour|x-?ray)/i.test(first) ? 'an' : 'a'} ${noun}`
}

/** "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** Contacts, statuses and paperwork: recorded, but neither a finding nor an event of the illness. */
export function isAdministrative(name: string): boolean {
  return /\b(?:visits?|encounters?|check-?up|consultation|status|employ\w+|education|labor force|certificate|certification|cause of death|death|questionnaire|survey|review|reconciliation|follow-?up|appointment|transfer|discharge|stress|income|housing|contact)\b/i.test(
    name,
  )
}

/** Whether a name reads as the name of one thing: for text that grounding took from prose. */
export function readsAsName(text: string): boolean {
  const words = text.trim().split(/\s+/)
  return (
    words.length <= 8 &&
    /[a-z]{3}/i.test(text) &&
    !/[|;:?!\n]|\.\s/.test(text) &&
    !/^(?:and|or|but|the|a|an|of|with|which|that|this|his|her|is|was|no|not|any|some|other|it|they|he|she)\b/i.test(
      text,
    ) &&
    !/\b(?:and|or|of|with|the|in|to|for|by|on|at|is|was|were|are)$/i.test(text)
  )
}
