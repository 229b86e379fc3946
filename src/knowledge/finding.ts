// Symptoms and signs, and how people speak of them: the patient in the first person, relatives and clinicians
// in the third. A lexicon of speech, not of diagnosis: which illness shows what stands in conditions.
import { z } from 'zod'
import { idSchema } from './row.ts'

const phrases = z.array(z.string().min(2)).min(2).readonly()

export const findingSchema = z
  .strictObject({
    id: idSchema,
    /** As in a note: "productive cough", "crackles". */
    name: z.string().min(2),
    kind: z.enum(['symptom', 'sign']),
    /** Body system, for the order of questions and of the examination. */
    system: z.enum([
      'general',
      'head-and-neck',
      'eyes',
      'chest',
      'heart',
      'abdomen',
      'urinary',
      'genital',
      'obstetric',
      'limbs',
      'skin',
      'nervous-system',
      'mind',
    ]),
    /** True where it has a side; phrases may then hold {side}. */
    sided: z.boolean().optional(),
    /** Sex that alone can have it. */
    sex: z.enum(['female', 'male']).optional(),
    /** Years of age from which somebody can tell of it: nobody asks a toddler for a headache. */
    from_age: z.number().positive().optional(),
    /** Points of the Glasgow coma scale that somebody who shows it has at most; absent where it says nothing of the mind. */
    most_gcs: z.number().int().min(3).max(14).optional(),
    /** Symptoms. Questions of a clinician that yes or no can answer: "Are you bringing anything up when you cough?" */
    ask: phrases.optional(),
    /** Symptoms. A clause of the patient, no capital, no full stop: "I keep coughing up thick yellow stuff". */
    yes: phrases.optional(),
    /** Symptoms. An answer of the patient that denies it: "no, nothing comes up". */
    no: phrases.optional(),
    /** Third person after "she", "he" or "they": "has been coughing up phlegm". */
    has: phrases,
    /** Third person, absent: "has not brought up any sputum", "has no neck stiffness". */
    lacks: phrases,
  })
  .readonly()
  .refine(
    (row) => row.kind === 'sign' || (row.ask !== undefined && row.yes !== undefined && row.no !== undefined),
    {
      message: 'is a symptom without ask, yes and no',
    },
  )
  .refine(
    ({ ask = [] }) => !ask.some((text) => /^[[\s]*(?:how|what|when|where|which|who|why)\b/i.test(text)),
    { message: 'is asked for by a question that neither yes nor no answers' },
  )
export type Finding = z.infer<typeof findingSchema>
