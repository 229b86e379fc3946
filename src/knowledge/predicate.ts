// A condition on a patient, as data that a physician can read and correct. How it is decided is not here:
// authors and checkers each have an evaluator of their own.
import { z } from 'zod'
import { idSchema } from './row.ts'

const boundsShape = { above: z.number().optional(), below: z.number().optional() } as const

const simpleSchema = z.union([
  /** The present illness (data/conditions). */
  z.strictObject({ condition: idSchema }),
  /** A long-standing illness (comorbidities.yaml). */
  z.strictObject({ comorbidity: idSchema }),
  /** A drug the patient takes or is given; or any drug of a class. */
  z.strictObject({ drug: idSchema }),
  z.strictObject({ drug_class: idSchema }),
  /** A documented allergy to a group (allergy-groups.yaml). */
  z.strictObject({ allergy: idSchema }),
  z.strictObject({ finding: idSchema }),
  /** The newest value, in the unit of its row: strictly above, strictly below. */
  z.strictObject({ lab: idSchema, ...boundsShape }),
  z.strictObject({ vital: idSchema, ...boundsShape }),
  /** What a study showed: a key of the condition's results ("st-elevation"). */
  z.strictObject({ result: idSchema }),
  /** Something that was done (actions.yaml). */
  z.strictObject({ done: idSchema }),
  /** Years; `from` inclusive, `below` exclusive. */
  z.strictObject({ age: z.strictObject({ from: z.number().optional(), below: z.number().optional() }) }),
  z.strictObject({ sex: z.enum(['female', 'male']) }),
  z.strictObject({ pregnant: z.boolean() }),
])

export type SimplePredicate = z.infer<typeof simpleSchema>

export type Predicate =
  | SimplePredicate
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate }

export const predicateSchema: z.ZodType<Predicate> = z.lazy(() =>
  z.union([
    simpleSchema,
    z.strictObject({ all: z.array(predicateSchema).min(1).readonly() }),
    z.strictObject({ any: z.array(predicateSchema).min(1).readonly() }),
    z.strictObject({ not: predicateSchema }),
  ]),
)

/** The simple conditions that a predicate is made of, whether or not they are denied. */
export function leavesOf(predicate: Predicate): SimplePredicate[] {
  if ('all' in predicate) return predicate.all.flatMap(leavesOf)
  if ('any' in predicate) return predicate.any.flatMap(leavesOf)
  return 'not' in predicate ? leavesOf(predicate.not) : [predicate]
}
