// How a check of the knowledge base says that something is amiss: at a row of a file, in a field, in a sentence.
import type { Placed } from './read-tables.ts'

export type Report = (at: Pick<Placed<unknown>, 'file' | 'line'>, where: string, what: string) => void

/** The same within one row. */
export type ReportInRow = (where: string, what: string) => void
