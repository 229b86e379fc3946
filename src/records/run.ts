// A run: one model on one benchmark under one prompt; the header of a run folder (run.json).
import { z } from 'zod'

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
    promptHash: z.string(),
    seed: z.number().int(),
    repeats: z.number().int().positive(),
    tasks: z.number().int().nonnegative(),
  })
  .readonly()
export type Run = z.infer<typeof runSchema>

/** How it was asked, in one phrase: "few-shot, 3 same-type", "behavior-token BT-OP, options permuted by 7". */
export function regimeText({
  regime,
  recipe,
  shots,
  permute,
}: Pick<Run, 'regime' | 'recipe' | 'shots' | 'permute'>): string {
  const named = recipe === undefined ? regime : `${regime} ${recipe}`
  const examples = shots === undefined ? '' : `, ${shots.count} ${shots.from}`
  return `${named}${examples}${permute === undefined ? '' : `, options permuted by ${permute}`}`
}
