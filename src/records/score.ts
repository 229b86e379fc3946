// Scores: the numbers of one run, each with what it was computed over. Written by evaluation/, read by
// reports/. Fractions from 0 to 1; a report turns them into per cent.
import { z } from 'zod'

export const scoreSchema = z
  .object({
    /** Number of tasks. */
    count: z.number().int().nonnegative(),
    accuracy: z.number().nullable(),
    macroF1: z.number().nullable(),
    /** Part of the answers that could not be read. */
    invalidRate: z.number(),
    /** Accuracy by the position of the gold option, and its spread (largest minus smallest). */
    accuracyByGold: z.record(z.string(), z.number()),
    positionSpread: z.number().nullable(),
    /** Gold letters and how often each is right. */
    support: z.record(z.string(), z.number()),
  })
  .readonly()
export type Score = z.infer<typeof scoreSchema>

export const runScoresSchema = z
  .object({
    byType: z.record(z.string(), scoreSchema),
    byCategory: z.record(
      z.string(),
      scoreSchema.and(z.object({ meanOfTypesMacroF1: z.number().nullable() })),
    ),
    pooled: scoreSchema,
    /** The paper's "overall": the mean over the task types present. */
    meanOfTypes: z.object({
      types: z.number().int(),
      accuracy: z.number().nullable(),
      macroF1: z.number().nullable(),
    }),
  })
  .readonly()
export type RunScores = z.infer<typeof runScoresSchema>
