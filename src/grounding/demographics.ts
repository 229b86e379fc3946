// Age and sex, as case descriptions introduce the patient ("a 24-year-old woman", "58 y/o M").
import { type Draft, type Passage } from './passage.ts'

const introduction =
  /\b(\d{1,3})[\s-]*(years?|yrs?|months?|weeks?|days?|hours?|y)(?:[\s-]*old|\/o|\.?o\.?\b|[\s-]of[\s-]age)?(?![\p{L}\p{N}])(?:((?:[\s,-]+(?!and\b|with\b|who\b|was\b|presents?\b|had\b|woman\b|man\b|male\b|female\b|boy\b|girl\b)[\p{L}-]{2,20}){0,6})[\s,-]+(woman|female|lady|girl|man|male|gentleman|boy|M|F)\b)?/giu
const spoken = /\b(?:i'?m|i am|patient is|he is|she is)\s+(?:a\s+)?(\d{1,3})\s+years?\s+old\b/gi
const relative =
  /\b(?:mother|father|brother|sister|son|daughter|wife|husband|aunt|uncle|cousin|sibling|twin|grand\w+|child(?:ren)?|mom|dad|donor|friend|partner)\b/i
const female = /^(?:woman|female|lady|girl|f)$/i

export function demographicsOf(passage: Passage): Draft[] {
  const sentence = passage.text.slice(passage.start, passage.end)
  if (/family/.test(passage.setting.heading)) return []
  const drafts: Draft[] = []
  for (const match of sentence.matchAll(introduction)) {
    const [whole, number = '', unit = '', between = '', noun] = match
    const ageLength = noun === undefined ? whole.length : whole.length - between.length - noun.length
    const old = /old|\/o|y\.?o|of[\s-]age/i.test(whole)
    const before = sentence.slice(Math.max(0, match.index - 40), match.index)
    if (
      !old ||
      /(?:month|year|week)s?[\s-]*(?:and\s)?$/i.test(before) ||
      relative.test(between) ||
      relative.test(before) ||
      relative.test(sentence.slice(match.index + whole.length, match.index + whole.length + 25))
    )
      continue
    if (
      /\b(?:until|when|since|at|by|age|history|ago|was|scar|injury|of a)\s*$/i.test(before) &&
      noun === undefined &&
      !/\b(?:he|she|patient|i) (?:is|was)\s*$/i.test(before)
    )
      continue
    if (/^(?:ago|prior|later|history|before)/i.test(between.trim())) continue
    if (/^\s*(?:history|stroke|fracture|injury)/i.test(between)) continue
    const value = Number(number)
    const years = /^y/i.test(unit)
    if (years ? value > 120 : value > 400) continue
    const start = passage.start + match.index
    let ageEnd = start + ageLength
    while (/[\s,-]/.test(passage.text[ageEnd - 1] as string)) ageEnd--
    const common = { negated: false, experiencer: 'patient', certainty: 'certain' } as const
    drafts.push({
      start,
      end: ageEnd,
      statement: { kind: 'demographic', name: 'age', value, unit: ageUnit(unit), ...common },
    })
    if (noun !== undefined)
      drafts.push({
        start,
        end: start + whole.length,
        statement: {
          kind: 'demographic',
          name: 'sex',
          value: female.test(noun) ? 'female' : 'male',
          ...common,
        },
      })
  }
  for (const match of sentence.matchAll(spoken)) {
    if (drafts.length > 0 || passage.setting.speaker === 'clinician') continue
    drafts.push({
      start: passage.start + match.index,
      end: passage.start + match.index + match[0].length,
      statement: {
        kind: 'demographic',
        name: 'age',
        value: Number(match[1]),
        unit: 'years',
        negated: false,
        experiencer: 'patient',
        certainty: 'certain',
      },
    })
  }
  return drafts
}

function ageUnit(unit: string): string {
  const initial = unit.toLowerCase()
  return initial.startsWith('y')
    ? 'years'
    : initial.startsWith('mo')
      ? 'months'
      : initial.startsWith('w')
        ? 'weeks'
        : initial.startsWith('d')
          ? 'days'
          : 'hours'
}
