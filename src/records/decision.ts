// When to speak: what rules of a run's behaviour token, fitted on a validation run, come to on the run itself
// (decision.json beside its predictions). Paper: section 3.1 names the alternatives. Fractions from 0 to 1.
import { z } from 'zod'
import { behaviorTokens } from '../taxonomy/behavior.ts'
import { intervalSchema, reliabilitySchema } from './score.ts'

const measured = z.object({ value: z.number().nullable(), interval: intervalSchema }).readonly()
const share = z
  .object({
    count: z.number().int(),
    of: z.number().int(),
    value: z.number().nullable(),
    interval: intervalSchema,
  })
  .readonly()

const answersSchema = z
  .object({
    answers: z.number().int(),
    /** Those with a score: the others raise no alert, unless the rule is to speak always. */
    scored: z.number().int(),
    proactive: z.number().int(),
    /** Groups of cases. */
    cases: z.number().int(),
  })
  .readonly()

const calibratedSchema = z
  .object({
    name: z.enum(['as it is', 'temperature', 'platt']),
    /** Calibrated log-odds are slope · z + offset. */
    slope: z.number(),
    offset: z.number(),
    logLoss: measured,
    brier: measured,
    calibrationError: measured,
    reliability: reliabilitySchema,
  })
  .readonly()

const scoreSchema = z
  .object({
    /** Which log-odds: of the behaviour token, or of a linear probe. */
    name: z.enum(['token', 'probe']),
    auroc: measured,
    roc: z.array(z.object({ falsePositiveRate: z.number(), truePositiveRate: z.number() })).readonly(),
    /** First as it is. */
    calibrations: z.array(calibratedSchema).readonly(),
    /** Of the probe: the penalty chosen, the width of its features, and the answers that it was fitted on. */
    probe: z.object({ penalty: z.number(), width: z.number().int(), answers: z.number().int() }).optional(),
  })
  .readonly()
export type ScoreQuality = z.infer<typeof scoreSchema>

const outcomeSchema = z
  .object({
    /** Proactive tasks without an alert, and reactive tasks with one. */
    missedAlerts: share,
    falseAlerts: share,
    /** The mean over cases of the share of a case's alerts that are missed: what a bound is on. */
    missedByCase: measured,
    /** Per 100 tasks, in units of the costs. */
    cost: measured,
    accuracy: measured,
  })
  .readonly()
export type DecisionOutcome = z.infer<typeof outcomeSchema>

const methodSchema = z
  .object({
    name: z.string(),
    score: z.enum(['token', 'probe', 'none']),
    /** Alerts where the score's own log-odds have it or more; null where there is no threshold between. */
    threshold: z.number().nullable(),
    /** What null means: speaks always, never, or as the answer's own token says. */
    speaks: z.enum(['from the threshold', 'always', 'never', 'as named']),
    /** Where it was fitted. */
    validation: z
      .object({ missedAlerts: z.number().nullable(), falseAlerts: z.number().nullable() })
      .readonly(),
    test: outcomeSchema,
    /** The test's outcome less that of the token as it is named, over the same draws of cases. */
    difference: z
      .object({ missedAlerts: measured, falseAlerts: measured, cost: measured, accuracy: measured })
      .readonly(),
  })
  .readonly()
export type MethodOutcome = z.infer<typeof methodSchema>

export const decisionSchema = z
  .object({
    format: z.literal('behaviorbench-decision/1'),
    benchmarkId: z.string(),
    model: z.string(),
    promptHash: z.string(),
    /** SHA-256 of the predictions it was fitted on and of those it was applied to. */
    predictions: z.object({ validation: z.string(), test: z.string() }).readonly(),
    costs: z.object({ missedAlert: z.number().positive(), falseAlert: z.number().positive() }).readonly(),
    /** On the expected share of a new case's alerts that are missed. */
    bound: z.number(),
    calibration: z.enum(['temperature', 'platt']),
    validation: answersSchema,
    test: answersSchema,
    scores: z.array(scoreSchema).readonly(),
    methods: z.array(methodSchema).readonly(),
    /** Net benefit by the probability at which an alert is worth as much as silence. */
    benefit: z
      .array(
        z.object({
          indifference: z.number(),
          always: z.number().nullable(),
          named: z.number().nullable(),
          /** From that probability on, calibrated. */
          calibrated: z.number().nullable(),
          probe: z.number().nullable().optional(),
        }),
      )
      .readonly(),
  })
  .readonly()
export type Decision = z.infer<typeof decisionSchema>

/** One line of decisions.jsonl: what each method says of an answer's task. */
export const decidedSchema = z
  .object({
    taskId: z.string(),
    repeat: z.number().int().nonnegative(),
    /** Log-odds of the token; null without. */
    score: z.number().nullable(),
    /** Calibrated probability of `<proactive>`. */
    probability: z.number().nullable(),
    /** By method. */
    tokens: z.record(z.string(), z.enum(behaviorTokens)),
  })
  .readonly()
export type Decided = z.infer<typeof decidedSchema>
