// A task: a multiple-choice question about one conversation, with everything needed to check it again.
// Its context is not copied text but a *view* of the conversation (edits, first and last turn, masked
// turns), which conversations/view.ts turns into what a reader sees. Paper: section 2, Figure 14.
import { z } from 'zod'
import { fiveClasses } from '../taxonomy/behavior.ts'
import { behaviorTokens } from '../taxonomy/behavior.ts'
import { taskTypeIds } from '../taxonomy/task-types.ts'
import { factKindSchema } from './statement.ts'
import { attachmentSchema } from './conversation.ts'
import { licenceSchema } from './case.ts'
import { withContentId } from '../kit/hash.ts'

/** A change to the conversation, given in its own turn numbers: how challenges are planted. */
export const editSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('replace'), turn: z.number().int().positive(), text: z.string().min(1) }),
    /** A new turn right after `turn` (0: before the first). Inserts at one place keep their order. */
    z.object({
      kind: z.literal('insert'),
      turn: z.number().int().nonnegative(),
      speaker: z.string().min(1),
      text: z.string().min(1),
      attachments: z.array(attachmentSchema).readonly().optional(),
    }),
    z.object({ kind: z.literal('remove'), turn: z.number().int().positive() }),
  ])
  .readonly()
export type Edit = z.infer<typeof editSchema>

/** What a reader of the task sees. Turn numbers are those after the edits (renumbered 1, 2, 3 …). */
export const viewSchema = z
  .object({
    edits: z.array(editSchema).readonly(),
    from: z.number().int().positive(),
    /** Nothing after this turn is shown: "at turn K" sees nothing after K. */
    to: z.number().int().positive(),
    /** Turns shown as "[turn not recorded]". */
    masked: z.array(z.number().int().positive()).readonly(),
  })
  .readonly()
export type View = z.infer<typeof viewSchema>

const subjectSchema = z
  .object({ kind: factKindSchema, name: z.string(), time: z.string().optional() })
  .readonly()

/**
 * What the question asks, for a machine: from this, the view and the case an independent checker decides
 * for each option whether it is right. Turn numbers are the view's.
 */
export const probeSchema = z
  .discriminatedUnion('kind', [
    /** The value which the shown turns state for the subject (options: values). */
    z.object({ kind: z.literal('value'), subject: subjectSchema }),
    /** The order of the events in time (options: labels joined by " → "); facts in the order of `labels`. */
    z.object({
      kind: z.literal('sequence'),
      labels: z.array(z.string()).readonly(),
      facts: z.array(z.string()).readonly(),
    }),
    /** The finding that the shown turns affirm, or deny, of the patient (options: findings). */
    z.object({
      kind: z.literal('stated'),
      polarity: z.enum(['affirmed', 'denied']),
      about: z.string().optional(),
    }),
    /** The reason stated for a decision, order or diagnosis (options: reasons). */
    z.object({ kind: z.literal('reason'), subject: subjectSchema }),
    /** How the subject changed between two turns (options: descriptions of a change). */
    z.object({
      kind: z.literal('change'),
      subject: subjectSchema,
      earlier: z.number().int().positive(),
      later: z.number().int().positive(),
    }),
    /** What the masked turn said (options: texts of turns). */
    z.object({ kind: z.literal('masked_turn'), turn: z.number().int().positive() }),
    /** What the clinicians really did next, after the view ends (options: actions). */
    z.object({ kind: z.literal('next_action') }),
    /** What, if anything, must be raised (options: concerns, one of them "nothing to raise"). */
    z.object({ kind: z.literal('concern') }),
    /** The corpus's own key: `label` is the index in the case's labels. */
    z.object({ kind: z.literal('keyed'), label: z.number().int().nonnegative() }),
  ])
  .readonly()
export type Probe = z.infer<typeof probeSchema>

/** A fault put into the case on purpose, or found there by the corpus's annotators. */
export const challengeSchema = z
  .object({
    kind: z.enum(['error', 'conflict', 'omission']),
    /** Which rule planted it, or which corpus labelled it. */
    rule: z.string(),
    origin: z.enum(['planted', 'labelled']),
    /** injected: speaking is right. near_miss, handled: silence is right. */
    member: z.enum(['injected', 'near_miss', 'handled']),
    /** Shared by the members of one triple. */
    triple: z.string(),
    /** The words that make it (wrong or harmless), and what would be right in their place. */
    planted: z.string().optional(),
    truth: z.string().optional(),
    /** The row of the knowledge base by which it is a fault: "interactions:warfarin-nsaids". */
    knowledge: z.string().optional(),
  })
  .readonly()
export type Challenge = z.infer<typeof challengeSchema>

export const letters = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export type Letter = (typeof letters)[number]
export const letterSchema = z.enum(letters)

export const optionSchema = z.object({ letter: letterSchema, text: z.string().min(1) }).readonly()
export type Option = z.infer<typeof optionSchema>

export const behaviorSchema = z
  .object({
    score: z.number().min(0).max(1),
    class: z.enum(fiveClasses),
    token: z.enum(behaviorTokens),
    /** Which stated rule gave the score. */
    reason: z.string().min(1),
  })
  .readonly()

export const taskSchema = z
  .object({
    id: z.string(),
    caseId: z.string(),
    conversationId: z.string(),
    type: z.enum(taskTypeIds),
    /** Which question form of the type. */
    form: z.string().min(1),
    author: z.enum(['rules', 'llm']),
    view: viewSchema,
    question: z.string().min(1),
    options: z.array(optionSchema).min(4).max(6).readonly(),
    gold: letterSchema,
    rationale: z.string().min(1),
    probe: probeSchema,
    /** Facts and shown turns the answer rests on. */
    facts: z.array(z.string()).readonly(),
    turns: z.array(z.number().int().positive()).readonly(),
    behavior: behaviorSchema,
    complexity: z.enum(['intermediate', 'advanced']),
    challenge: challengeSchema.optional(),
    /** Index of the corpus's label in the case's labels, where the task carries one. */
    label: z.number().int().nonnegative().optional(),
    /** Name of the source and of the corpus, for tables and licences. */
    source: z.string(),
    corpus: z.string(),
    licence: licenceSchema,
    /** Names of the checks it passed, in the order they ran. */
    checks: z.array(z.string()).readonly(),
  })
  .readonly()
export type Task = z.infer<typeof taskSchema>

/** A task under the hash of what a reader is asked: not of the checks it passed. */
export function createTask(content: Omit<Task, 'id'>): Task {
  const { checks: _, ...asked } = content
  return { id: withContentId('task', asked).id, ...content }
}

export function goldOption(task: Pick<Task, 'options' | 'gold'>): Option {
  return task.options.find((option) => option.letter === task.gold) as Option
}
