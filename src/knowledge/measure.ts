// What can be measured: laboratory analytes and vital signs, with units, reference ranges by age, sex and
// pregnancy, critical limits and conversions. Values of cases and rules are in the row's own unit.
import { z } from 'zod'
import { idSchema, rowShape } from './row.ts'

/** A reference range for a group of people; the first range of a row that fits a patient holds. */
export const referenceRangeSchema = z
  .strictObject({
    sex: z.enum(['female', 'male']).optional(),
    pregnant: z.literal(true).optional(),
    /** Years; from inclusive, below exclusive. */
    age: z.strictObject({ from: z.number(), below: z.number() }).optional(),
    low: z.number().optional(),
    high: z.number().optional(),
  })
  .readonly()
export type ReferenceRange = z.infer<typeof referenceRangeSchema>

const measureShape = {
  ...rowShape,
  /** As said in a sentence: "potassium", "white cell count". */
  name: z.string().min(2),
  /** As on a form: "K", "WBC". */
  short: z.string().min(1),
  unit: z.string(),
  /** Digits after the point in which it is reported. */
  decimals: z.number().int().min(0).max(4),
  /** No living patient has a value outside: typing errors are found by it. */
  plausible: z.strictObject({ low: z.number(), high: z.number() }),
  /** Values at or beyond which somebody is telephoned. */
  critical: z.strictObject({ low: z.number().optional(), high: z.number().optional() }).optional(),
  ranges: z.array(referenceRangeSchema).min(1).readonly(),
} as const

export const analyteSchema = z
  .strictObject({
    ...measureShape,
    /** Which request brings it: "blood-count", "electrolytes". */
    panel: idSchema,
    specimen: z.enum([
      'blood',
      'urine',
      'cerebrospinal fluid',
      'arterial blood',
      'venous blood',
      'capillary blood',
      'fluid',
    ]),
    loinc: z
      .string()
      .regex(/^\d{1,5}-\d$/)
      .optional(),
    /** The side on which a value outside the range means nothing by itself: a low creatinine. */
    harmless: z.enum(['low', 'high']).optional(),
    /** The analyte that it is calculated from, and that tells as much. */
    reckoned_from: idSchema.optional(),
    /** Most that it rises or falls in 24 hours, where more is unsafe or impossible; a range of a condition goes before it. */
    daily: z
      .strictObject({ rise: z.number().positive().optional(), fall: z.number().positive().optional() })
      .optional(),
    /** Other units in use: value in that unit = value × factor. */
    conversions: z
      .array(z.strictObject({ unit: z.string(), factor: z.number().positive() }))
      .readonly()
      .optional(),
  })
  .readonly()

export const vitalSchema = z.strictObject(measureShape).readonly()
