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

export const outcomes = [
  'answered',
  'unparseable',
  /** A step before the answer could not be read: whom to ask, how someone votes (agents). */
  'step_unparseable',
  'refused',
  'truncated',
  'failed',
] as const

/** One call of several behind an answer: what it was for and what came back. */
const stepSchema = z
  .object({
    step: z.string(),
    output: z.string(),
    /** Where it did not end by itself. */
    finish: z.enum(['length', 'refusal']).optional(),
    inputTokens: z.number().int().nonnegative().optional(),
    outputTokens: z.number().int().nonnegative().optional(),
  })
  .readonly()
export type Step = z.infer<typeof stepSchema>

/** One voice of a vote: its letter in the task's own order, or why it abstains. */
const ballotSchema = z.object({ answer: letterSchema.nullable(), outcome: z.enum(outcomes) }).readonly()
export type Ballot = z.infer<typeof ballotSchema>

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
    outcome: z.enum(outcomes),
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
    /** Its log-odds, logit(proactive) − logit(reactive), where both were read exactly. */
    proactiveLogOdds: z.number().optional(),
    /** Ids of the tasks shown as examples. */
    shots: z.array(z.string()).readonly().optional(),
    /** Turns of the conversation that were left out because the whole was longer than the model reads. */
    leftOut: z.number().int().positive().optional(),
    /** Length of the prompt, pictures aside. */
    promptCharacters: z.number().int().nonnegative().optional(),
    /** What the model wrote, whole. */
    output: z.string(),
    /** Why the call failed, where it did; of a step that could not be read, what was wrong with it. */
    failure: z.string().optional(),
    /** Of all calls together; absent where one of them did not say. */
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
    /** Calls that were answered, where an answer takes several (agents, votes). */
    calls: z.number().int().nonnegative().optional(),
    /** Of the calls, those that asked again for what could not be read. */
    repairs: z.number().int().nonnegative().optional(),
    /** Rounds of discussion that began, and whether everybody agreed in the end. */
    rounds: z.number().int().nonnegative().optional(),
    agreed: z.boolean().optional(),
    /** Which way through its algorithm an agent took, where it has several. */
    path: z.string().optional(),
    /** The step that ended it, where that was not the answer's own. */
    failedStep: z.string().optional(),
    steps: z.array(stepSchema).readonly().optional(),
    /** A vote, in the order of its members; the letters that had equally many voices, where there were several. */
    votes: z.array(ballotSchema).readonly().optional(),
    tied: z.array(letterSchema).readonly().optional(),
  })
  .readonly()
export type Prediction = z.infer<typeof predictionSchema>
