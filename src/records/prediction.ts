// A prediction: what one model answered to one task under one prompt. A failed call is a prediction too,
// with its reason; it counts as an invalid answer, never as a missing row.
import { z } from 'zod'
import { behaviorTokens, fiveClasses } from '../taxonomy/behavior.ts'
import { letterSchema } from './task.ts'

/** Why a reply gives no answer. */
export const invalidReasons = [
  'empty',
  'no_answer',
  'two_answers',
  'changed_mind',
  'letter_and_text_differ',
  'not_offered',
  /** A letter that only looks like one of ours, such as the Cyrillic "В". */
  'other_alphabet',
  'number',
  'none_of_them',
  'refusal',
  'unfinished',
] as const
export type InvalidReason = (typeof invalidReasons)[number]

export const predictionSchema = z
  .object({
    taskId: z.string(),
    model: z.string(),
    regime: z.string(),
    /** The answer recipe, in regimes that have one. */
    recipe: z.string().optional(),
    /** SHA-256 of everything that makes the prompt: templates, regime, recipe, examples, permutation. */
    promptHash: z.string(),
    seed: z.number().int(),
    repeat: z.number().int().nonnegative(),
    /** The letter in the task's own order; null when the answer could not be read. */
    answer: letterSchema.nullable(),
    outcome: z.enum(['answered', 'unparseable', 'refused', 'truncated', 'failed']),
    /** Why there is no answer, where a reply came. */
    invalidReason: z.enum(invalidReasons).optional(),
    /** What was shown where options were permuted: the task's letters in that order, and the letter as written. */
    shown: z
      .object({ order: z.array(letterSchema).readonly(), answer: letterSchema.nullable() })
      .readonly()
      .optional(),
    /** What the reply says of the behaviour, in recipes that ask for it. */
    token: z.enum(behaviorTokens).optional(),
    /** The class of behaviour that the answer names, where the recipe asks for it. */
    behaviorClass: z.enum(fiveClasses).optional(),
    /** Probability of `<proactive>` as the token, where the model gives log-probabilities. */
    proactiveProbability: z.number().min(0).max(1).optional(),
    /** Ids of the tasks shown as examples. */
    shots: z.array(z.string()).readonly().optional(),
    /** Length of the prompt, pictures aside. */
    promptCharacters: z.number().int().nonnegative().optional(),
    /** What the model wrote, whole. */
    output: z.string(),
    /** Why the call failed, where it did. */
    failure: z.string().optional(),
    inputTokens: z.number().int().nonnegative().optional(),
    /** With a reasoning model's hidden tokens. */
    outputTokens: z.number().int().nonnegative().optional(),
    reasoningTokens: z.number().int().nonnegative().optional(),
    /** Of the input tokens, those the endpoint had in its cache. */
    cachedInputTokens: z.number().int().nonnegative().optional(),
    /** What the endpoint says answered, where that is not the model's name. */
    servedBy: z.string().optional(),
    /** Parameters that the model refuses, so that they were left out. */
    notSent: z.array(z.string()).readonly().optional(),
  })
  .readonly()
export type Prediction = z.infer<typeof predictionSchema>
