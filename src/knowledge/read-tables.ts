// Reads data/<table>/*.yaml into rows. A row that is not as its schema says becomes a problem that names the
// file, the line and the field, so that whoever corrects the data by hand can find it; the others are kept.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import type { Problem } from '../kit/errors.ts'
import { tableNames, tableSchemas, type TableName } from './tables.ts'

/** A row with the place it stands at. */
export interface Placed<T> {
  readonly row: T
  /** "drugs/base.yaml" */
  readonly file: string
  readonly line: number
}

export type Tables = { readonly [K in TableName]: readonly Placed<z.infer<(typeof tableSchemas)[K]>>[] }

/** All tables below `folder`, files in the order of their names, and what could not be read. */
export function readTables(folder: string): {
  readonly tables: Tables
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  const tables = Object.fromEntries(
    tableNames.map((table) => [table, readTable(folder, table, problems)]),
  ) as unknown as Tables
  return { tables, problems }
}

function readTable(folder: string, table: TableName, problems: Problem[]): Placed<unknown>[] {
  const names = readdirSync(join(folder, table), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => entry.name)
    .toSorted()
  return names.flatMap((name) => {
    const file = `${table}/${name}`
    return readRows(file, readFileSync(join(folder, file), 'utf8'), table, problems)
  })
}

function readRows(file: string, text: string, table: TableName, problems: Problem[]): Placed<unknown>[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0])
    problems.push({
      subject: file,
      place: `line ${line}, column ${col}`,
      what: `not YAML: ${error.message}.`,
    })
  }
  if (document.errors.length > 0) return []
  const content: unknown = document.toJS()
  const rows = Array.isArray(content) ? content : [content]
  return rows.flatMap((value, index) => {
    const start: Path = Array.isArray(content) ? [index] : []
    const line = lineAt(document, lines, start)
    const parsed = tableSchemas[table].safeParse(value)
    if (parsed.success) return [{ row: parsed.data, file, line }]
    for (const issue of parsed.error.issues) {
      const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))
      const at = lineAt(document, lines, [...start, ...path])
      const field = path.length === 0 ? 'the row' : path.join('.')
      problems.push({ subject: file, place: `line ${at}, ${field}`, what: `${issue.message}.` })
    }
    return []
  })
}

type Path = readonly (string | number)[]

/** The line of the deepest node of the path that is there. */
function lineAt(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
