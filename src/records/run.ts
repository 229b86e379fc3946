// A run: one model on one benchmark under one prompt; the header of a run folder (run.json).
import { z } from 'zod'

export const runSchema = z
  .object({
    format: z.literal('behaviorbench-run/1'),
    benchmarkId: z.string(),
    split: z.string(),
    model: z.string(),
    /** Where the model was reached, without any credential; "embedded" for solvers. */
    endpoint: z.string(),
    parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    regime: z.string(),
    promptHash: z.string(),
    seed: z.number().int(),
    repeats: z.number().int().positive(),
    tasks: z.number().int().nonnegative(),
  })
  .readonly()
export type Run = z.infer<typeof runSchema>
