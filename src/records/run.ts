// A run: one model on one benchmark under one prompt; the header of a run folder (run.json).
import { z } from 'zod'

export const tieRules = ['seeded', 'first'] as const
export type TieRule = (typeof tieRules)[number]

/** How several answers to a task become one: the letter with the most voices. */
const voteSchema = z
  .object({
    /** Samples of one model under one prompt, or finished runs. */
    over: z.enum(['samples', 'runs']),
    voices: z.number().int().min(2),
    /** Between letters with equally many voices: one drawn by the run's seed, or the one that came first. */
    ties: z.enum(tieRules),
    /** The runs, in the order in which they were named. */
    members: z
      .array(
        z
          .object({
            model: z.string(),
            /** How it was asked, as regimeText() says it. */
            asked: z.string(),
            promptHash: z.string(),
            seed: z.number().int(),
            /** SHA-256 of its predictions.jsonl. */
            predictions: z.string(),
            weight: z.number().positive(),
          })
          .readonly(),
      )
      .readonly()
      .optional(),
  })
  .readonly()
export type Vote = z.infer<typeof voteSchema>

export const forcedTokens = ['reactive', 'proactive', 'gold', 'decided'] as const

const forcedSchema = z
  .object({
    token: z.enum(forcedTokens),
    /** Of decided ones: the method, and the SHA-256 of the file of decisions. */
    method: z.string().optional(),
    decisions: z.string().optional(),
  })
  .readonly()
export type Forced = z.infer<typeof forcedSchema>

export const runSchema = z
  .object({
    format: z.literal('behaviorbench-run/1'),
    benchmarkId: z.string(),
    /** The benchmark that was asked, where these are its answers to the tasks of a subset. */
    answeredOn: z.string().optional(),
    split: z.string(),
    model: z.string(),
    /** Where the model was reached, without any credential; "embedded" for solvers. */
    endpoint: z.string(),
    parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    regime: z.string(),
    recipe: z.string().optional(),
    /** How many examples a prompt holds, and which. */
    shots: z.object({ count: z.number().int().positive(), from: z.string() }).readonly().optional(),
    /** Seed of the permutation of options; absent where they keep their order. */
    permute: z.number().int().nonnegative().optional(),
    /** The behaviour token that answers were made to begin with, where it was not the model's to choose. */
    forced: forcedSchema.optional(),
    vote: voteSchema.optional(),
    promptHash: z.string(),
    seed: z.number().int(),
    repeats: z.number().int().positive(),
    tasks: z.number().int().nonnegative(),
  })
  .readonly()
export type Run = z.infer<typeof runSchema>

/**
 * How it was asked, in one phrase: "few-shot, 3 same-type", "behavior-token BT-OP, options permuted by 7",
 * "zero-shot, vote of 5 samples", "behavior-token paper, token decided by bound".
 */
export function regimeText({
  regime,
  recipe,
  shots,
  permute,
  forced,
  vote,
}: Pick<Run, 'regime' | 'recipe' | 'shots' | 'permute' | 'forced' | 'vote'>): string {
  const named = recipe === undefined ? regime : `${regime} ${recipe}`
  const examples = shots === undefined ? '' : `, ${shots.count} ${shots.from}`
  const permuted = permute === undefined ? '' : `, options permuted by ${permute}`
  const begun =
    forced === undefined
      ? ''
      : forced.method === undefined
        ? `, token forced: ${forced.token}`
        : `, token decided by ${forced.method}`
  return `${named}${examples}${permuted}${begun}${vote === undefined ? '' : `, vote of ${vote.voices} ${vote.over}`}`
}
