// Spoken turns: who speaks, and which of the sentences ask instead of stating. A question states nothing,
// and neither does what a speaker asks somebody to do.
import type { Conversation } from '../records/conversation.ts'
import type { Setting } from './passage.ts'
import { type Sentence, sentencesOf } from './sentences.ts'

const asksInOrder =
  /^(?:(?:and|so|okay|ok|alright|all right|now|um|uh|well|then|but|great|good|yeah|yes|right|um-hum|and then|hey|hi|perfect|excellent|sure|[\p{L}]{2,12}\s?,)\s?[,.]?\s*)*(?:do|does|did|are|is|were|was|have|has|had|can|could|would|will|any|anything|how (?:is|are|was|were|do|did|does|long|often|much|many|about|bad|severe|has|have)|what (?!i\b|we\b|you\b)|what's|where|which|who|why|when (?:did|was|is|do|does|were|have)|tell me|let me know|how's|and any|no (?:fever|pain)s?\s?\?|or (?:any|do|are|have))\b(?!\s+a\s+(?:history|lot))/iu
const agreement =
  /[,.]?\s(?:okay|ok|all right|alright|sound good|sounds good|does that sound (?:good|okay|all right)|is that okay|you know|yeah|any questions|got it)\s?\?\s*$/i

/** Words that begin a new utterance where a transcript has no punctuation. */
const beginnings =
  /\s(?=(?:so|okay|ok|alright|all right|now|but|because|and (?:i|you|we|then|so|are|do|have|is|any)|(?:do|are|have|did|were|can) (?:you|your)|how (?:are|do|is|long|often|about)|what (?:are|do|is|kind)|i'm|i am|i wanna|i want|let's|we'll|you know|otherwise|on your|for your)\s)/gi

/** Utterances of a turn: its sentences, the long ones parted where speech begins anew. */
export function utterancesOf(text: string): Sentence[] {
  return sentencesOf(text).flatMap(({ start, end }) => {
    if (end - start < 120) return [{ start, end }]
    const parts: Sentence[] = []
    let from = start
    for (const match of text.slice(start, end).matchAll(beginnings)) {
      const at = start + match.index
      if (at - from < 25) continue
      parts.push({ start: from, end: at })
      from = at + 1
    }
    return [...parts, { start: from, end }].filter((part) => part.end > part.start)
  })
}

/** Whether a spoken sentence asks. "…, okay?" only seeks agreement: it is a statement of a clinician. */
export function isQuestion(sentence: string, speaker: NonNullable<Setting['speaker']>): boolean {
  if (/\?\s*$/.test(sentence)) return !(speaker === 'clinician' && agreement.test(sentence))
  if (speaker !== 'clinician')
    return /^(?:(?:so|okay|and|alright|now)\s)*(?:how (?:severe|long|often|much|are|do|is)|what (?:is|are|do|does|about|kind|kinds|makes|other|else)|(?:do|are|have|did) you|where (?:is|are|do))\b/i.test(
      sentence,
    )
  return asksInOrder.test(sentence) && !/^(?:is|was|were|had|have|will|can)\s(?:normal|gonna)/i.test(sentence)
}

/** Who speaks a turn, by the participant's role; undefined for a device or somebody unknown. */
export function speakerOf(conversation: Conversation, speaker: string): NonNullable<Setting['speaker']> {
  const role = conversation.participants.find((participant) => participant.id === speaker)?.role
  if (role === 'patient') return 'patient'
  return role === 'family' ? 'family' : 'clinician'
}
