// Judgements: what a judge model says of the replies of a run, by criteria written out in words (G-Eval; paper,
// section 4.2, Figures 2 and 3). A judging folder holds judge.json (the header), judgements.jsonl or pairs.jsonl,
// and scores.json. A judgement that failed is one with its reason, and has no score.
import { z } from 'zod'

/** The highest rating; the lowest is 1. */
export const highestRating = 5

/** Why a reply was not put before the judge. */
export const unjudgedReasons = ['no_reply', 'only_reasoning', 'only_the_option'] as const
export type UnjudgedReason = (typeof unjudgedReasons)[number]

/** Which run was judged: enough to tell it from any other. */
const judgedRunSchema = z
  .object({
    benchmarkId: z.string(),
    split: z.string(),
    model: z.string(),
    regime: z.string(),
    recipe: z.string().optional(),
    promptHash: z.string(),
    seed: z.number().int(),
    /** SHA-256 of predictions.jsonl. */
    predictions: z.string(),
  })
  .readonly()
export type JudgedRun = z.infer<typeof judgedRunSchema>

/** How a rating is read from the judge. One way for all of a judging, so that scores can be compared. */
export const judgeMethodSchema = z
  .discriminatedUnion('kind', [
    /** The mean over the rating tokens by their probability at the place of the rating, as G-Eval has it. */
    z.object({
      kind: z.literal('log_probabilities'),
      alternatives: z.number().int().positive(),
      /** Probability that the rating tokens must have together; below it the judgement fails. */
      leastMass: z.number().min(0).max(1),
    }),
    /** The mean of so many samples that could be read, for models without log-probabilities. */
    z.object({
      kind: z.literal('samples'),
      samples: z.number().int().positive(),
      temperature: z.number(),
      topP: z.number(),
      /** Samples that must be readable; with fewer the judgement fails. */
      leastParsed: z.number().int().positive(),
    }),
  ])
  .readonly()
export type JudgeMethod = z.infer<typeof judgeMethodSchema>

/** How the judge is related to what it judges, by the names of the models. */
export const kinships = ['none', 'same_model', 'same_family'] as const
export type Kinship = (typeof kinships)[number]

export const judgingSchema = z
  .object({
    format: z.literal('behaviorbench-judging/1'),
    run: judgedRunSchema,
    /** The run it is compared with, in judgings of pairs. */
    against: judgedRunSchema.optional(),
    judge: z.object({ model: z.string(), endpoint: z.string() }).readonly(),
    kinship: z.enum(kinships),
    method: judgeMethodSchema,
    seed: z.number().int(),
    maxOutputTokens: z.number().int().positive(),
    /** The hash is of everything that makes a prompt besides the reply: criterion and template. */
    criteria: z.array(z.object({ id: z.string(), name: z.string(), hash: z.string() }).readonly()).readonly(),
    /** Replies, or pairs of them, with those that there is nothing to judge in. */
    replies: z.number().int().nonnegative(),
  })
  .readonly()
export type Judging = z.infer<typeof judgingSchema>

/** What the calls of one question gave, read or not. */
const askedSchema = z.object({
  /** Calls whose reply could be read. */
  parsed: z.number().int().nonnegative(),
  calls: z.number().int().nonnegative(),
  /** Probability of all labels together at the place of the choice, with log-probabilities. */
  mass: z.number().optional(),
  /** What the judge wrote, call by call. */
  outputs: z.array(z.string()).readonly(),
})

const outcomes = ['judged', 'failed', 'nothing_to_judge'] as const
const identity = { taskId: z.string(), repeat: z.number().int().nonnegative(), criterion: z.string() }
const tokens = {
  inputTokens: z.number().int().nonnegative().optional(),
  outputTokens: z.number().int().nonnegative().optional(),
}

export const judgementSchema = z
  .object({
    ...identity,
    outcome: z.enum(outcomes),
    /** Why there is no rating. */
    reason: z.string().optional(),
    /** Expected rating, 1 to 5, and the same from 0 to 1. */
    rating: z.number().min(1).max(highestRating).nullable(),
    score: z.number().min(0).max(1).nullable(),
    /** Probability, or share of samples, of each rating from 1. */
    distribution: z.array(z.number()).length(highestRating).readonly().optional(),
    ...askedSchema.shape,
    ...tokens,
  })
  .readonly()
export type Judgement = z.infer<typeof judgementSchema>

export const pairJudgementSchema = z
  .object({
    ...identity,
    outcome: z.enum(outcomes),
    reason: z.string().optional(),
    /** How likely the judge says that the run's own reply has more, a draw counted half; mean of both orders. */
    preference: z.number().min(0).max(1).nullable(),
    /** How likely it says that of the reply that stands first; mean of both orders. 0.5 without position bias. */
    firstPreference: z.number().min(0).max(1).nullable(),
    /** Whether both orders prefer the same reply, or both none. */
    consistent: z.boolean().nullable(),
    /** With the run's own reply first, then second: probability of "no difference", reply 1, reply 2. */
    orders: z
      .array(
        askedSchema.extend({ distribution: z.array(z.number()).length(3).readonly().optional() }).readonly(),
      )
      .readonly(),
    ...tokens,
  })
  .readonly()
export type PairJudgement = z.infer<typeof pairJudgementSchema>

const intervalSchema = z.object({ low: z.number(), high: z.number() }).readonly().nullable()
const meanSchema = z
  .object({
    count: z.number().int(),
    cases: z.number().int(),
    mean: z.number().nullable(),
    interval: intervalSchema,
  })
  .readonly()

const countsSchema = {
  judged: z.number().int(),
  failed: z.number().int(),
  nothingToJudge: z.number().int(),
  /** How many were not judged or failed, by reason. */
  reasons: z.record(z.string(), z.number().int()),
}

export const judgeScoresSchema = z
  .object({
    byCriterion: z.record(
      z.string(),
      z
        .object({
          ...countsSchema,
          /** Means of scores from 0 to 1: overall and by category of the task. */
          overall: meanSchema,
          byCategory: z.record(z.string(), meanSchema),
          /** Mean rating, 1 to 5. */
          rating: z.number().nullable(),
          /** Mean probability of all rating tokens together, with log-probabilities. */
          mass: z.number().nullable(),
          /** Share of the calls that could be read. */
          parsedShare: z.number().nullable(),
        })
        .readonly(),
    ),
    calls: z.number().int(),
    inputTokens: z.number().int(),
    outputTokens: z.number().int(),
  })
  .readonly()
export type JudgeScores = z.infer<typeof judgeScoresSchema>

export const pairScoresSchema = z
  .object({
    byCriterion: z.record(
      z.string(),
      z
        .object({
          ...countsSchema,
          preference: meanSchema,
          firstPreference: meanSchema,
          /** Share of pairs in which both orders prefer the same. */
          consistency: z.number().nullable(),
        })
        .readonly(),
    ),
    calls: z.number().int(),
    inputTokens: z.number().int(),
    outputTokens: z.number().int(),
  })
  .readonly()
export type PairScores = z.infer<typeof pairScoresSchema>
