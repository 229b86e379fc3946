// How a Hard subset was mined: the part of a benchmark's header that says from which benchmark, by which models
// and settings, what was left out and why, and how far scores drop. Paper: section 2, "BehaviorBench-Hard", and
// Table 4. And the line of mined.jsonl that says it of one task.
import { z } from 'zod'
import { letterSchema } from './task.ts'

const count = z.number().int().nonnegative()
const interval = z.object({ low: z.number(), high: z.number() }).readonly().nullable()

export const hardSettingsSchema = z
  .object({
    /** In how many of its seeds a model must be wrong to have failed a task: more than half, all, or so many. */
    failedSeeds: z.union([z.literal('majority'), z.literal('all'), z.number().int().positive()]),
    /** How many models must have failed a task. */
    failingModels: z.number().int().positive(),
    /** "whole": a challenge triple is kept or left as one; "members": each of its tasks by itself. */
    triples: z.enum(['whole', 'members']),
    /** What becomes of a task whose key nobody gave and everyone contradicted alike, until a physician decides. */
    doubtful: z.enum(['hold', 'keep']),
    /** Wished shares of categories or of task types; null: as it comes. */
    balance: z
      .object({ by: z.enum(['category', 'type']), weights: z.record(z.string(), z.number().nonnegative()) })
      .readonly()
      .nullable(),
    /** At most so many tasks. */
    most: z.number().int().positive().optional(),
    seed: z.number().int(),
  })
  .readonly()
export type HardSettings = z.infer<typeof hardSettingsSchema>

/** A model whose runs decided what is Hard. */
const minerSchema = z
  .object({
    model: z.string(),
    endpoint: z.string(),
    /** How it was asked, in one phrase. */
    asked: z.string(),
    /** Its askings of each task: the run's seed, the repeat, and the seed of the order of options. */
    seeds: z
      .array(z.object({ seed: z.number().int(), repeat: count, permute: count.optional() }).readonly())
      .readonly(),
    /** Wrong in so many of them is failed. */
    wrongToFail: z.number().int().positive(),
    failed: count,
    passed: count,
    /** Calls that failed could have tipped it. */
    undecided: count,
    failedCalls: count,
    /** All seeds gave the very same answers: they say nothing that one would not have said. */
    alike: z.boolean(),
  })
  .readonly()
export type Miner = z.infer<typeof minerSchema>

const measuredSchema = z
  .object({
    tasks: count,
    accuracy: z.number().nullable(),
    accuracyInterval: interval,
    /** Mean of types. */
    macroF1: z.number().nullable(),
    macroF1Interval: interval,
    /** Mean of types by category, as in the paper's Table 4. */
    macroF1ByCategory: z.record(z.string(), z.number().nullable()),
  })
  .readonly()

const differenceSchema = z.object({ value: z.number().nullable(), interval }).readonly()

/**
 * A model on all tasks that were asked and on the Hard ones. "mined": its own failures chose the tasks, so it is
 * selected against. "without its vote": on the tasks that the other models alone would have chosen. "held out": it had no
 * part in the choice.
 */
export const dropSchema = z
  .object({
    kind: z.enum(['mined', 'without its vote', 'held out']),
    model: z.string(),
    asked: z.string(),
    seeds: count,
    all: measuredSchema,
    hard: measuredSchema,
    /** Hard less all, with intervals over resampled cases with both together. */
    accuracyDrop: differenceSchema,
    macroF1Drop: differenceSchema,
  })
  .readonly()
export type Drop = z.infer<typeof dropSchema>

export const hardSchema = z
  .object({
    parent: z.object({ id: z.string(), recipe: z.string(), name: z.string() }).readonly(),
    settings: hardSettingsSchema,
    models: z.array(minerSchema).readonly(),
    counts: z
      .object({
        /** Tasks that every run was asked, and those that only some were. */
        asked: count,
        askedBySome: count,
        /** Failed by enough models; not; or not to be told because of failed calls. */
        hard: count,
        passed: count,
        undecided: count,
        /** Members of triples that come along with a Hard one. */
        companions: count,
        /** Of Hard tasks and companions: refused by the second check, dropped by physicians, doubtful. */
        refuted: count,
        dropped: count,
        doubtful: count,
        /** Doubtful ones that a physician kept, and that were held back. */
        confirmed: count,
        held: count,
        /** Left with another member of their triple. */
        leftWithTriple: count,
        leftForBalance: count,
        kept: count,
        keptCompanions: count,
      })
      .readonly(),
    balance: z
      .array(
        z
          .object({ label: z.string(), wished: z.number().nullable(), available: count, kept: count })
          .readonly(),
      )
      .readonly(),
    drop: z.array(dropSchema).readonly(),
  })
  .readonly()
export type Hard = z.infer<typeof hardSchema>

/** A line of mined.jsonl: every task that is Hard, came along with one, or could not be decided. */
export const minedRowSchema = z
  .object({
    taskId: z.string(),
    caseId: z.string(),
    type: z.string(),
    verdict: z.enum(['hard', 'passed', 'undecided', 'not asked']),
    /** Models by what became of the task. */
    failed: z.array(z.string()).readonly(),
    undecided: z.array(z.string()).readonly(),
    /** Comes along with a Hard member of its triple. */
    companion: z.boolean(),
    /** The wrong letter that all models and seeds gave. */
    agreedOn: letterSchema.optional(),
    /** What the judges of the second check found of the key. */
    judges: z.enum(['agrees', 'disagrees', 'cannot judge']).optional(),
    decision: z.enum(['keep', 'drop']).optional(),
    /** Why it is not in the subset; absent where it is. */
    leftOut: z.string().optional(),
  })
  .readonly()
export type MinedRow = z.infer<typeof minedRowSchema>
