// How simulated patients are spread over the strata, the illnesses and the findings. Every share can be set in a
// file of one's own (`simulate --distributions FILE`); what was drawn is reported beside what was asked for.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { parse } from 'yaml'
import { Failure, messageOf } from '../kit/errors.ts'
import type { Condition } from '../knowledge/condition.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'

/** Weights by name: their sum need not be 1. */
const shares = z
  .array(z.tuple([z.string(), z.number().min(0)]).readonly())
  .min(1)
  .readonly()
  .refine((rows) => rows.some(([, weight]) => weight > 0), 'all weights are 0')
  .refine((rows) => new Set(rows.map(([name]) => name)).size === rows.length, 'a name stands there twice')

const share = z.number().min(0).max(1)

const distributionsSchema = z
  .strictObject({
    /** Relative density per year of age: a condition is drawn from within its own ages. */
    ages: z
      .array(
        z
          .strictObject({ from: z.number(), below: z.number(), share: z.number().min(0) })
          .refine(({ from, below }) => from < below, 'the band ends before it begins'),
      )
      .min(1)
      .readonly()
      .refine((bands) => bands.some((band) => band.share > 0), 'all shares are 0')
      .refine(
        (bands) => bands.every(({ below }, at) => below <= (bands[at + 1]?.from ?? below)),
        'the bands overlap or do not rise',
      ),
    /** Share of women where an illness strikes both sexes; as the illness has it where it is not set. */
    female: share.optional(),
    race: shares,
    language: shares,
    insurance: z.strictObject({ younger: shares, older: shares }),
    /** Number of documented allergies. */
    allergies: z
      .array(z.tuple([z.number().int().min(0).max(3), z.number().min(0)]).readonly())
      .min(1)
      .readonly()
      .refine((rows) => rows.some(([, weight]) => weight > 0), 'all weights are 0'),
    /** Weight of a condition by id; 1 where it is not named. */
    conditions: z.record(z.string(), z.number().min(0)).readonly(),
    /** Share of patients with a finding, by id, among those whose illness leaves it open. */
    findings: z.record(z.string(), share).readonly(),
    /** Share of cases that carry a vital-sign chart. */
    charts: share,
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
  findings: {},
  charts: 0.6,
}

/** Years from which insurance is drawn as of the older. */
export const olderFrom = 65

/**
 * The default with what a YAML file sets in its place.
 * @throws Failure that names file and field: what is no such table, names nothing of the knowledge base, or leaves
 * no patient to be drawn.
 */
export function readDistributions(path: string, from: Knowledge): Distributions {
  let content: unknown
  try {
    content = parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Failure(
      { subject: path, what: `cannot be read as YAML: ${messageOf(error)}` },
      { cause: error },
    )
  }
  const names = Object.keys(distributionsSchema.unwrap().shape).join(', ')
  if (content === null)
    throw new Failure({ subject: path, what: 'is empty.', remedy: `It may set ${names}.` })
  const parsed = distributionsSchema.unwrap().partial().safeParse(content)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const place = issue?.path.join('.') ?? ''
    throw new Failure({
      subject: path,
      ...(place === '' ? {} : { place }),
      what: `${issue?.message ?? 'it is no table of distributions'}.`,
      remedy: `It may set ${names}.`,
    })
  }
  const set = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined))
  const distributions: Distributions = { ...defaultDistributions, ...set }
  checkNames(path, distributions, from)
  return distributions
}

function checkNames(path: string, distributions: Distributions, from: Knowledge): void {
  for (const table of ['conditions', 'findings'] as const) {
    for (const id of Object.keys(distributions[table])) {
      if (!from[table].has(id))
        throw new Failure({
          subject: path,
          place: `${table}.${id}`,
          what: `the knowledge base has no ${table.slice(0, -1)} of that id.`,
          remedy: `The ids stand in src/knowledge/data/${table}.`,
        })
    }
  }
  for (const id of Object.keys(distributions.findings)) {
    if ([...from.conditions.values()].some((condition) => leavesOpen(condition, id))) continue
    throw new Failure({
      subject: path,
      place: `findings.${id}`,
      what: 'no illness leaves open whether it is there.',
    })
  }
  if (weightedConditions(distributions, from).every(([, weight]) => weight === 0))
    throw new Failure({
      subject: path,
      what: 'no illness is left: none that has a weight strikes anybody of the ages that have a share.',
    })
}

/** The illnesses with their weights; none where no age at which it strikes is asked for. */
export function weightedConditions(
  distributions: Distributions,
  from: Knowledge,
): (readonly [Condition, number])[] {
  return [...from.conditions.values()].map((condition) => {
    const isAsked = ageBands(condition, distributions).length > 0
    return [condition, isAsked ? (distributions.conditions[condition.id] ?? 1) : 0]
  })
}

export interface AgeBand {
  readonly from: number
  readonly below: number
  readonly weight: number
}

/** The ages of an illness by what is asked for: the parts of the bands that lie within its own. */
export function ageBands({ who }: Condition, { ages }: Distributions): AgeBand[] {
  const [low, high] = who.age
  return ages.flatMap(({ from, below, share: density }) => {
    const [start, end] = [Math.max(from, low), Math.min(below, high)]
    return density > 0 && start < end ? [{ from: start, below: end, weight: density * (end - start) }] : []
  })
}

/** Whether some patients with the illness have the finding and some do not. */
export function leavesOpen({ shows }: Condition, finding: string): boolean {
  return shows.some((shown) => shown.finding === finding && shown.chance < 1)
}

/** The illness with the shares of findings and of women that are asked for, where it leaves them open. */
export function asAsked(condition: Condition, { female, findings }: Distributions): Condition {
  const { who, shows } = condition
  const strikesBoth = who.female > 0 && who.female < 1
  return {
    ...condition,
    who: { ...who, female: strikesBoth ? (female ?? who.female) : who.female },
    shows: shows.map((shown) =>
      shown.chance < 1 ? { ...shown, chance: findings[shown.finding] ?? shown.chance } : shown,
    ),
  }
}
