// Spoken turns: who speaks, and which of the sentences ask instead of stating. A question states nothing,
// and neither does what a speaker asks somebody to do.
import type { Conversation } from '../records/conversation.ts'
import type { Setting } from './passage.ts'

const asksInOrder =
  /^(?:(?:and|so|okay|ok|alright|all right|now|um|uh|well|then|but|great|good|yeah|yes|right|um-hum|and then|hey|hi|perfect|excellent|sure|[\p{L}]{2,12}\s?,)\s?[,.]?\s*)*(?:do|does|did|are|is|were|was|have|has|had|can|could|would|will|any|anything|how|what|what's|when|where|which|who|why|tell me|let me know|how's|and any|no (?:fever|pain)s?\s?\?|or (?:any|do|are|have))\b(?!\s+a\s+(?:history|lot))/iu
const agreement = /[,.]?\s(?:okay|ok|all right|alright|sound good|sounds good|does that sound (?:good|okay|all right)|is that okay|you know|yeah|any questions|got it)\s?\?\s*$/i

/** Whether a spoken sentence asks. "…, okay?" only seeks agreement: it is a statement of a clinician. */
export function isQuestion(sentence: string, speaker: NonNullable<Setting['speaker']>): boolean {
  if (/\?\s*$/.test(sentence)) return !(speaker === 'clinician' && agreement.test(sentence))
  if (speaker !== 'clinician') return false
  return asksInOrder.test(sentence) && !/^(?:is|was|were|had|have|will|can)\s(?:normal|gonna)/i.test(sentence)
}

/** Who speaks a turn, by the participant's role; undefined for a device or somebody unknown. */
export function speakerOf(conversation: Conversation, speaker: string): NonNullable<Setting['speaker']> {
  const role = conversation.participants.find((participant) => participant.id === speaker)?.role
  if (role === 'patient') return 'patient'
  return role === 'family' ? 'family' : 'clinician'
}
