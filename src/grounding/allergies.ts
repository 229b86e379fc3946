// Allergies: to what, with which reaction; and that there are none.
import type { Statement } from '../records/statement.ts'
import { type Draft, type Passage, contextAt } from './passage.ts'

const none =
  /\b(?:no (?:known )?(?:drug |medication |food |other )*allerg(?:y|ies)(?: to (?:medications?|drugs?|any medications?))?|NKDA|NKA|(?:denies|denied) (?:any )?(?:known )?(?:drug |medication |food )*allergies|not allergic to (?:any(?:thing| medications?| drugs?)?))\b/gi
const unrelated = /\b(?:seasonal|environmental|pollen|dust|allergy (?:test|clinic|shot|medic|season|doctor))/i
const substances =
  /^(?:penicillins?|sulfa(?: drugs?)?|sulfonamides?|aspirin|latex|peanuts?|shellfish|eggs?|milk|soy|iodine|contrast(?: (?:dye|media))?|nuts?|tree nuts|bee stings?|codeine|morphine|nsaids?|strawberr(?:y|ies)|dust mites?|pollen|cats?|dogs?|adhesive|tape|wheat|fish|prawns?|shrimp|bees?|grass|mold|cephalosporins?|tetanus)\b/i
const to = /\b(?:allerg(?:ic|y|ies)(?: reactions?)?|anaphylaxis|hypersensitivity)\s(?:to|:)\s?/gi

export function allergiesOf(passage: Passage): Draft[] {
  const sentence = passage.text.slice(passage.start, passage.end)
  if (!/allerg|anaphyla|hypersens|NKD?A/i.test(sentence) && !/allerg/.test(passage.setting.heading)) return []
  const drafts: Draft[] = []
  const seen = new Set<number>()
  const add = (start: number, end: number, name: string, extra: Partial<Statement> = {}): void => {
    const context = contextAt(passage, start, end)
    if (context.hypothetical && !/allerg/.test(passage.setting.heading)) return
    drafts.push({
      start: extra.negated === undefined && context.negated ? Math.min(start, context.start) : start,
      end,
      statement: {
        kind: 'allergy',
        name,
        experiencer: context.experiencer,
        certainty: context.certainty,
        negated: context.negated,
        ...extra,
      },
    })
  }
  for (const match of sentence.matchAll(none)) {
    const following = sentence.slice(match.index + match[0].length, match.index + match[0].length + 20)
    if (
      /^\s(?:to|except|other than|symptoms?|tests?|testing)\b/.test(following) ||
      (/^no (?:food )?allergies? (?:to )/.test(match[0]) && /penic|sulf/i.test(following))
    )
      continue
    if (unrelated.test(match[0])) continue
    const start = passage.start + match.index
    add(start, start + match[0].length, /food/.test(match[0]) ? 'food' : 'drug', {
      negated: true,
      experiencer: 'patient',
      certainty: 'certain',
    })
  }
  for (const match of sentence.matchAll(to)) {
    const at = match.index + match[0].length
    for (const item of listedFrom(passage, passage.start + at)) {
      if (seen.has(item.start)) continue
      seen.add(item.start)
      add(passage.start + match.index, item.end, item.name, reactionOf(passage, item.end))
    }
  }
  // "penicillin allergy", "history of peanut allergy"
  for (const match of sentence.matchAll(
    /\b([\p{L}-]+)\s(?:allergy|allergies|hypersensitivity|anaphylaxis)\b(?!\sto\b)/giu,
  )) {
    const name = substanceAt(passage, passage.start + match.index)
    if (name === undefined || seen.has(passage.start + match.index)) continue
    add(passage.start + match.index, passage.start + match.index + match[0].length, name.name)
  }
  return drafts
}

/** Substances from a place on: "penicillin, sulfa and latex". */
function listedFrom(passage: Passage, from: number): { name: string; start: number; end: number }[] {
  const items: { name: string; start: number; end: number }[] = []
  let at = from
  while (items.length < 8) {
    const skip =
      /^(?:\s|,|and\b|or\b|the\b|some\b|all\b|both\b)*/i.exec(
        passage.text.slice(at, Math.min(passage.end, at + 20)),
      )?.[0].length ?? 0
    const substance = substanceAt(passage, at + skip)
    if (substance === undefined) break
    items.push({ ...substance, start: at + skip })
    at = substance.end
  }
  return items
}

function substanceAt(passage: Passage, at: number): { name: string; end: number } | undefined {
  const mention = passage.mentions.find((mention) => mention.start === at)
  if (mention !== undefined && mention.term.category.startsWith('medication'))
    return { name: mention.term.name, end: mention.end }
  const match = substances.exec(passage.text.slice(at, Math.min(passage.end, at + 30)))
  if (match === null) return undefined
  const singular = match[0]
    .toLowerCase()
    .replace(/ies$/, 'y')
    .replace(/(?<=[^s])s$/, '')
  return { name: singular, end: at + match[0].length }
}

/** The reaction, as the value: "allergic to penicillin (rash)", "which causes hives". */
function reactionOf(passage: Passage, from: number): Partial<Statement> {
  const following = passage.text.slice(from, Math.min(passage.end, from + 50))
  const match =
    /^\s?(?:\(|,?\s?(?:which causes?|causing|with|reaction:?|resulting in)\s)((?:a\s)?[\p{L} ]{3,25})\)?/iu.exec(
      following,
    )
  const start = match === null ? 0 : from + match[0].length
  if (match === null || !passage.mentions.some((mention) => mention.start >= from && mention.end <= start))
    return {}
  return { value: (match[1] as string).trim() }
}
