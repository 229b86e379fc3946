// What every row of the knowledge base carries: where it comes from, and whether a clinician has read it.
// The citations themselves stand once, in data/sources.yaml.
import { z } from 'zod'

/** A lower-case name with hyphens: "white-cells", "acute-coronary-syndrome". */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is not a lower-case-name-with-hyphens')

/** Part of every row. `source` names rows of sources.yaml; the flag starts false and only a clinician sets it. */
export const rowShape = {
  id: idSchema,
  source: z.array(idSchema).min(1).readonly(),
  clinician_reviewed: z.boolean(),
  /** What a reader should know about the row: scope, controversy, how a value was chosen. */
  note: z.string().optional(),
} as const

/** A work that rows cite. */
export const citationSchema = z
  .strictObject({
    id: idSchema,
    /** Authors or body, title, where it was published: enough to find it. */
    title: z.string().min(8),
    /** Year or version of the edition that was used. */
    version: z.string().min(4),
    /** Under what terms facts are restated here: "public domain", "facts restated; text not copied" … */
    licence: z.string().min(3),
    url: z.url().optional(),
  })
  .readonly()
