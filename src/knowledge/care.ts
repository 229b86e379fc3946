// Standards of care and what they are made of: actions, and what must be done for whom and by when; scores.
import { z } from 'zod'
import { predicateSchema } from './predicate.ts'
import { idSchema, rowShape } from './row.ts'

/** A step of care: "blood cultures", "12-lead ECG within 10 minutes of arrival". */
export const actionSchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(['test', 'imaging', 'procedure', 'treatment', 'monitoring', 'referral', 'counselling']),
    /** A noun phrase: "two sets of blood cultures". */
    name: z.string().min(3),
    /** After "to": "draw two sets of blood cultures". */
    infinitive: z.string().min(3),
    /** A passive sentence part: "two sets of blood cultures were drawn". */
    done: z.string().min(3),
    /** The drug it gives, where it does. */
    drug: idSchema.optional(),
    /** The panel of analytes it brings, where it is a test. */
    panel: idSchema.optional(),
    /** Whether nobody is pregnant any more once it is done. */
    ends_pregnancy: z.literal(true).optional(),
  })
  .readonly()
export type Action = z.infer<typeof actionSchema>

/** What must be done: for whom, what, by when, and when not. */
export const standardSchema = z
  .strictObject({
    ...rowShape,
    /** "Lactate in suspected sepsis" */
    title: z.string().min(5),
    when: predicateSchema,
    /** Row of actions.yaml that it asks for. */
    action: idSchema,
    /** Hours from recognition; absent where the source sets no time. */
    within_hours: z.number().positive().optional(),
    /** Exceptions: where one holds, the action is not asked for, or must not be done. */
    unless: z
      .array(
        z.strictObject({
          state: predicateSchema,
          because: z.string().min(5),
          /** A drug that is taken at home excuses too, not only one that is given now: a statin, a blood thinner. */
          home: z.literal(true).optional(),
        }),
      )
      .readonly()
      .optional(),
    /** Why it matters, a clause after "because": "a raised lactate marks hypoperfusion …". */
    because: z.string().min(10),
    severity: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  })
  .readonly()
export type Standard = z.infer<typeof standardSchema>

/** A clinical score: points for items, bands for sums. */
export const scoreSchema = z
  .strictObject({
    ...rowShape,
    /** "CURB-65" */
    name: z.string(),
    /** Whom it is for. */
    when: predicateSchema,
    /** Made to be counted again as the patient changes; the others are of the arrival. */
    followed: z.literal(true).optional(),
    items: z
      .array(
        z.strictObject({
          id: idSchema,
          /** "urea above 7 mmol/L" */
          name: z.string(),
          points: z.number(),
          when: predicateSchema,
          /** Items of one group exclude each other: the first that holds counts (bands of one vital sign). */
          group: idSchema.optional(),
        }),
      )
      .min(2)
      .readonly(),
    bands: z
      .array(z.strictObject({ from: z.number(), to: z.number(), means: z.string().min(4) }))
      .min(2)
      .readonly(),
  })
  .readonly()
export type ClinicalScore = z.infer<typeof scoreSchema>
