// An illness as it runs its course: whom it strikes, how it presents and is told, what is found at which time,
// what tells it from its look-alikes, what is done and why. One file of data/conditions each.
import { z } from 'zod'
import { predicateSchema } from './predicate.ts'
import { routes } from './drug.ts'
import { idSchema, rowShape } from './row.ts'

const chance = z.number().gt(0).max(1)
const span = z.tuple([z.number(), z.number()]).readonly()

/** Values at a time, in the unit of the measure: a range to draw from, or "normal" for the patient's own range. */
const valuesSchema = z.record(idSchema, z.union([span, z.literal('normal')])).readonly()

const clause = z.string().min(10)

/**
 * Why a step is taken: a clause that is true of every patient, or clauses of which the first that holds is
 * said. The last of them has no `when`.
 */
const reasonSchema = z.union([
  clause,
  z
    .array(z.strictObject({ says: clause, when: predicateSchema.optional() }))
    .min(2)
    .readonly()
    .refine(
      (reasons) => reasons.every(({ when }, at) => (when === undefined) === (at === reasons.length - 1)),
      {
        message: 'every reason but the last needs a `when`, and the last must have none',
      },
    ),
])

const stepShape = {
  /** Row of actions.yaml, or a drug with its dose: exactly one of the two. */
  action: idSchema.optional(),
  drug: idSchema.optional(),
  /** Single dose, of the drug or of the one that the action gives; must lie in a dose range of the drug's row. */
  dose: z
    .strictObject({
      amount: z.number().positive(),
      unit: z.string(),
      per_kg: z.boolean().optional(),
      route: z.enum(routes),
      frequency: z.string(),
    })
    .optional(),
  /** What of the patient's own drugs the action stops, so that it can be named. */
  stops: z.union([z.strictObject({ drug: idSchema }), z.strictObject({ drug_class: idSchema })]).optional(),
  /** Id of the phase in which it happens. */
  phase: idSchema,
  /** Clause after "because", particular to this step and unlike the other reasons of the condition. */
  because: reasonSchema,
  /** Done on sight, before any result of its phase is discussed. */
  at_once: z.literal(true).optional(),
  chance: chance.optional(),
  /** Only for patients of whom this holds. */
  when: predicateSchema.optional(),
  /** Not for patients of whom this holds … */
  unless: predicateSchema.optional(),
} as const

/** A step of care in the course of the illness. `instead`: what those get who cannot have it, where there is something. */
export type Step = z.infer<z.ZodObject<typeof stepShape>> & { readonly instead?: Step | undefined }

export const stepSchema: z.ZodType<Step> = z.lazy(() =>
  z.strictObject({ ...stepShape, instead: stepSchema.optional() }),
)

