// A benchmark: the header of a benchmark folder (benchmark.json). Beside it lie cases.jsonl, facts.jsonl,
// conversations.jsonl, tasks.jsonl, rejected.jsonl, statistics.json and the folder's own README.md.
import { z } from 'zod'
import { hardSchema } from './hard.ts'

export const splitNames = ['train', 'validation', 'test'] as const
export type SplitName = (typeof splitNames)[number]

export const benchmarkSchema = z
  .object({
    format: z.literal('behaviorbench/1'),
    /** Hash of the ids of its tasks with their splits. */
    id: z.string(),
    /** Hash of the cases and settings it was built from. */
    recipe: z.string(),
    name: z.string(),
    seed: z.number().int(),
    author: z.enum(['rules', 'llm']),
    cases: z.number().int(),
    conversations: z.number().int(),
    facts: z.number().int(),
    tasks: z.number().int(),
    rejected: z.number().int(),
    splits: z.object({ train: z.number().int(), validation: z.number().int(), test: z.number().int() }),
    tokenPolicy: z.enum(['contextual', 'paper']),
    /** Of a Hard subset: where it comes from and how it was mined. */
    hard: hardSchema.optional(),
    /** SHA-256 of each file of the folder. */
    files: z.record(z.string(), z.string()),
  })
  .readonly()
export type Benchmark = z.infer<typeof benchmarkSchema>

/** A line of splits.jsonl. */
export const splitRowSchema = z
  .object({ taskId: z.string(), caseId: z.string(), split: z.enum(splitNames) })
  .readonly()
export type SplitRow = z.infer<typeof splitRowSchema>
