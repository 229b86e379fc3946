// Laboratory results in prose: analyte, value, unit, reference range; or analyte and a word ("CRP was
// elevated"); or a test that is ordered. A number without a unit counts only where the analyte has none or
// the words tie the two together ("INR of 2.1").
import type { Range, Statement } from '../records/statement.ts'
import { isPureNumber, unitFits } from './laboratory-lexicon.ts'
import { numberSource, toNumber, unitSource } from './measures.ts'
import type { Mention } from './lexicon.ts'
import { isOrdered } from './orders.ts'
import { type Draft, type Passage, type Topic, after, before, contextAt, stated } from './passage.ts'

const change =
  '(?:was|is|were|are|of|at|to|:|=|-|–|being|measured|increased|decreased|elevated|raised|rose|fell|dropped|improved|low|high|normal|slightly|markedly|significantly|mildly|still|only|further|also|reached|found|noted|reported|came|back|it was|peaked|stable|trended|up|down|approximately|about|around|from|with|a|an|value|values|level|levels|count|counts|concentration|concentrations|result|titer|titre|today|on admission|currently|initially)'
const resultPattern = new RegExp(
  `^[+-]?(?:\\s?\\((?:[A-Za-z][\\w-]{1,11}[+-]?)\\))?(?<link>(?:[\\s,]*${change}(?![\\p{L}])){0,7})[\\s,]*(?<open>[(\\[]\\s?)?(?<comparator>[<>≤≥~]|less than|greater than|more than|over|below|above)?\\s?(?<value>${numberSource})(?!\\d|\\s?(?:/|-|–|to)\\s?\\d{1,4}(?:/|\\b(?!\\s?(?:${unitSource}))))\\s?(?<unit>${unitSource})?`,
  'iu',
)
const rangePattern = new RegExp(
  `^\\s?[,;]?\\s?[(\\[]?\\s?(?:(?:normal|reference|ref\\.?|nl|NR|N)(?:\\s(?:range|value|values|interval|limits?|level))?s?\\s?[:=,]?\\s?)?(?:of\\s)?(?:(?<low>${numberSource})\\s?(?:-|–|—|to|~)\\s?(?<high>${numberSource})|(?<bound>[<>≤≥])\\s?(?<limit>${numberSource}))\\s?(?:${unitSource})?\\s?[)\\]]`,
  'iu',
)
const wordBefore =
  /\b(?:(?<high>elevated|raised|increased|high|markedly elevated|elevation (?:of|in)|rise in)|(?<low>low|decreased|reduced|depressed)|(?<normal>normal|unremarkable))\s(?:serum\s|plasma\s|blood\s|levels? of\s|the\s)*$/i
const wordAfter =
  /^\s?(?:levels?|counts?|concentrations?|titers?|results?|tests?|values?)?\s?(?:\([A-Za-z-]{1,8}\)\s)?(?:was|were|is|are|came back|remained|:|-)\s?(?:all |also |found to be |noted to be |within |mildly |slightly |markedly |significantly |strongly |completely |still |quite |a little |a bit |very |extremely |essentially )*(?:(?<high>elevated|raised|increased|high)|(?<low>low|decreased|reduced)|(?<normal>normal(?: limits)?|unremarkable|within normal limits)|(?<abnormal>abnormal)|(?<qualitative>negative|positive|non-?reactive|reactive|undetectable))\b/i

export function laboratoryOf(passage: Passage): Draft[] {
  return passage.mentions.flatMap((mention) => {
    const { category } = mention.term
    if (category !== 'analyte' && category !== 'laboratoryTest') return []
    const draft =
      (category === 'analyte' ? measured(passage, mention) : undefined) ??
      described(passage, mention) ??
      ordered(passage, mention)
    return draft === undefined ? [] : [draft]
  })
}