export const conditionSchema = z
  .strictObject({
    ...rowShape,
    /** As said in a sentence: "community-acquired pneumonia". */
    name: z.string().min(3),
    specialty: z.enum([
      'internal medicine',
      'cardiology',
      'pulmonology',
      'gastroenterology',
      'nephrology',
      'endocrinology',
      'haematology',
      'infectious disease',
      'rheumatology',
      'neurology',
      'psychiatry',
      'dermatology',
      'surgery',
      'urology',
      'gynaecology',
      'obstetrics',
      'paediatrics',
      'emergency medicine',
      'toxicology',
      'geriatrics',
      'oncology',
      'ophthalmology',
    ]),
    icd10: z.string().regex(/^[A-Z]\d{2}(?:\.[0-9A-Z]{1,4})?$/),
    setting: z.enum([
      'emergency department',
      'ward',
      'clinic',
      'labour ward',
      'intensive care unit',
      'practice',
    ]),
    who: z.strictObject({
      /** Years of age it is drawn from; fractions for infants. */
      age: span,
      female: z.number().min(0).max(1),
      pregnant: z.literal(true).optional(),
      /** The pregnancy is lost whatever is done: what would harm a child is not ruled out by it. */
      pregnancy_lost: z.literal(true).optional(),
      /** Comorbidities that are more likely than in anybody, with their chance. */
      background: z
        .array(z.strictObject({ comorbidity: idSchema, chance }))
        .readonly()
        .optional(),
      /** Drugs taken before that belong to the story, with their chance (with a usual dose). */
      takes: z
        .array(z.strictObject({ drug: idSchema, chance }))
        .readonly()
        .optional(),
      /** Comorbidities, drugs or allergies the patient cannot have. */
      never: z.array(predicateSchema).readonly().optional(),
    }),
    /** Days from the first symptom to the first visit. */
    onset_days: span,
    /** What the patient (or a parent) says first, in the first person, whole sentences; at least 4. */
    complaint: z.array(z.string().min(15)).min(4).readonly(),
    /** Further sentences of the patient's own story: triggers, course, what was tried, what is feared; at least 6. */
    story: z.array(z.string().min(15)).min(6).readonly(),
    /** Symptoms and signs that are there: chance, and phase from which they hold. */
    shows: z
      .array(
        z.strictObject({
          finding: idSchema,
          chance,
          /** Phase ids, the first of which states it; absent: the first phase. */
          phase: idSchema.optional(),
          /** A place or quality in a note: "in the right lower zone", "of 2 cm". */
          detail: z.array(z.string()).readonly().optional(),
        }),
      )
      .min(6)
      .readonly(),
    /** Findings that are asked for or looked for and are not there. */
    lacks: z.array(idSchema).min(4).readonly(),
    /** Times at which the patient is seen, in order; the first is the arrival. */
    phases: z
      .array(
        z.strictObject({
          id: idSchema,
          /** Hours after arrival, a range to draw from; the first has [0, 0]. */
          hours: span,
          /** "on arrival", "after the first litre of fluid", "on the second day". */
          name: z.string(),
          vitals: valuesSchema,
          labs: valuesSchema,
          /** Signs of the first phase that are gone now. */
          gone: z.array(idSchema).readonly().optional(),
        }),
      )
      .min(3)
      .readonly(),
    /** What studies show. `key` may be asked for in predicates. */
    results: z
      .array(
        z.strictObject({
          key: idSchema,
          /** Row of actions.yaml: "chest-radiograph", "ecg". */
          study: idSchema,
          phase: idSchema,
          /** What the radiologist or reader says: variants of one meaning, sentence parts without full stop. {side} where sided. */
          says: z.array(z.string()).min(2).readonly(),
          /** What somebody less careful might have read instead: wrong variants, for conflicts. */
          misread: z.array(z.string()).min(1).readonly(),
          /** For ECGs: the drawn pattern. */
          ecg: idSchema.optional(),
          chance: chance.optional(),
          /** Only for patients of whom this holds before anything is known of the illness: sex, age, background. */
          when: predicateSchema.optional(),
        }),
      )
      .min(1)
      .readonly(),
    /** Look-alikes: conditions of this folder or names; what speaks for and against each in this illness. */
    differential: z
      .array(
        z.strictObject({
          name: z.string().min(3),
          condition: idSchema.optional(),
          /** What made it thinkable: clauses true of every patient, or with what must hold in the case. */
          for: z
            .array(
              z.union([
                z.string().min(5),
                z.strictObject({ says: z.string().min(5), when: predicateSchema }),
              ]),
            )
            .min(1)
            .readonly(),
          /** What speaks against it here: a finding that is absent or present, a value, a result. */
          against: z
            .array(
              z.strictObject({
                /** The clause said aloud: "the D-dimer is normal". */
                says: z.string().min(5),
                /** What must hold in the case for it to be said. */
                when: predicateSchema,
              }),
            )
            .min(1)
            .readonly(),
        }),
      )
      .min(3)
      .readonly(),
    /** What the diagnosis rests on: clauses with what must hold in the case. */
    rests_on: z
      .array(z.strictObject({ says: z.string().min(5), when: predicateSchema }))
      .min(3)
      .readonly(),
    /** What is done, in order. */
    steps: z.array(stepSchema).min(5).readonly(),
    /** What is not done here, but on which sources or good clinicians differ: offered to nobody as a wrong step. */
    debated: z
      .array(z.union([z.strictObject({ action: idSchema }), z.strictObject({ drug: idSchema })]))
      .min(1)
      .readonly()
      .optional(),
    /** What may come of it; clauses after "could": "progress to respiratory failure". */
    complications: z.array(z.string().min(5)).min(2).readonly(),
    /** Sentences a relative might say, third person ({she}, {her} are filled in); at least 3. */
    family: z.array(z.string().min(10)).min(3).readonly(),
    /** How it ends, a sentence part: "was discharged on the fifth day on oral antibiotics". At least 2. */
    outcome: z.array(z.string().min(10)).min(2).readonly(),
  })
  .readonly()
export type Condition = z.infer<typeof conditionSchema>

/** A step and those that take its place. */
export function allSteps(step: Step): Step[] {
  return step.instead === undefined ? [step] : [step, ...allSteps(step.instead)]
}
