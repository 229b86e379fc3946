// Whether prose or speech says of a finding, in plain words, that the patient has it (or has it not) now: only
// then is it asked as a fact of the case. What is supposed, past, resolved, feared, asked, an example, or what a
// drug once did is left out. It errs towards "not plainly": a fact that is not asked costs one task of many.
import type { Conversation } from '../records/conversation.ts'
import type { ToldFact } from './material.ts'
import { normalise, says } from './mentions.ts'

/** How much around a finding is read where no full stop ends the sentence, as in transcripts of speech. */
const reach = { before: 150, after: 110 }

/** Possible, feared, looked for, to be prevented, or named as an example. */
const supposed =
  /\b(?:possib\w*|probab\w*|perhaps|maybe|may|might|could|would|if|unless|whether|until|in case|likely|suspect\w*|suspicio\w*|worr(?:y|ied|ies|isome|ying)|concern\w*|afraid|fears?|rul(?:e|ed|es|ing) out|differential|consider(?:ed|ing)?|risks?|side effects?|prevent\w*|avoid\w*|screen\w*|watch|look(?:ing)? for|not sure|unsure|seem(?:s|ed)?|sounds? like|looks? like|(?:i|we|they|you) (?:\w+ )?(?:think|thought|guess|believe)|things like|something (?:as|like)|anything (?:from|like)|hope|artifact|can (?:be|also|sometimes|cause|come|give|make|lead|get)|(?:caus\w+|signs?|symptoms?) of|help(?:s|ed|ing)? with|vaccin\w*|immuni[sz]\w*)\b|\bdoses? of\b/i

/** Over, or of another time: not what the patient has. */
const past =
  /\b(?:used to|in the past|resolved|subsided|abated|disappeared|went away|gone away|cleared(?: up)?|relieved|no longer|previous(?:ly)?|formerly|as a (?:child|kid)|in (?:early |late )?childhood|last (?:year|month|summer|winter|spring|fall|time)|(?:months?|years?|weeks?|days?) (?:ago|earlier|prior|before)|(?:episodes?|bouts?|attacks?) of|history of|caught|recovered)\b/i

/** A time that says since when, not until when. */
const since =
  /\b(?:diagnosed|start(?:ed|ing)?|began|begun|beginning|since|onset|noticed|first|develop\w*|for the (?:past|last)|over the (?:past|last))\b/i

/** What a substance did, told as its effect. */
const reaction =
  /\b(?:allerg\w+|reactions?|intoleran\w+|(?:after|when(?:ever)?|following) (?:\w+ ){0,2}(?:tak\w+|took|treatment|us(?:e|ing)))\b/i

/** Another person, in the words of a speaker. */
const relative =
  /\b(?:my|your|his|her|the) (?:mother|father|mom|mum|dad|brother|sister|son|daughter|wife|husband|partner|boyfriend|girlfriend|parents?|cousin|aunt|uncle|grand\w+|family)(?:['’]s)? (?:has|had|have|gets?|suffers?|was|is|died)\b/i

/** What a speaker asks or only brings up: "do you smoke" without a mark, "regarding alcohol". */
const asked =
  /\b(?:do|did|does|have|has|had|are|were|is|was|any|how about|what about) (?:you|your|he|she|they|there)\b|\b(?:regarding|with regards? to|in terms of|as for)\b/i

/** A denial that leaves room: of a part, for the moment, or not quite. */
const partly =
  /\b(?:except|other than|apart from|aside from|but|although|though|really|much|many|significant|recent(?:ly)?|currently|today|yet|any ?more|not as|improv\w*|remember|recall|know of|don['’]?t (?:think|know)|as before)\b/i

/** A disease is known for years; a symptom of years ago is not one of today. */
const lasting = new Set(['diagnosis'])

export function isPlainlyStated({ fact, turn }: ToldFact, conversation: Conversation): boolean {
  if (fact.status === 'resolved') return false
  if (fact.evidence.kind !== 'span' && fact.evidence.kind !== 'turn') return true
  const text = conversation.turns[turn - 1]?.text ?? ''
  const words = sentenceWith(text, fact.evidence.quote, fact.name)
  if (fact.evidence.kind === 'turn' && asked.test(words)) return false
  if (supposed.test(words) || relative.test(words) || words.endsWith('?')) return false
  if (fact.negated) return !partly.test(words)
  if (fact.evidence.kind === 'turn' && /\bany\b/i.test(words)) return false
  if (reaction.test(words) || asksForReaction(conversation, turn)) return false
  if (isAnsweredNo(conversation, fact.name)) return false
  if (fact.kind === 'history') return true
  if (lasting.has(fact.kind) && since.test(words)) return true
  return !past.test(words) || (since.test(words) && !ended.test(words))
}

/** Over for certain, whenever it began. */
const ended =
  /\b(?:used to|in the past|resolved|subsided|abated|disappeared|went away|gone away|cleared(?: up)?|relieved|no longer|formerly|recovered)\b/i

/** In a dialogue the question says what the answer is about: "What happens when you take it?" */
function asksForReaction(conversation: Conversation, turn: number): boolean {
  const [own, asked] = [conversation.turns[turn - 1], conversation.turns[turn - 2]]
  return (
    own !== undefined &&
    asked !== undefined &&
    own.speaker !== asked.speaker &&
    /\?/.test(asked.text) &&
    reaction.test(asked.text)
  )
}

/** Whether somebody asks for the finding and is told no: then the conversation says two things of it. */
function isAnsweredNo({ turns }: Conversation, name: string): boolean {
  const wanted = normalise(name)
  return turns.some((turn, index) => {
    const answer = turns[index + 1]?.text ?? ''
    return (
      /\?\s*$/.test(turn.text) &&
      says(normalise(turn.text), wanted) &&
      /^\W*(?:uh,?\s|um,?\s|well,?\s)?(?:no|not|nope|never)\b/i.test(answer)
    )
  })
}

/** The sentence that holds the evidence; a stretch of it where the speaker makes no stop. */
function sentenceWith(text: string, quote: string, name: string): string {
  const lower = text.toLowerCase()
  const quoted = Math.max(0, text.indexOf(quote))
  const named = lower.indexOf(name.toLowerCase(), quoted)
  const [from, to] = named < 0 ? [quoted, quoted + quote.length] : [named, named + name.length]
  const ends = [...text.matchAll(/[.?!](?=\s|$)|\n/g)].map((match) => match.index)
  const start = Math.max((ends.findLast((end) => end < from) ?? -1) + 1, from - reach.before)
  const end = Math.min((ends.find((at) => at >= to) ?? text.length) + 1, to + reach.after)
  return text.slice(start, end).trim()
}
