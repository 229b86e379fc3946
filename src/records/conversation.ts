// A conversation: numbered turns of several speakers about one case. Recorded ones are what the corpus
// recorded; told ones are a document retold by the rules author. Paper: section 2 and appendix C.1.
import { z } from 'zod'
import { withContentId } from '../kit/hash.ts'

export const speakerRoles = [
  'patient',
  'family',
  'physician',
  'nurse',
  'pharmacist',
  'radiologist',
  'laboratory',
  'other',
] as const

export const participantSchema = z
  .object({
    /** Key used in turns: "doctor_a", "patient". */
    id: z.string().min(1),
    role: z.enum(speakerRoles),
    /** Printed before each turn: "Doctor A", "Patient". */
    name: z.string().min(1),
  })
  .readonly()
export type Participant = z.infer<typeof participantSchema>

export const attachmentSchema = z
  .object({ kind: z.enum(['table', 'image']), id: z.string().min(1) })
  .readonly()
export type Attachment = z.infer<typeof attachmentSchema>

export const turnSchema = z
  .object({
    /** 1, 2, 3 … without gaps. */
    number: z.number().int().positive(),
    speaker: z.string().min(1),
    text: z.string().min(1),
    attachments: z.array(attachmentSchema).readonly(),
    /** Facts this turn states (their evidence stands in the case or in this very turn). */
    facts: z.array(z.string()).readonly(),
  })
  .readonly()
export type Turn = z.infer<typeof turnSchema>

export const conversationSchema = z
  .object({
    id: z.string(),
    caseId: z.string(),
    origin: z.enum(['recorded', 'told', 'simulated']),
    participants: z.array(participantSchema).readonly(),
    turns: z.array(turnSchema).readonly(),
  })
  .readonly()
export type Conversation = z.infer<typeof conversationSchema>

export function createConversation(content: Omit<Conversation, 'id'>): Conversation {
  return withContentId('conv', content)
}

/** The name a turn is printed under. */
export function speakerName(conversation: Pick<Conversation, 'participants'>, speaker: string): string {
  return conversation.participants.find((participant) => participant.id === speaker)?.name ?? speaker
}
