// How simulated patients are spread over the strata and the illnesses. Every share can be set in a file of
// one's own (`simulate --distributions FILE`); what was drawn is reported beside what was asked for.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { parse } from 'yaml'
import { Failure, messageOf } from '../kit/errors.ts'

const shares = z
  .array(z.tuple([z.string(), z.number().min(0)]).readonly())
  .min(1)
  .readonly()

export const distributionsSchema = z
  .strictObject({
    /** Relative density per year of age: a condition is drawn from within its own ages. */
    ages: z
      .array(z.strictObject({ from: z.number(), below: z.number(), share: z.number().min(0) }))
      .min(1)
      .readonly(),
    race: shares,
    language: shares,
    insurance: z.strictObject({ younger: shares, older: shares }),
    /** Number of documented allergies. */
    allergies: z
      .array(z.tuple([z.number().int().min(0).max(3), z.number().min(0)]).readonly())
      .min(1)
      .readonly(),
    /** Weight of a condition by id; 1 where it is not named. */
    conditions: z.record(z.string(), z.number().min(0)).readonly(),
    /** Share of cases that carry a vital-sign chart. */
    charts: z.number().min(0).max(1),
  })
  .readonly()
export type Distributions = z.infer<typeof distributionsSchema>

// Strata in rough likeness to the United States: race and language by the 2020 census and the American Community
// Survey 2022, insurance by the Current Population Survey 2023; rounded, for variety and not for inference.
export const defaultDistributions: Distributions = {
  ages: [
    { from: 0, below: 18, share: 1 },
    { from: 18, below: 45, share: 1 },
    { from: 45, below: 65, share: 1.2 },
    { from: 65, below: 85, share: 1.4 },
    { from: 85, below: 100, share: 0.5 },
  ],
  race: [
    ['White', 0.58],
    ['Hispanic or Latino', 0.19],
    ['Black or African American', 0.12],
    ['Asian', 0.06],
    ['American Indian or Alaska Native', 0.01],
    ['Two or more races', 0.03],
    ['unknown', 0.01],
  ],
  language: [
    ['English', 0.78],
    ['Spanish', 0.14],
    ['Chinese', 0.02],
    ['Vietnamese', 0.01],
    ['Arabic', 0.01],
    ['unknown', 0.04],
  ],
  insurance: {
    younger: [
      ['private', 0.65],
      ['Medicaid', 0.22],
      ['uninsured', 0.1],
      ['unknown', 0.03],
    ],
    older: [
      ['Medicare', 0.86],
      ['Medicare and Medicaid', 0.11],
      ['unknown', 0.03],
    ],
  },
  allergies: [
    [0, 0.45],
    [1, 0.4],
    [2, 0.15],
  ],
  conditions: {},
  charts: 0.6,
}

/** The default with what a YAML file sets in its place. Throws a Failure that names file and field. */
export function readDistributions(path: string): Distributions {
  let content: unknown
  try {
    content = parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Failure(
      { subject: path, what: `cannot be read as YAML: ${messageOf(error)}` },
      { cause: error },
    )
  }
  const parsed = distributionsSchema.unwrap().partial().safeParse(content)
  if (parsed.success) {
    const set = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined))
    return { ...defaultDistributions, ...set }
  }
  const issue = parsed.error.issues[0]
  throw new Failure({
    subject: path,
    place: issue?.path.join('.') ?? '',
    what: issue?.message ?? 'is not a table of distributions',
    remedy: `It may set ${Object.keys(defaultDistributions).join(', ')}.`,
  })
}
