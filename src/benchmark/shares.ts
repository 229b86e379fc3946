// What a benchmark is wished to be made of: so many tasks, with these shares of types, of behaviour classes and
// of complexity. Shares are weights; what is not named in a list gets none. Paper: C.2, Figures 8, 10 and 12.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { Failure, messageOf, UsageError } from '../kit/errors.ts'
import { fiveClasses } from '../taxonomy/behavior.ts'
import { paperClasses, paperDataset } from '../taxonomy/paper/dataset.ts'
import { taskTypeIds } from '../taxonomy/task-types.ts'

const weight = z.number().nonnegative()
const complexities = ['intermediate', 'advanced'] as const

export const sharesSchema = z
  .strictObject({
    types: z.partialRecord(z.enum(taskTypeIds), weight).optional(),
    classes: z.partialRecord(z.enum(fiveClasses), weight).optional(),
    complexity: z.partialRecord(z.enum(complexities), weight).optional(),
  })
  .readonly()
export type Shares = z.infer<typeof sharesSchema>

/** Names by which tasks are counted, in the order in which wishes give way: types are kept before classes. */
export const shareNames = ['types', 'classes', 'complexity'] as const
export type ShareName = (typeof shareNames)[number]

/**
 * The paper's. Eight bars of its Figure 8 can be read; the tasks that are left over are divided evenly among the
 * five types that it does not name or whose bars cannot be read.
 */
export function paperShares(): Shares {
  const readable: Readonly<Record<string, number>> = paperDataset.byType
  const others = taskTypeIds.filter((type) => readable[type] === undefined)
  const left = paperDataset.tasks - Object.values(readable).reduce((sum, count) => sum + count, 0)
  return {
    types: Object.fromEntries(taskTypeIds.map((type) => [type, readable[type] ?? left / others.length])),
    classes: paperClasses,
    complexity: paperDataset.byComplexity,
  }
}

/** `--shares paper`, or the path of a YAML file in the form of sharesSchema. */
export function readShares(text: string): Shares {
  if (text === 'paper') return paperShares()
  let value: unknown
  try {
    value = parse(readFileSync(text, 'utf8'))
  } catch (error) {
    throw new Failure(
      {
        subject: text,
        what: `cannot be read as shares: ${messageOf(error)}`,
        remedy: 'Write "paper", or a YAML file with types, classes or complexity (see docs/shares.md).',
      },
      { cause: error },
    )
  }
  const result = sharesSchema.safeParse(value)
  if (!result.success) {
    const [issue] = result.error.issues
    throw new Failure({
      subject: text,
      place: issue?.path.join('.') || '(file)',
      what: `does not fit: ${issue?.message ?? 'unknown fault'}.`,
      remedy: `Types are ${taskTypeIds.join(', ')}; classes are ${fiveClasses.join(', ')}; weights are numbers from 0.`,
    })
  }
  for (const name of shareNames) {
    const weights = result.data[name]
    if (weights !== undefined && Object.values(weights).every((value) => value === 0))
      throw new UsageError(`${text}: the weights of ${name} are all 0`)
  }
  return result.data
}

/** Each weight over the sum of all; undefined where nothing is wished. */
export function normalised(
  weights: Readonly<Record<string, number | undefined>> | undefined,
): ReadonlyMap<string, number> | undefined {
  if (weights === undefined) return undefined
  const sum = Object.values(weights).reduce<number>((total, value) => total + (value ?? 0), 0)
  return new Map(Object.entries(weights).map(([name, value]) => [name, (value ?? 0) / sum]))
}
