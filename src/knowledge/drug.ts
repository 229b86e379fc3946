// Drugs: classes, dose ranges, renal limits, pregnancy. Enough to see that an order is wrong; no formulary.
import { z } from 'zod'
import { predicateSchema } from './predicate.ts'
import { idSchema, rowShape } from './row.ts'

export const drugClassSchema = z
  .strictObject({
    id: idSchema,
    /** "beta-blocker" */ name: z.string(),
    /** A wider class. */ within: idSchema.optional(),
  })
  .readonly()

export const routes = [
  'by mouth',
  'intravenously',
  'intramuscularly',
  'subcutaneously',
  'by inhalation',
  'by nebuliser',
  'rectally',
  'topically',
  'under the tongue',
  'intranasally',
  'into the eye',
  'transdermally',
] as const

/** A usual dose; amounts per single dose in `unit`, or per kilogram where `per_kg`. */
export const doseSchema = z
  .strictObject({
    /** What it is for: a condition, a comorbidity, or words. */
    for: z.string().min(2),
    who: z.enum(['adult', 'child', 'any']),
    /** Years of age that it holds for within them, where it does not for all; `from` inclusive, `below` exclusive. */
    age: z.strictObject({ from: z.number().optional(), below: z.number().optional() }).optional(),
    route: z.enum(routes),
    unit: z.string(),
    /** Single doses in use, smallest to largest. */
    low: z.number().positive(),
    high: z.number().positive(),
    per_kg: z.boolean().optional(),
    /** No single dose above it (in `unit`, not per kilogram). */
    most: z.number().positive().optional(),
    /** "once daily", "every 8 hours", "once", "as a continuous infusion". The first goes with the whole range. */
    frequency: z.array(z.string()).min(1).readonly(),
    /** Greatest amount in 24 hours, in `unit`. */
    most_per_day: z.number().positive().optional(),
  })
  .readonly()
export type Dose = z.infer<typeof doseSchema>

/** Whether a dose is one for this age in years. */
export function isForAge({ who, age: bounds }: Dose, age: number): boolean {
  const { from = 0, below = Number.POSITIVE_INFINITY } = bounds ?? {}
  return (who === 'any' || (who === 'child') === age < 18) && age >= from && age < below
}

/** An amount with its unit as it is said: "1 drop", "2 drops", "500 mg". */
export function amountWords(amount: number, unit: string): string {
  const one: Readonly<Record<string, string>> = { patches: 'patch' }
  const counted = /^(?:drops|puffs|sprays|tablets|units|vials|patches)$/.test(unit)
  return `${amount} ${amount === 1 && counted ? (one[unit] ?? unit.slice(0, -1)) : unit}`
}

/**
 * How a dose is reduced: a share of the single dose, the most of a single dose (in the unit of its doses), a frequency
 * in place of one that comes more often. A first, single or loading dose is never reduced.
 */
const reductionSchema = z
  .strictObject({
    share: z.number().gt(0).lt(1).optional(),
    most: z.number().positive().optional(),
    frequency: z.string().optional(),
  })
  .readonly()
  .refine((to) => Object.keys(to).length > 0, { message: 'it reduces nothing' })

/** By eGFR in mL/min/1.73 m²: what holds below it; of several, the one with the least `egfr_below` that holds. */
const renalLimitSchema = z
  .strictObject({
    egfr_below: z.number(),
    advice: z.enum(['avoid', 'reduce']),
    /** In words. */
    how: z.string(),
    /** Holds only by this route. */
    route: z.enum(routes).optional(),
    /** How the dose is reduced; needed where a course or an illness can give the drug. */
    to: reductionSchema.optional(),
  })
  .readonly()
export type RenalLimit = z.infer<typeof renalLimitSchema>

export const drugSchema = z
  .strictObject({
    ...rowShape,
    /** Generic name in lower case, US spelling first. */
    name: z.string().min(3),
    classes: z.array(idSchema).min(1).readonly(),
    doses: z.array(doseSchema).min(1).readonly(),
    renal: z.array(renalLimitSchema).readonly().optional(),
    pregnancy: z.enum(['avoid', 'caution', 'compatible', 'unknown']),
    /** Allergy groups that it belongs to (allergy-groups.yaml). */
    allergy_groups: z.array(idSchema).readonly().optional(),
  })
  .readonly()
export type Drug = z.infer<typeof drugSchema>

/** Whether a drug's own row names the class; rows name every wider class as well. */
export function isOfOwnClass(drug: Drug | undefined, drugClass: string | undefined): boolean {
  return drugClass !== undefined && drug?.classes.includes(drugClass) === true
}

export const allergyGroupSchema = z
  .strictObject({
    ...rowShape,
    /** As documented: "penicillin", "sulfonamide antibiotics". */
    name: z.string(),
    /** Years of age from which one has usually met it. */
    from_age: z.number().optional(),
    /** Long-standing illnesses (comorbidities.yaml) in which one meets it, where hardly anybody else does. */
    met_in: z.array(idSchema).min(1).readonly().optional(),
    /** Reactions seen with it, as a chart writes them: "anaphylaxis", "hives". */
    reactions: z.array(z.string()).min(2).readonly(),
  })
  .readonly()

/** What an allergy to a group means for another drug or class. */
export const crossReactivitySchema = z
  .strictObject({
    ...rowShape,
    allergy: idSchema,
    drug: idSchema.optional(),
    drug_class: idSchema.optional(),
    verdict: z.enum(['avoid', 'acceptable']),
    /** Why, in a sentence a clinician would say. */
    because: z.string().min(10),
  })
  .readonly()

const weighed = {
  /** A warning that many give the drug in spite of, with care: nobody can call it ruled out. */
  weighed: z.literal(true).optional(),
}

/** Two drugs (or classes) that should not be taken together. */
export const interactionSchema = z
  .strictObject({
    ...rowShape,
    first: z.strictObject({ drug: idSchema.optional(), drug_class: idSchema.optional() }),
    second: z.strictObject({ drug: idSchema.optional(), drug_class: idSchema.optional() }),
    /** "prolonged QT interval and torsades de pointes" */
    harm: z.string().min(5),
    severity: z.union([z.literal(2), z.literal(3)]),
    ...weighed,
    /** On the ONC high-priority list (Phansalkar 2012). */
    onc_high_priority: z.boolean().optional(),
    /** Drugs for the same purpose as `second` that do not have it with `first`. */
    safer: z.array(idSchema).min(1).readonly(),
  })
  .readonly()

/** A drug (or class) that a state of the patient rules out. */
export const contraindicationSchema = z
  .strictObject({
    ...rowShape,
    drug: idSchema.optional(),
    drug_class: idSchema.optional(),
    when: predicateSchema,
    /** How a clinician names the state: "an eGFR below 30 mL/min/1.73 m²", "asthma". */
    state: z.string().min(3),
    harm: z.string().min(5),
    severity: z.union([z.literal(2), z.literal(3)]),
    ...weighed,
    /** Drugs for the same purpose which the state does not rule out. */
    safer: z.array(idSchema).min(1).readonly(),
  })
  .readonly()
