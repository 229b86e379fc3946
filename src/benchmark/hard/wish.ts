// The wished balance of a Hard subset, as it is written on the command line or in a file.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { Failure, messageOf, UsageError } from '../../kit/errors.ts'
import { categories, taskTypeIds } from '../../taxonomy/task-types.ts'
import { paperBalance, type Balance } from './balance.ts'

const weight = z.number().nonnegative()
const wishSchema = z.strictObject({
  categories: z.partialRecord(z.enum(categories), weight).optional(),
  types: z.partialRecord(z.enum(taskTypeIds), weight).optional(),
})

/**
 * "paper" (43 proactive, 39 reactive, 18 balanced), "none", three weights such as 43/39/18 (proactive, reactive,
 * balanced), or the path of a YAML file with weights of `categories` or of `types`.
 */
export function readBalance(text: string): Balance | null {
  if (text === 'paper') return paperBalance()
  if (text === 'none') return null
  const parts = text.split('/').map(Number)
  if (parts.length === 3 && parts.every((part) => Number.isFinite(part) && part >= 0)) {
    const [proactive = 0, reactive = 0, balanced = 0] = parts
    return checked(text, { by: 'category', weights: { proactive, reactive, balanced } })
  }
  let value: unknown
  try {
    value = parse(readFileSync(text, 'utf8'))
  } catch (error) {
    throw new Failure(
      {
        subject: text,
        what: `cannot be read as a balance: ${messageOf(error)}.`,
        remedy:
          'Write "paper", "none", weights such as 43/39/18 (proactive/reactive/balanced), or a YAML file with categories or types.',
      },
      { cause: error },
    )
  }
  const result = wishSchema.safeParse(value)
  const wish = result.success ? result.data : undefined
  if (wish === undefined || (wish.categories === undefined) === (wish.types === undefined))
    throw new Failure({
      subject: text,
      place: result.error?.issues[0]?.path.join('.') || '(file)',
      what: `does not fit: ${result.error?.issues[0]?.message ?? 'it must have either categories or types'}.`,
      remedy: `Categories are ${categories.join(', ')}; types are ${taskTypeIds.join(', ')}; weights are numbers from 0.`,
    })
  return wish.categories === undefined
    ? checked(text, { by: 'type', weights: { ...wish.types } })
    : checked(text, { by: 'category', weights: { ...wish.categories } })
}

function checked(text: string, balance: Balance): Balance {
  if (Object.values(balance.weights).some((value) => value > 0)) return balance
  throw new UsageError(`--balance ${text}: all weights are 0`)
}
