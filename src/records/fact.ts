// A fact: an atomic statement about a case, with evidence that stands word for word in its source.
import { z } from 'zod'
import { statementShape } from './statement.ts'
import { withContentId } from '../kit/hash.ts'

/** Where it is written. `quote` equals the text at that place, character for character. */
export const evidenceSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('span'),
      section: z.string(),
      start: z.number().int().nonnegative(),
      end: z.number().int().positive(),
      quote: z.string().min(1),
    }),
    /** A cell of a table, by row and column index. */
    z.object({
      kind: z.literal('cell'),
      table: z.string(),
      row: z.number().int().nonnegative(),
      column: z.number().int().nonnegative(),
      quote: z.string().min(1),
    }),
    /** An entry of a structured source; the quote is the entry's text. */
    z.object({ kind: z.literal('resource'), resource: z.string(), quote: z.string().min(1) }),
    /** A span of a turn of the case's recorded conversation. */
    z.object({
      kind: z.literal('turn'),
      turn: z.number().int().positive(),
      start: z.number().int().nonnegative(),
      end: z.number().int().positive(),
      quote: z.string().min(1),
    }),
  ])
  .readonly()
export type Evidence = z.infer<typeof evidenceSchema>

export const factSchema = z
  .object({
    id: z.string(),
    caseId: z.string(),
    ...statementShape,
    evidence: evidenceSchema,
  })
  .readonly()
export type Fact = z.infer<typeof factSchema>

export function createFact(content: Omit<Fact, 'id'>): Fact {
  return withContentId('fact', content)
}
