// A prediction: what one model answered to one task under one prompt. A failed call is a prediction too,
// with its reason; it counts as an invalid answer, never as a missing row.
import { z } from 'zod'
import { behaviorTokens, fiveClasses } from '../taxonomy/behavior.ts'
import { letterSchema } from './task.ts'

export const predictionSchema = z
  .object({
    taskId: z.string(),
    model: z.string(),
    /** Name of the regime or recipe, and the hash of the prompt's template. */
    regime: z.string(),
    promptHash: z.string(),
    seed: z.number().int(),
    repeat: z.number().int().nonnegative(),
    /** The letter in the task's own order; null when the answer could not be read. */
    answer: letterSchema.nullable(),
    outcome: z.enum(['answered', 'unparseable', 'refused', 'truncated', 'failed']),
    token: z.enum(behaviorTokens).optional(),
    /** The class of behaviour that the answer names, where the recipe asks for it. */
    behaviorClass: z.enum(fiveClasses).optional(),
    /** Probability of `<proactive>` as the token, where the model gives log-probabilities. */
    proactiveProbability: z.number().min(0).max(1).optional(),
    /** What the model wrote, whole. */
    output: z.string(),
    /** Why the call failed, where it did. */
    failure: z.string().optional(),
    inputTokens: z.number().int().nonnegative().optional(),
    outputTokens: z.number().int().nonnegative().optional(),
  })
  .readonly()
export type Prediction = z.infer<typeof predictionSchema>
