// Scores: the numbers of one run, each with what it was computed over. Written by evaluation/, read by
// reports/. Fractions from 0 to 1; a report turns them into per cent. What is optional stands only in runs made
// since it exists, or where there is something to measure.
import { z } from 'zod'

/** The 95 % interval; null where there is too little to tell. */
export const intervalSchema = z.object({ low: z.number(), high: z.number() }).readonly().nullable()

export const scoreSchema = z
  .object({
    /** Number of answers: tasks times repeats. */
    count: z.number().int().nonnegative(),
    /** Groups of cases that they are of, which is what intervals resample. */
    cases: z.number().int().nonnegative().optional(),
    accuracy: z.number().nullable(),
    accuracyInterval: intervalSchema.optional(),
    macroF1: z.number().nullable(),
    macroF1Interval: intervalSchema.optional(),
    /** Part of the answers that could not be read; its interval is Wilson's. */
    invalidRate: z.number(),
    invalidInterval: intervalSchema.optional(),
    /** Accuracy by the position of the gold option, and its spread (largest minus smallest). */
    accuracyByGold: z.record(z.string(), z.number()),
    positionSpread: z.number().nullable(),
    /** Accuracy by the position of the chosen option, its spread, and how often each is chosen. */
    accuracyByChosen: z.record(z.string(), z.number()).optional(),
    chosenSpread: z.number().nullable().optional(),
    chosen: z.record(z.string(), z.number()).optional(),
    /** Gold letters and how often each is right. */
    support: z.record(z.string(), z.number()),
  })
  .readonly()
export type Score = z.infer<typeof scoreSchema>

/** A classification of behaviour: always with the full set of labels. */
const classScoresSchema = z
  .object({
    labels: z.array(z.string()).readonly(),
    /** counts[gold][predicted], and per gold label the answers that name none. */
    counts: z.array(z.array(z.number().int()).readonly()).readonly(),
    invalid: z.array(z.number().int()).readonly(),
    byLabel: z.record(
      z.string(),
      z.object({
        precision: z.number().nullable(),
        recall: z.number().nullable(),
        f1: z.number().nullable(),
        support: z.number().int(),
      }),
    ),
    accuracy: z.number().nullable(),
    /** Over all labels; one that is neither right nor predicted counts 0. */
    macroF1: z.number().nullable(),
    macroF1Interval: intervalSchema,
    /** Agreement with gold beyond chance, of valid answers; quadratic weights where there are more than two. */
    kappa: z.number().nullable(),
  })
  .readonly()
export type ClassScores = z.infer<typeof classScoresSchema>

/** A share of items with its 95 % interval. */
const shareSchema = z
  .object({
    count: z.number().int(),
    right: z.number().int(),
    share: z.number().nullable(),
    interval: intervalSchema,
  })
  .readonly()

const tripleScoresSchema = z
  .object({
    /** Triples of which any member was asked, and those asked whole. */
    triples: z.number().int(),
    complete: z.number().int(),
    /** Right on the planted fault and silent on its near miss. */
    pairs: shareSchema,
    /** And silent where the fault has been dealt with. */
    whole: shareSchema,
    /** Planted faults at which any concern was raised; near misses and handled faults at which none was. */
    sensitivity: shareSchema,
    specificity: shareSchema,
    /** What an alert is worth where faults are so rare. */
    atPrevalence: z
      .array(
        z.object({
          prevalence: z.number(),
          positive: z.number().nullable(),
          negative: z.number().nullable(),
          numberNeededToAlert: z.number().nullable(),
        }),
      )
      .readonly(),
  })
  .readonly()
export type TripleScores = z.infer<typeof tripleScoresSchema>

const movementSchema = z.object({ mean: z.number().nullable(), deviation: z.number().nullable() }).readonly()

const repeatScoresSchema = z
  .object({
    repeats: z.number().int(),
    /** How likely two askings of one task get different answers. */
    flipRate: z.number().nullable(),
    /** Mean and standard deviation over repeats; of macro-F1, the mean of types. */
    accuracy: movementSchema,
    macroF1: movementSchema,
  })
  .readonly()

/** Bins of forecasts from 0 to 1: how many fell into each, their mean, and the share that came true. */
export const reliabilitySchema = z
  .array(
    z.object({
      low: z.number(),
      high: z.number(),
      count: z.number().int(),
      forecast: z.number().nullable(),
      observed: z.number().nullable(),
    }),
  )
  .readonly()

/** How well the probability of `<proactive>` tells tasks of that token from the others. */
const probabilityScoresSchema = z
  .object({
    count: z.number().int(),
    proactive: z.number().int(),
    auroc: z.number().nullable(),
    aurocInterval: intervalSchema,
    averagePrecision: z.number().nullable(),
    brier: z.number().nullable(),
    logLoss: z.number().nullable(),
    calibrationError: z.number().nullable(),
    reliability: reliabilitySchema,
  })
  .readonly()

/** What answers cost that take several calls, and what became of the calls. */
const effortScoresSchema = z
  .object({
    /** Answers that count their calls. */
    count: z.number().int(),
    calls: z
      .object({ mean: z.number().nullable(), least: z.number().int(), most: z.number().int() })
      .readonly(),
    /** Means over the answers that say it; null where none does. */
    inputTokens: z.number().nullable(),
    outputTokens: z.number().nullable(),
    rounds: z.number().nullable(),
    /** Of all calls, those that asked again for what could not be read. */
    repairs: z.number().int(),
    /** Answers that came to an end at a step that could not be read, in all and by kind of step. */
    unreadSteps: z.number().int(),
    unreadByStep: z.record(z.string(), z.number().int()),
    /** Share of the discussions at whose end everybody agreed. */
    agreed: z.number().optional(),
    /** Answers by the way that the agent took. */
    byPath: z.record(z.string(), z.number().int()),
    votes: z
      .object({ voices: z.number().int(), abstentions: z.number().int(), ties: z.number().int() })
      .readonly()
      .optional(),
  })
  .readonly()
export type EffortScores = z.infer<typeof effortScoresSchema>

export const runScoresSchema = z
  .object({
    byType: z.record(z.string(), scoreSchema),
    byCategory: z.record(
      z.string(),
      scoreSchema.and(
        z.object({
          meanOfTypesAccuracyInterval: intervalSchema.optional(),
          meanOfTypesMacroF1: z.number().nullable(),
          meanOfTypesMacroF1Interval: intervalSchema.optional(),
        }),
      ),
    ),
    pooled: scoreSchema,
    /** The paper's "overall": the mean over the task types present. */
    meanOfTypes: z.object({
      types: z.number().int(),
      accuracy: z.number().nullable(),
      accuracyInterval: intervalSchema.optional(),
      macroF1: z.number().nullable(),
      macroF1Interval: intervalSchema.optional(),
    }),
    /** Behaviour classification: by "five", "three" and "two" classes, and by "token". */
    behavior: z.record(z.string(), classScoresSchema).optional(),
    triples: tripleScoresSchema.optional(),
    repeats: repeatScoresSchema.optional(),
    probability: probabilityScoresSchema.optional(),
    effort: effortScoresSchema.optional(),
  })
  .readonly()
export type RunScores = z.infer<typeof runScoresSchema>
