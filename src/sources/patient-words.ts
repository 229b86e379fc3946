// Age and sex of the patient from the words of a case presentation, only where they are certain: "a
// 65-year-old woman", said of one patient. Relatives do not count; patients who differ make it unknown.
import type { Strata } from '../records/case.ts'

const units: Readonly<Record<string, number>> = { day: 365.25, week: 52.18, month: 12, year: 1 }
const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

const number = `\\d{1,3}(?:\\.\\d)?|(?:${tens.join('|')})(?:[- ](?:${ones.slice(1, 10).join('|')}))?|${ones.slice(1).join('|')}`
const agePattern = new RegExp(
  `(?<![\\d.,/–-])\\b(${number})(?:[- ]?|[- ]\\s?)(?:(year|month|week|day)s?|y)(?:[-/ ]+(?:of[- ])?(?:old|age)\\b|/o\\b|o\\b)` +
    `((?:[\\s,-]+[\\w'’-]+){0,8})`,
  'gi',
)
/** "A female patient aged 45 years". */
const agedPattern =
  /\b(woman|man|girl|boy|female|male|lady|gentleman)(?: patient| infant| child)?,? aged? (\d{1,3})(?: (year|month|week|day)s?)?\b/gi
/** "A female infant": one patient, whose age stands elsewhere or nowhere. */
const sexPattern =
  /\b(?:a|an|our|the|this) (?:[\w-]+ ){0,3}?(female|male) (?:patient|infant|neonate|newborn|baby|child|adolescent|preterm)\b/gi
/** Before an age these make it another's, or another time's. */
const elsewhere =
  /\b(?:his|her|their|whose|than|over|under|was|when|at|around|after|until|since|before|age of)\s+$|(?<!\b(?:woman|man|girl|boy|patient|male|female|lady|gentleman) )\($/i
const female = /\b(?:woman|female|girl|lady|wom[ae]n|primigravida|multigravida|gravida|housewife|nun)\b/i
const male = /\b(?:man|male|boy|gentleman)\b/i
const relative =
  /\b(?:mother|father|brother|sister|son|daughter|wife|husband|cousin|uncle|aunt|sibling|grand\w+|niece|nephew|donor|twin)\b/i

/** What the text says of one patient; "unknown" where it says nothing, or not one thing. */
export function patientIn(text: string): Pick<Strata, 'age' | 'sex'> {
  const mentions = [
    ...[...text.matchAll(agePattern)].flatMap((match) => ageMention(match, text)),
    ...[...text.matchAll(agedPattern)].flatMap(([, word = '', count = '', unit = 'year']) =>
      mention(count, unit, word),
    ),
  ]
  const ages = new Set(mentions.map(({ age }) => age))
  const named = mentions.map(({ sex }) => sex).filter((sex) => sex !== undefined)
  const alone = [...text.matchAll(sexPattern)].map(([, word]) => sexOf(word ?? ''))
  const sexes = new Set(named.length > 0 ? named : alone)
  const [age] = ages
  const [sex] = sexes
  return {
    age: ages.size === 1 && age !== undefined ? age : 'unknown',
    sex: sexes.size === 1 && sex !== undefined ? sex : 'unknown',
  }
}

interface Mention {
  readonly age: number
  readonly sex: 'female' | 'male' | undefined
}

function ageMention(match: RegExpMatchArray, text: string): Mention[] {
  const [, count = '', unit = 'year', after = ''] = match
  const before = text.slice(Math.max(0, (match.index ?? 0) - 40), match.index)
  if (elsewhere.test(before)) return []
  const clause = after.split(/[,;]|\b(?:with|who|whose|presented|was|had|and)\b/i)[0] ?? ''
  return relative.test(clause) ? [] : mention(count, unit, clause)
}

/** Years; fractions below 2 only, as ages are spoken. */
function mention(count: string, unit: string, words: string): Mention[] {
  const years = (numberOf(count) ?? Number.NaN) / (units[unit.toLowerCase()] ?? 1)
  if (!(years >= 0 && years <= 120)) return []
  return [{ age: years < 2 ? Math.round(years * 100) / 100 : Math.floor(years), sex: sexOf(words) }]
}

function sexOf(words: string): Mention['sex'] {
  return female.test(words) ? 'female' : male.test(words) ? 'male' : undefined
}

function numberOf(words: string): number | undefined {
  if (/^[\d.]+$/.test(words)) return Number(words)
  const [first = '', second] = words.toLowerCase().split(/[- ]/)
  const decade = tens.indexOf(first)
  if (decade === -1) return ones.indexOf(first) === -1 ? undefined : ones.indexOf(first)
  return (decade + 2) * 10 + (second === undefined ? 0 : ones.indexOf(second))
}