function measured(passage: Passage, mention: Mention<Topic>): Draft | undefined {
  const match = resultPattern.exec(after(passage, mention.end, 120))
  if (match?.groups === undefined) return undefined
  // "A and B were 40 and 60, respectively": the number that follows a name is not always its own.
  if (/\brespectively\b/i.test(passage.text.slice(mention.end, passage.end))) return undefined
  const { link = '', comparator, value = '', open } = match.groups
  const unit = match.groups['unit']?.trim()
  const { name } = mention.term
  const rest = after(passage, mention.end + match[0].length, 80)
  if (unit === undefined) {
    const tied = /\b(?:of|was|is|to|at|were|are)\b|[:=]/.test(link) || open !== undefined
    const other =
      /^\s?(?:[\p{L}°]|-\s?(?:year|month|week|day|hour|fold)|\/|%)/iu.test(rest) &&
      !/^\s?(?:and|with|on|in|at|which|but|from|today|last|compared|as|,|g\b|mg\b|pg\b)/i.test(rest)
    if (!tied || other || /^(?:19|20)\d{2}$/.test(value)) return undefined
    if (mention.end - mention.start <= 2 && !/[:=]|of|was/.test(link)) return undefined
  } else if (!unitFits(name, unit)) return undefined
  if (
    isPureNumber(name) &&
    unit === undefined &&
    name === 'ph' &&
    !(toNumber(value) >= 4 && toNumber(value) <= 9)
  )
    return undefined
  if (/\bfrom\s*$/i.test(link.trim())) return undefined
  // a titre ("1:40") is no number
  if (unit === undefined && /^\s?:\s?\d/.test(rest)) return undefined
  let end = mention.end + match[0].length
  const range = unit === undefined && open !== undefined ? null : rangePattern.exec(rest)
  if (range !== null) end += range[0].length
  else if (open !== undefined && /^\s?[)\]]/.test(rest)) end += (/^\s?[)\]]/.exec(rest)?.[0] ?? '').length
  while (/\s/.test(passage.text[end - 1] as string)) end--
  const interpretation =
    levelOf(wordBefore.exec(before(passage, mention.start))?.groups) ?? levelOf(levelIn(link))
  const context = contextAt(passage, mention.start, mention.end)
  if (context.hypothetical && /\bif\b|\brisk\b|criteria/i.test(before(passage, mention.start, 80)))
    return undefined
  return {
    start: mention.start,
    end,
    statement: {
      kind: 'lab',
      name,
      value: toNumber(value),
      ...(unit === undefined ? {} : { unit }),
      ...(comparator === undefined ? {} : { comparator: comparatorOf(comparator) }),
      ...(range?.groups === undefined ? {} : { range: rangeOf(range[0].trim(), range.groups) }),
      ...(interpretation === undefined ? {} : { interpretation }),
      ...stated(passage, context, { start: mention.start, end }),
      negated: false,
      certainty: 'certain',
    },
  }
}

function described(passage: Passage, mention: Mention<Topic>): Draft | undefined {
  const following = wordAfter.exec(after(passage, mention.end))
  const preceding = following === null ? wordBefore.exec(before(passage, mention.start)) : null
  const groups = (following ?? preceding)?.groups
  if (groups === undefined) return undefined
  const next = after(passage, mention.end, 20)
  if (
    preceding !== null &&
    /^\s?(?:diet|intake|saline|infusion|supplement|channel|gradient|drip|medication|medicine)/i.test(next)
  )
    return undefined
  // "get some normal blood work": an order, not a result
  if (isOrdered(passage, mention.start) !== undefined) return undefined
  if (
    preceding !== null &&
    mention.term.name === 'glucose' &&
    /high blood sugar/i.test(before(passage, mention.end, 20)) &&
    passage.setting.speaker !== undefined
  )
    return undefined
  const start = preceding === null ? mention.start : mention.start - preceding[0].length
  const end = following === null ? mention.end : mention.end + following[0].length
  const context = contextAt(passage, mention.start, mention.end)
  const qualitative = groups['qualitative']
  if (context.hypothetical || (context.negated && qualitative === undefined)) return undefined
  const interpretation = levelOf(groups)
  return {
    start,
    end,
    statement: {
      kind: 'lab',
      name: mention.term.name,
      ...(qualitative === undefined ? {} : { value: qualitative.toLowerCase() }),
      ...(interpretation === undefined ? {} : { interpretation }),
      ...stated(passage, context, { start, end }),
      negated: false,
      certainty: 'certain',
    },
  }
}

function ordered(passage: Passage, mention: Mention<Topic>): Draft | undefined {
  const order = isOrdered(passage, mention.start)
  if (
    order === undefined ||
    /counter|supplement|tablets?|pills?|diet\b|to be (?:bought|taken)/i.test(after(passage, mention.end, 50))
  )
    return undefined
  return {
    start: order,
    end: mention.end,
    statement: {
      kind: 'lab',
      name: mention.term.name,
      status: 'ordered',
      negated: false,
      experiencer: 'patient',
      certainty: 'certain',
    },
  }
}

type Groups = Readonly<Record<string, string | undefined>>

function levelOf(groups: Groups | undefined): Statement['interpretation'] {
  if (groups === undefined) return undefined
  return (['high', 'low', 'normal', 'abnormal'] as const).find((level) => groups[level] !== undefined)
}

function levelIn(link: string): Groups {
  return {
    high: /\b(?:elevated|raised|high)\b/i.exec(link)?.[0],
    low: /\blow\b/i.exec(link)?.[0],
    normal: /\bnormal\b/i.exec(link)?.[0],
  }
}

export function comparatorOf(written: string): NonNullable<Statement['comparator']> {
  const table = { '<': '<', '>': '>', '≤': '<=', '≥': '>=', '~': '~' } as const
  if (written in table) return table[written as keyof typeof table]
  return /less|below/i.test(written) ? '<' : '>'
}

/** A range with its text as printed, brackets aside. */
export function rangeOf(text: string, groups: Groups): Range {
  const { low, high, bound, limit } = groups
  const printed = text.replaceAll(/^[\s,;]*[([]?|[)\]]?$/g, '').trim()
  if (low !== undefined && high !== undefined)
    return { low: toNumber(low), high: toNumber(high), text: printed }
  if (limit === undefined) return { text: printed }
  return bound === '<' || bound === '≤'
    ? { high: toNumber(limit), text: printed }
    : { low: toNumber(limit), text: printed }
}
