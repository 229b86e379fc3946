// A statement: what is said about a patient, apart from where it is written. Sources that are structured
// (FHIR, phenopackets, tables) bring statements along as *entries*; grounding turns entries and prose into
// *facts*, which are statements with evidence.
import { z } from 'zod'

export const factKinds = [
  'demographic',
  'history',
  'symptom',
  'sign',
  'vital',
  'lab',
  'imaging',
  'medication',
  'allergy',
  'procedure',
  'diagnosis',
  'decision',
  'outcome',
] as const
export const factKindSchema = z.enum(factKinds)
export type FactKind = z.infer<typeof factKindSchema>

/** A code of a terminology, as the source gives it. */
export const codeSchema = z
  .object({ system: z.string(), code: z.string(), display: z.string().optional() })
  .readonly()
export type Code = z.infer<typeof codeSchema>

/** When a statement holds. `order` sorts the dated statements of one case; units do not matter, only order. */
export const timeSchema = z
  .object({
    /** As written: "on hospital day 3", "2012-04-01", "P7Y". */
    text: z.string(),
    /** ISO 8601 date or date-time, where the source gives one. */
    date: z.string().optional(),
    /** Days since the case's own zero (admission, birth, first record), where it can be told. */
    day: z.number().optional(),
  })
  .readonly()
export type Time = z.infer<typeof timeSchema>

/** A reference range as the source prints it; bounds inclusive, in the statement's unit. */
export const rangeSchema = z
  .object({ low: z.number().optional(), high: z.number().optional(), text: z.string().optional() })
  .readonly()
export type Range = z.infer<typeof rangeSchema>

const statementShape = {
  kind: factKindSchema,
  /** What it is about, in lower case unless a proper name: "creatinine", "blood pressure", "penicillin". */
  name: z.string().min(1),
  /** A number where there is one; text for the rest ("118/74", "right lower lobe opacity"). */
  value: z.union([z.number(), z.string()]).optional(),
  /** The unit as written, e.g. "mg/dL", "mmHg". */
  unit: z.string().optional(),
  comparator: z.enum(['<', '<=', '>', '>=', '~']).optional(),
  range: rangeSchema.optional(),
  /** The source's own flag, where it has one: "high", "low", "abnormal", "normal", "critical". */
  interpretation: z.enum(['normal', 'abnormal', 'low', 'high', 'critical']).optional(),
  /** True where the document says it is absent or was excluded. */
  negated: z.boolean(),
  experiencer: z.enum(['patient', 'family', 'other']),
  /** "possible" where the document hedges ("suspected", "rule out"). */
  certainty: z.enum(['certain', 'possible']),
  /** Medications: "25 mg"; "orally"; "twice daily". */
  dose: z.string().optional(),
  route: z.string().optional(),
  frequency: z.string().optional(),
  /** Medications, conditions, orders: "active", "stopped", "ordered", "resolved", "completed". */
  status: z.enum(['active', 'stopped', 'ordered', 'resolved', 'completed', 'planned']).optional(),
  /** Why: the reason given for a medication, an order, a decision. */
  reason: z.string().optional(),
  time: timeSchema.optional(),
  code: codeSchema.optional(),
} as const

export const statementSchema = z.object(statementShape).readonly()
export type Statement = z.infer<typeof statementSchema>

/** A statement that came with a structured source, under the id its source knows it by. */
export const entrySchema = z
  .object({
    ...statementShape,
    /** "Observation/1234", "phenotypicFeatures/3", "patient 530a29b3 row 2 crp". Unique in its case. */
    resource: z.string().min(1),
    /** One readable line that says the same: what stands in a conversation or an excerpt. */
    text: z.string().min(1),
  })
  .readonly()
export type Entry = z.infer<typeof entrySchema>

export { statementShape }
