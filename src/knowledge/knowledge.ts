// The knowledge base: cited clinical facts by table and id, read from data/ once. Data for authors, the
// simulator and, through code of their own, for checkers. Nothing here is medical advice. Paper: section 2,
// "omitted information expected by clinical standards".
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import { describeProblem, Failure } from '../kit/errors.ts'
import { readTables } from './read-tables.ts'
import { tableNames, type tableSchemas, type TableName } from './tables.ts'

export type Row<K extends TableName> = z.infer<(typeof tableSchemas)[K]>

/** Rows by id, in the order in which they are written. */
export type Knowledge = { readonly [K in TableName]: ReadonlyMap<string, Row<K>> }

/** The folder of the project's own knowledge base. */
export const dataFolder = fileURLToPath(new URL('./data', import.meta.url))

/** Throws a Failure that names the first faults by file, line and field. */
export function loadKnowledge(folder = dataFolder): Knowledge {
  const { tables, problems } = readTables(folder)
  if (problems.length > 0) {
    const shown = problems.slice(0, 5).map(describeProblem)
    throw new Failure({
      subject: folder,
      what: `the knowledge base has ${problems.length} faults:\n  ${shown.join('\n  ')}`,
      remedy: 'Correct the named lines.',
    })
  }
  return Object.fromEntries(
    tableNames.map((name) => [
      name,
      new Map(tables[name].map(({ row }) => [(row as { readonly id: string }).id, row])),
    ]),
  ) as unknown as Knowledge
}

let loaded: Knowledge | undefined

/** The project's own knowledge base, read at the first call of a process or worker. */
export function knowledge(): Knowledge {
  loaded ??= loadKnowledge()
  return loaded
}

/** The row of an id. Throws a RangeError for an id that the table does not have: the consistency check prevents it. */
export function rowOf<K extends TableName>(from: Knowledge, table: K, id: string): Row<K> {
  const row = from[table].get(id)
  if (row === undefined) throw new RangeError(`${table} has no row "${id}"`)
  return row
}
