// Long-standing illnesses that patients bring along: how common by age and sex, what is taken for them, and
// what they do to usual values.
import { z } from 'zod'
import { predicateSchema } from './predicate.ts'
import { idSchema, rowShape } from './row.ts'

export const comorbiditySchema = z
  .strictObject({
    ...rowShape,
    /** "type 2 diabetes" */
    name: z.string().min(3),
    icd10: z.string().regex(/^[A-Z]\d{2}(?:\.[0-9A-Z]{1,4})?$/),
    sex: z.enum(['female', 'male']).optional(),
    /** Share of people who have it, by age in years (from inclusive, below exclusive). */
    prevalence: z
      .array(z.strictObject({ from: z.number(), below: z.number(), share: z.number().min(0).max(1) }))
      .min(1)
      .readonly(),
    /** So rare in pregnancy that no pregnant patient has it by chance. */
    rare_in_pregnancy: z.literal(true).optional(),
    /** What is usually taken for it, with chances, in this order; doses come from the drug's row. */
    takes: z
      .array(
        z.strictObject({
          drug: idSchema,
          chance: z.number().gt(0).max(1),
          /** Not by those of whom this holds, what stands above it in the list being taken. */
          unless: predicateSchema.optional(),
          /** One of those that the illness is dangerous without: nobody has it who could take none of them. */
          vital: z.literal(true).optional(),
        }),
      )
      .readonly(),
    /** Usual values that differ from the reference range: analyte → range. */
    labs: z
      .record(idSchema, z.tuple([z.number(), z.number()]).readonly())
      .readonly()
      .optional(),
    /** How the patient says it: "I have had sugar for ten years". First person, at least 3. */
    says: z.array(z.string().min(8)).min(3).readonly(),
  })
  .readonly()
