// Labels: ground truth that the corpus's own annotators, physicians or rules wrote. We never infer one.
// Turn numbers in labels are the numbers of the case's recorded conversation (1-based).
import { z } from 'zod'
import type { Fact } from './fact.ts'

/** MEDEC: one sentence of the note is wrong, with its correction; or the note was checked and is right. */
const errorLabel = z.object({
  kind: z.literal('error'),
  present: z.boolean(),
  /** diagnosis, management, treatment, pharmacotherapy, causalOrganism … */
  errorType: z.string().optional(),
  section: z.string().optional(),
  /** Span of the wrong sentence in the section's text. */
  start: z.number().int().optional(),
  end: z.number().int().optional(),
  sentence: z.string().optional(),
  correction: z.string().optional(),
})

/** MEDIQA-OE: an order given in a dialogue. */
const orderLabel = z.object({
  kind: z.literal('order'),
  orderType: z.enum(['medication', 'lab', 'imaging', 'followup', 'procedure', 'referral', 'other']),
  description: z.string(),
  reason: z.string().optional(),
  turns: z.array(z.number().int().positive()).readonly(),
})

/** CDS Hooks: the card that the rule's authors expect; `present: false` where they expect silence. */
const cardLabel = z.object({
  kind: z.literal('card'),
  present: z.boolean(),
  rule: z.string(),
  hook: z.string(),
  indicator: z.enum(['info', 'warning', 'critical']).optional(),
  summary: z.string().optional(),
  detail: z.string().optional(),
  suggestions: z.array(z.string()).readonly().optional(),
})

/** PriMock57: one item of what a clinician lists as said in the visit. */
const checklistLabel = z.object({
  kind: z.literal('checklist'),
  /** Which clinician's list. */
  rater: z.string(),
  item: z.string(),
  /** Headings above the item: "PC/HPC", "Diarrhoea". */
  path: z.array(z.string()).readonly(),
  importance: z.enum(['critical', 'non_critical', 'irrelevant', 'unmarked']),
})

/** An exam question with its key. */
const questionLabel = z.object({
  kind: z.literal('question'),
  question: z.string(),
  options: z.array(z.string()).readonly(),
  /** Index of the right option. */
  answer: z.number().int().nonnegative(),
  topic: z.string().optional(),
})

export const labelSchema = z
  .discriminatedUnion('kind', [errorLabel, orderLabel, cardLabel, checklistLabel, questionLabel])
  .readonly()
export type Label = z.infer<typeof labelSchema>
export type LabelOf<K extends Label['kind']> = Extract<Label, { kind: K }>

/** The labels of one kind. */
export function labelsOf<K extends Label['kind']>(labels: readonly Label[], kind: K): LabelOf<K>[] {
  return labels.filter((label): label is LabelOf<K> => label.kind === kind)
}

/** Whether a fact's evidence touches the wrong sentence; all facts of the section where its span is unknown. */
export function touches(
  { evidence }: Pick<Fact, 'evidence'>,
  { section, start, end }: LabelOf<'error'>,
): boolean {
  if (evidence.kind !== 'span' || (section !== undefined && evidence.section !== section)) return false
  return evidence.start < (end ?? Number.POSITIVE_INFINITY) && evidence.end > (start ?? 0)
}
