// Decisions with a stated reason: "was started on heparin because of a thrombus". The reason is a clause of
// the text, word for word; a decision without one is no decision here.
import { type Draft, type Passage, contextAt, stated } from './passage.ts'

const verbs: readonly (readonly [RegExp, string])[] = [
  [/\b(?:started|initiated|commenced|begun|began|placed)\b/i, 'start'],
  [/\b(?:discontinued|stopped|withdrawn|ceased)\b/i, 'stop'],
  [/\b(?:held|withheld)\b/i, 'hold'],
  [/\b(?:switched|changed|converted)\b/i, 'switch to'],
  [/\b(?:increased|escalated)\b/i, 'increase'],
  [/\b(?:reduced|decreased|tapered)\b/i, 'reduce'],
  [/\b(?:administered|given|received|treated|prescribed)\b/i, 'give'],
  [/\b(?:performed|underwent|undertaken|carried out|proceeded)\b/i, 'perform'],
  [/\b(?:ordered|obtained|requested)\b/i, 'order'],
  [/\bintubated\b/i, 'intubate'],
  [/\b(?:admitted|hospitali[sz]ed)\b/i, 'admit'],
  [/\b(?:transferred|referred)\b/i, 'transfer'],
  [/\b(?:decided|elected|opted|chose|chosen)\b/i, 'decide'],
]
const reasonMarker =
  /,?\s(?:because of|because|due to|owing to|in view of|in light of|given (?=(?:the|his|her|a|an|persistent|concern|high|that|its|their)\b)|for (?=suspected|presumed|possible|probable|concern|persistent|worsening|further (?:evaluation|management|investigation|workup|work-up|treatment))|on suspicion of|as (?=(?:he|she|the patient|there) (?:was|had|were))|since (?=(?:he|she|the patient|there) (?:was|had|were)))\s?/i
const leading = /^(?:because of|due to|owing to|in view of|in light of|given)\s([^,;]{8,160}),\s/i

export function decisionsOf(passage: Passage): Draft[] {
  const sentence = passage.text.slice(passage.start, passage.end)
  // a series of patients, not this one
  if (/\b(?:patients|cases|women|men|children)\s(?:were|are|had|have|with)\b/i.test(sentence)) return []
  if (passage.setting.speaker === 'patient' || passage.setting.speaker === 'family') return []
  const marker = reasonMarker.exec(sentence)
  const front = leading.exec(sentence)
  if (front !== null) {
    const reason = { start: sentence.indexOf(front[1] as string, 0), text: (front[1] as string).trim() }
    const body = { start: front[0].length, end: clauseLength(sentence, front[0].length) }
    return draftOf(passage, body, reason, true)
  }
  if (marker === null || marker.index < 8) return []
  const from = marker.index + marker[0].length
  const to = clauseLength(sentence, from)
  return draftOf(
    passage,
    { start: clauseStart(sentence, marker.index), end: marker.index },
    { start: from, text: sentence.slice(from, to) },
    false,
  )
}

function draftOf(
  passage: Passage,
  body: { start: number; end: number },
  reason: { start: number; text: string },
  reasonFirst: boolean,
): Draft[] {
  const sentence = passage.text.slice(passage.start, passage.end)
  const clause = sentence.slice(body.start, body.end)
  const verb = verbs
    .map(([pattern, name]) => ({ name, match: pattern.exec(clause) }))
    .filter((found) => found.match !== null)
    .sort((a, b) => (b.match as RegExpExecArray).index - (a.match as RegExpExecArray).index)[0]
  if (verb?.match == null || reason.text.trim().length < 4 || unbalanced(reason.text)) return []
  // the reason belongs to the last verb before it: nothing else may happen in between
  if (
    !reasonFirst &&
    /[()]|\b(?:was|were|is|showed|revealed|had|has|which|who)\b/i.test(
      clause.slice(verb.match.index + verb.match[0].length),
    )
  )
    return []
  const verbAt = passage.start + body.start + verb.match.index
  if (
    /\b(?:not|never|n't|if|should|would|could|may|will|might)\s(?:probably\s|likely\s)?(?:be\s|have\s|been\s)?$/i.test(
      passage.text.slice(Math.max(passage.start, verbAt - 28), verbAt),
    )
  )
    return []
  const objects = passage.mentions.filter(
    (mention) =>
      /^(?:medication|medicationClass|procedure|imaging)$/.test(mention.term.category) &&
      mention.start >= passage.start + body.start &&
      mention.end <= passage.start + body.end,
  )
  const object = objects.find((mention) => mention.start > verbAt) ?? objects.at(-1)
  const bare = /^(?:intubate|admit|transfer)$/.test(verb.name)
  const decided =
    verb.name === 'decide'
      ? /\b(?:decided|elected|opted|chose|chosen)\s(?:to|for|against|on)\s(.{6,120})$/i.exec(clause)
      : null
  if (object === undefined && !bare && decided === null) return []
  if (object !== undefined && contextAt(passage, object.start, object.end).hypothetical) return []
  const reasonStart = passage.start + reason.start
  const reasonText = reason.text.replace(/[\s.,;:]+$/, '').replace(/\s\((?:Fig|Table|figure)[^)]*\)$/i, '')
  const reasonEnd = reasonStart + reasonText.length
  const start = reasonFirst
    ? passage.start + (leading.exec(sentence)?.index ?? 0)
    : passage.start + body.start + firstWord(clause)
  let end = reasonFirst ? passage.start + body.end : reasonEnd
  while (/[\s.,;:]/.test(passage.text[end - 1] as string)) end--
  if (decided !== null && object !== undefined) return []
  const name = decided !== null ? 'decide' : bare ? verb.name : `${verb.name} ${object?.term.name ?? ''}`
  const time = stated(passage, contextAt(passage, start, end), { start: verbAt, end: verbAt }).time
  return [
    {
      start,
      end,
      statement: {
        kind: 'decision',
        name,
        ...(decided === null ? {} : { value: (decided[1] as string).trim() }),
        reason: reasonText,
        negated: false,
        experiencer: 'patient',
        certainty: 'certain',
        ...(time === undefined ? {} : { time }),
      },
    },
  ]
}

function unbalanced(text: string): boolean {
  return text.split('(').length !== text.split(')').length
}

function firstWord(clause: string): number {
  return /^(?:[\s,;]|and\b|but\b|so\b|then\b)*/i.exec(clause)?.[0].length ?? 0
}

/** Where the clause that ends at `end` begins: after the last semicolon or ", and". */
function clauseStart(sentence: string, end: number): number {
  const breaks = [...sentence.slice(0, end).matchAll(/;\s|,\s(?:and|but|so)\s/gi)]
  const last = breaks.at(-1)
  return last === undefined ? 0 : last.index + 1
}

/** Where the clause from `from` ends: before ";", ", and he/she/the …", ", but", or the sentence's end. */
function clauseLength(sentence: string, from: number): number {
  const turn =
    /;\s|,?\s(?:and|but|while)\s(?:he|she|the patient|was|were|then|we|a|an|start|started|underwent|received|had|has|referred|admitted|transferred|continued)\b|,\s(?:but|with|which|after|followed|and)\s|\.\s/i.exec(
      sentence.slice(from),
    )
  return turn === null ? sentence.length : from + turn.index
}
